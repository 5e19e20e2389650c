import type { Pixels } from '../contract/pixels';
import { clamp } from './portrait/planes';

/** How far from white a pixel may be and still be ground that is reached from outside, 0…255. */
const faint = 32;
/** Pixels along the rim that may hold some of the white. */
const rim = 4;
/** How much less than the memory says a cell may be covered before its shape is taken from the memory. */
const lacking = 0.12;

/**
 * An artwork of the memory as a cut-out, from its latents decoded on white and the coverage of its cells (a square grid).
 * `cut_out` of models/training/cut.py does the same.
 */
export function cutArtwork({ width, height, data }: Pixels, coverage: Float32Array): Pixels {
  const grid = Math.sqrt(coverage.length);
  const cell = width / grid;
  const count = width * height;
  const cellOf = (p: number) => Math.floor(p / width / cell) * grid + Math.floor((p % width) / cell);
  const away = new Uint8Array(count);
  for (let p = 0; p < count; p++) away[p] = 255 - Math.min(data[4 * p]!, data[4 * p + 1]!, data[4 * p + 2]!);
  const ground = groundOf(away, coverage, cellOf, width);

  // Along the rim a pixel is a mixture of white and of what lies next to it.
  const isRim = reach(ground, width);
  const darkest = reach(
    away.map((value, p) => (ground[p] ? 0 : value)),
    width,
  );
  const alpha = Float32Array.from(away, (value, p) => {
    if (coverage[cellOf(p)] === 0 || (ground[p] && value < faint / 4)) return 0;
    return isRim[p] ? clamp((1.06 * value) / Math.max(darkest[p]!, faint) - 0.03) : 1;
  });

  // White parts at the rim are lost so far: the memory knows how much of their cells they cover.
  const covered = new Float32Array(coverage.length);
  for (let p = 0; p < count; p++) covered[cellOf(p)]! += alpha[p]! / (cell * cell);
  const cut = new Uint8ClampedArray(data);
  for (let p = 0; p < count; p++) {
    const of = cellOf(p);
    if (coverage[of]! - covered[of]! > lacking) {
      alpha[p] = Math.max(
        alpha[p]!,
        clamp(4 * smoothly(coverage, grid, ((p % width) + 0.5) / cell, (Math.floor(p / width) + 0.5) / cell) - 1.5),
      );
    }
    const a = alpha[p]!;
    if (isRim[p] && a > 0) for (let c = 0; c < 3; c++) cut[4 * p + c] = (data[4 * p + c]! - 255 * (1 - a)) / a;
    cut[4 * p + 3] = 255 * a;
  }
  return { width, height, data: cut };
}

/** What is outside the artwork's cells, and what can be reached from there without crossing it: 1, else 0. */
function groundOf(away: Uint8Array, coverage: Float32Array, cellOf: (p: number) => number, width: number): Uint8Array {
  const count = away.length;
  const height = count / width;
  const ground = new Uint8Array(count);
  const queue: number[] = [];
  const visit = (p: number) => {
    const cover = coverage[cellOf(p)]!;
    if (ground[p] || (cover > 0 && (cover >= 0.99 || away[p]! >= faint))) return;
    ground[p] = 1;
    queue.push(p);
  };
  for (let p = 0; p < count; p++) {
    const isEdge = p < width || p >= count - width || p % width === 0 || p % width === width - 1;
    if (isEdge || coverage[cellOf(p)] === 0) visit(p);
  }
  for (let head = 0; head < queue.length; head++) {
    const p = queue[head]!;
    const [x, y] = [p % width, Math.floor(p / width)];
    if (x > 0) visit(p - 1);
    if (x < width - 1) visit(p + 1);
    if (y > 0) visit(p - width);
    if (y < height - 1) visit(p + width);
  }
  return ground;
}

/** The largest value within `rim` pixels along either axis. */
function reach(values: Uint8Array, width: number): Uint8Array {
  const height = values.length / width;
  const along = (from: Uint8Array, size: number, stride: number, place: (p: number) => number) =>
    from.map((_, p) => {
      const at = place(p);
      let largest = 0;
      for (let i = Math.max(-rim, -at); i <= Math.min(rim, size - 1 - at); i++) {
        largest = Math.max(largest, from[p + i * stride]!);
      }
      return largest;
    });
  const rows = along(values, width, 1, (p) => p % width);
  return along(rows, height, width, (p) => Math.floor(p / width));
}

/** Between the middles of four cells; `x` and `y` in cells. */
function smoothly(cells: Float32Array, grid: number, x: number, y: number): number {
  const [column, row] = [x - 0.5, y - 0.5];
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const inside = (i: number) => Math.min(grid - 1, Math.max(0, i));
  const at = (i: number, j: number) => cells[inside(j) * grid + inside(i)]!;
  const [u, v] = [column - left, row - top];
  return (
    (at(left, top) * (1 - u) + at(left + 1, top) * u) * (1 - v) +
    (at(left, top + 1) * (1 - u) + at(left + 1, top + 1) * u) * v
  );
}
