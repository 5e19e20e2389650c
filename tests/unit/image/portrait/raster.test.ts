import { expect, test } from 'vitest';
import { distanceTo, grow } from '../../../../src/image/portrait/distance';
import { triangulate } from '../../../../src/image/portrait/delaunay';
import { boxBlur, cutAbove, gaussianBlur, randomNumbers } from '../../../../src/image/portrait/planes';
import { fillPath } from '../../../../src/image/portrait/raster';

const sum = (plane: Float32Array) => plane.reduce((a, b) => a + b, 0);

test('coverage adds up to the area of the outline', () => {
  const circle = Array.from({ length: 360 }, (_, i) => ({
    x: 31.3 + 20 * Math.cos((i * Math.PI) / 180),
    y: 30.7 + 20 * Math.sin((i * Math.PI) / 180),
  }));

  expect(sum(fillPath(64, 64, [circle]))).toBeCloseTo(Math.PI * 400, -0.5);
});

test('a square between pixels covers its share of each', () => {
  const square = [
    { x: 1.25, y: 1.5 },
    { x: 3.5, y: 1.5 },
    { x: 3.5, y: 3 },
    { x: 1.25, y: 3 },
  ];

  const coverage = fillPath(5, 5, [square]);

  expect(coverage[1 * 5 + 1]).toBeCloseTo(0.375);
  expect(coverage[2 * 5 + 2]).toBeCloseTo(1);
  expect(coverage[2 * 5 + 3]).toBeCloseTo(0.5);
  expect(coverage[3 * 5 + 2]).toBeCloseTo(0);
});

test('an outline that hangs over every edge fills the whole picture', () => {
  const wide = [
    { x: -50, y: -40 },
    { x: 90, y: -60 },
    { x: 80, y: 70 },
    { x: -30, y: 99 },
  ];

  expect(sum(fillPath(16, 16, [wide]))).toBeCloseTo(256, 2);
});

test('distances are those of the nearest inside pixel', () => {
  const side = 24;
  const random = randomNumbers(1);
  const inside = new Float32Array(side * side).map(() => (random() > 0.97 ? 1 : 0));
  const places = [...inside.keys()].filter((i) => inside[i]);

  const distance = distanceTo(inside, side);

  for (let i = 0; i < side * side; i++) {
    const nearest = Math.min(
      ...places.map((p) => Math.hypot((p % side) - (i % side), Math.floor(p / side) - Math.floor(i / side))),
    );
    expect(distance[i]).toBeCloseTo(nearest, 4);
  }
  expect(sum(grow(inside, side, 2))).toBeGreaterThan(sum(inside) * 5);
});

test('triangles tile the square and no circle around one holds another point', () => {
  const random = randomNumbers(4);
  const corners = [0, 100].flatMap((x) => [0, 100].map((y) => ({ x, y })));
  const points = [...corners, ...Array.from({ length: 60 }, () => ({ x: 100 * random(), y: 100 * random() }))];

  const triangles = triangulate(points, 100);

  let area = 0;
  for (const triangle of triangles) {
    const [a, b, c] = triangle.map((i) => points[i]!) as [
      { x: number; y: number },
      { x: number; y: number },
      { x: number; y: number },
    ];
    area += Math.abs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)) / 2;
    const d = 2 * (a.x * (b.y - c.y) + b.x * (c.y - a.y) + c.x * (a.y - b.y));
    const [aa, bb, cc] = [a, b, c].map(({ x, y }) => x * x + y * y) as [number, number, number];
    const x = (aa * (b.y - c.y) + bb * (c.y - a.y) + cc * (a.y - b.y)) / d;
    const y = (aa * (c.x - b.x) + bb * (a.x - c.x) + cc * (b.x - a.x)) / d;
    const radius = Math.hypot(a.x - x, a.y - y);
    points.forEach((point, i) => {
      if (!triangle.includes(i)) expect(Math.hypot(point.x - x, point.y - y)).toBeGreaterThan(radius - 1e-6);
    });
  }
  expect(area).toBeCloseTo(10_000, 0);
});

test('blurring keeps the sum of what lies inside and spreads a point as a Gaussian does', () => {
  const side = 65;
  const point = new Float32Array(side * side);
  point[32 * side + 32] = 1;

  const spread = gaussianBlur(point, side, side, 3);

  expect(sum(spread)).toBeCloseTo(1, 4);
  expect(spread[32 * side + 32]).toBeCloseTo(1 / (2 * Math.PI * 9), 2.5);
  const variance = spread.reduce((total, value, i) => total + value * ((i % side) - 32) ** 2, 0);
  expect(variance).toBeGreaterThan(7.9);
  expect(variance).toBeLessThan(10.1);
  expect(sum(boxBlur(point, side, side, 4))).toBeCloseTo(1, 5);
});

test('a slope is cut where it crosses the level, one pixel soft', () => {
  const side = 32;
  const slope = new Float32Array(side * side).map((_, i) => (i % side) / side);

  const cut = cutAbove(slope, side, 0.5);

  expect(cut[14]).toBe(0);
  expect(cut[16]).toBeCloseTo(0.5);
  expect(cut[18]).toBe(1);
});
