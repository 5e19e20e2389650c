import type { Point } from '../../contract/portrait';

export type Triangle = readonly [number, number, number];

interface Circle {
  readonly triangle: Triangle;
  readonly x: number;
  readonly y: number;
  readonly squared: number;
}

/** Delaunay triangles of points inside a square of `side`, as indices (Bowyer and Watson 1981). Points must differ. */
export function triangulate(points: readonly Point[], side: number): readonly Triangle[] {
  const n = points.length;
  const far = side * 1000; // so far out that no sliver at the rim belongs to it
  const all = [...points, { x: -far, y: -far }, { x: side / 2, y: far * 2 }, { x: far + side, y: -far }];
  const order = points.map((_, i) => i).sort((a, b) => all[a]!.x - all[b]!.x);
  let open: Circle[] = [circleOf(all, [n, n + 1, n + 2])];
  const done: Triangle[] = [];
  for (const index of order) {
    const point = all[index]!;
    const edges = new Map<string, [number, number]>();
    const kept: Circle[] = [];
    for (const circle of open) {
      const dx = point.x - circle.x;
      const dy = point.y - circle.y;
      if (dx > 0 && dx * dx > circle.squared) {
        done.push(circle.triangle); // points come from left to right: this circle is behind
      } else if (dx * dx + dy * dy < circle.squared) {
        const [a, b, c] = circle.triangle;
        for (const [p, q] of [
          [a, b],
          [b, c],
          [c, a],
        ] as const) {
          const key = p < q ? `${p},${q}` : `${q},${p}`;
          if (edges.has(key)) edges.delete(key);
          else edges.set(key, [p, q]);
        }
      } else kept.push(circle);
    }
    open = kept;
    for (const [p, q] of edges.values()) open.push(circleOf(all, [p, q, index]));
  }
  return [...done, ...open.map(({ triangle }) => triangle)].filter((triangle) => triangle.every((i) => i < n));
}

function circleOf(points: readonly Point[], triangle: Triangle): Circle {
  const [a, b, c] = triangle.map((i) => points[i]!) as [Point, Point, Point];
  const d = 2 * (a.x * (b.y - c.y) + b.x * (c.y - a.y) + c.x * (a.y - b.y)) || 1e-12;
  const [aa, bb, cc] = [a, b, c].map(({ x, y }) => x * x + y * y) as [number, number, number];
  const x = (aa * (b.y - c.y) + bb * (c.y - a.y) + cc * (a.y - b.y)) / d;
  const y = (aa * (c.x - b.x) + bb * (a.x - c.x) + cc * (b.x - a.x)) / d;
  return { triangle, x, y, squared: (x - a.x) ** 2 + (y - a.y) ** 2 };
}
