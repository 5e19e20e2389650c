import type { Pixels } from '../contract/pixels';

export type Rgba = [number, number, number, number];

/** How a place outside a picture is filled. */
export type Edge = 'clear' | 'hold' | 'mirror';

/** Index of the pixel that stands for `i`, or −1 for none. */
function inside(i: number, size: number, edge: Edge): number {
  if (i >= 0 && i < size) return i;
  if (edge === 'clear') return -1;
  if (edge === 'hold') return i < 0 ? 0 : size - 1;
  const period = 2 * size;
  const folded = ((i % period) + period) % period;
  return folded < size ? folded : period - 1 - folded;
}

/** Weighted sum over a block of pixels, colours weighted by alpha so that clear pixels lend none. */
function gather(
  { data, width, height }: Pixels,
  left: number,
  top: number,
  across: readonly number[],
  down: readonly number[],
  edge: Edge,
  into: Rgba,
): void {
  let red = 0;
  let green = 0;
  let blue = 0;
  let alpha = 0;
  for (let j = 0; j < down.length; j++) {
    const y = inside(top + j, height, edge);
    if (y < 0) continue;
    for (let i = 0; i < across.length; i++) {
      const x = inside(left + i, width, edge);
      if (x < 0) continue;
      const at = (y * width + x) * 4;
      const weight = across[i]! * down[j]! * data[at + 3]!;
      red += data[at]! * weight;
      green += data[at + 1]! * weight;
      blue += data[at + 2]! * weight;
      alpha += weight;
    }
  }
  into[0] = alpha > 0 ? red / alpha : 0;
  into[1] = alpha > 0 ? green / alpha : 0;
  into[2] = alpha > 0 ? blue / alpha : 0;
  into[3] = alpha;
}

/** The picture's colour at a place in pixels (0.5 is the middle of the first), by the four pixels around it. */
export function linearAt(pixels: Pixels, x: number, y: number, edge: Edge, into: Rgba): void {
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  const right = x - 0.5 - left;
  const low = y - 0.5 - top;
  gather(pixels, left, top, [1 - right, right], [1 - low, low], edge, into);
}

/** As `linearAt`, by the sixteen pixels around it (Catmull-Rom); edges are held. */
export function cubicAt(pixels: Pixels, x: number, y: number, into: Rgba): void {
  const left = Math.floor(x - 0.5);
  const top = Math.floor(y - 0.5);
  gather(pixels, left - 1, top - 1, catmullRom(x - 0.5 - left), catmullRom(y - 0.5 - top), 'hold', into);
}

function catmullRom(t: number): number[] {
  return [
    ((2 - t) * t - 1) * t * 0.5,
    ((3 * t - 5) * t * t + 2) * 0.5,
    ((4 - 3 * t) * t + 1) * t * 0.5,
    (t - 1) * t * t * 0.5,
  ];
}
