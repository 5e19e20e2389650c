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
  const away = new Uint8Array(count);
  const cellOf = new Uint16Array(count);
  const cover = new Float32Array(count);
  for (let p = 0; p < count; p++) {
    away[p] = 255 - Math.min(data[4 * p]!, data[4 * p + 1]!, data[4 * p + 2]!);
    cellOf[p] = Math.floor(p / width / cell) * grid + Math.floor((p % width) / cell);
    cover[p] = coverage[cellOf[p]!]!;
  }
  const ground = groundOf(away, cover, width);

  // Along the rim a pixel is a mixture of white and of what lies next to it.
  const isRim = reach(ground, width);
  const darkest = reach(
    away.map((value, p) => (ground[p] ? 0 : value)),
    width,
  );
  const alpha = new Float32Array(count);
  for (let p = 0; p < count; p++) {
    if (cover[p] === 0 || (ground[p] && away[p]! < faint / 4)) continue;
    alpha[p] = isRim[p] ? clamp((1.06 * away[p]!) / Math.max(darkest[p]!, faint) - 0.03) : 1;
  }

  // White parts at the rim are lost so far: the memory knows how much of their cells they cover.
  const covered = new Float32Array(coverage.length);
  for (let p = 0; p < count; p++) covered[cellOf[p]!]! += alpha[p]! / (cell * cell);
  const cut = new Uint8ClampedArray(data);
  for (let p = 0; p < count; p++) {
    if (cover[p]! - covered[cellOf[p]!]! > lacking) {
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
function groundOf(away: Uint8Array, cover: Float32Array, width: number): Uint8Array {
  const count = away.length;
  const height = count / width;
  const ground = new Uint8Array(count);
  const queue = new Uint32Array(count);
  let queued = 0;
  const visit = (p: number) => {
    if (ground[p] || (cover[p]! > 0 && (cover[p]! >= 0.99 || away[p]! >= faint))) return;
    ground[p] = 1;
    queue[queued++] = p;
  };
  for (let p = 0; p < count; p++) {
    const isEdge = p < width || p >= count - width || p % width === 0 || p % width === width - 1;
    if (isEdge || cover[p] === 0) visit(p);
  }
  for (let head = 0; head < queued; head++) {
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
  const { length } = values;
  const rows = new Uint8Array(length);
  const result = new Uint8Array(length);
  const spread = (from: Uint8Array, to: Uint8Array, start: number, end: number, shift: number) => {
    for (let p = start; p < end; p++) to[p] = Math.max(to[p]!, from[p + shift]!);
  };
  for (let shift = -rim; shift <= rim; shift++) {
    for (let row = 0; row < length; row += width) {
      spread(values, rows, row + Math.max(0, -shift), row + width - Math.max(0, shift), shift);
    }
  }
  for (let shift = -rim * width; shift <= rim * width; shift += width) {
    spread(rows, result, Math.max(0, -shift), length - Math.max(0, shift), shift);
  }
  return result;
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
