import type { Point } from '../../contract/portrait';

/**
 * How much of each pixel lies inside the closed outlines, 0…1 (non-zero winding for outlines that do not overlap with
 * opposite turns). Exact coverage by signed areas, after Raph Levien's font-rs.
 */
export function fillPath(width: number, height: number, outlines: readonly (readonly Point[])[]): Float32Array {
  const areas = new Float32Array(width * height + 2);
  for (const outline of outlines) {
    outline.forEach((from, i) => addEdge(areas, width, height, from, outline[(i + 1) % outline.length]!));
  }
  const coverage = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += areas[y * width + x]!;
      coverage[y * width + x] = Math.min(1, Math.abs(sum));
    }
  }
  return coverage;
}

function addEdge(areas: Float32Array, width: number, height: number, a: Point, b: Point): void {
  if (a.y === b.y) return;
  const direction = a.y < b.y ? 1 : -1;
  const [top, bottom] = a.y < b.y ? [a, b] : [b, a];
  const slope = (bottom.x - top.x) / (bottom.y - top.y);
  const lastRow = Math.min(height - 1, Math.ceil(bottom.y) - 1);
  for (let y = Math.max(0, Math.floor(top.y)); y <= lastRow; y++) {
    const from = Math.max(top.y, y);
    const to = Math.min(bottom.y, y + 1);
    const dy = (to - from) * direction;
    const xFrom = top.x + (from - top.y) * slope;
    const xTo = top.x + (to - top.y) * slope;
    addRow(areas, y * width, width, Math.min(xFrom, xTo), Math.max(xFrom, xTo), dy);
  }
}

/** Spreads one row's piece of an edge over the pixels it crosses; the part left of the picture counts from its edge. */
function addRow(areas: Float32Array, row: number, width: number, x0: number, x1: number, dy: number): void {
  if (x0 >= width) return;
  if (x1 <= 0) {
    areas[row]! += dy;
    return;
  }
  const left = Math.max(0, x0);
  const right = Math.min(width, x1);
  const span = x1 - x0;
  if (x0 < 0) areas[row]! += (dy * -x0) / span;
  const first = Math.floor(left);
  const last = Math.ceil(right) - 1;
  if (first >= last) {
    const share = span > 0 ? (dy * (right - left)) / span : dy;
    const middle = (left + right) / 2 - first;
    areas[row + first]! += share * (1 - middle);
    if (first + 1 < width) areas[row + first + 1]! += share * middle;
    return;
  }
  for (let x = first; x <= last; x++) {
    const from = Math.max(left, x);
    const to = Math.min(right, x + 1);
    const share = (dy * (to - from)) / span;
    const middle = (from + to) / 2 - x;
    areas[row + x]! += share * (1 - middle);
    if (x + 1 < width) areas[row + x + 1]! += share * middle;
  }
}
