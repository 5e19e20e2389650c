import type { Pixels } from '../contract/pixels';

const side = 32;
/** A mosaic of fewer pictures than this is wallpaper. */
export const fewestTiles = 3;
const mostTiles = 60;

/** Small squares of the session's pictures for a mosaic; none when there are too few. */
export function makeTiles(pictures: readonly Pixels[]): readonly Pixels[] {
  return pictures.length < fewestTiles ? [] : pictures.slice(-mostTiles).map(makeTile);
}

/** The middle square, each tile pixel the mean of what it covers, on white where it is clear. */
function makeTile({ width, height, data }: Pixels): Pixels {
  const square = Math.min(width, height);
  const left = (width - square) >> 1;
  const top = (height - square) >> 1;
  const out = new Uint8ClampedArray(4 * side * side).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const x0 = left + Math.floor((x * square) / side);
      const x1 = Math.max(x0 + 1, left + Math.floor(((x + 1) * square) / side));
      const y0 = top + Math.floor((y * square) / side);
      const y1 = Math.max(y0 + 1, top + Math.floor(((y + 1) * square) / side));
      const sum = [0, 0, 0];
      for (let v = y0; v < y1; v++) {
        for (let u = x0; u < x1; u++) {
          const at = 4 * (v * width + u);
          const alpha = data[at + 3]! / 255;
          for (let c = 0; c < 3; c++) sum[c]! += data[at + c]! * alpha + 255 * (1 - alpha);
        }
      }
      for (let c = 0; c < 3; c++) out[4 * (y * side + x) + c] = sum[c]! / ((x1 - x0) * (y1 - y0));
    }
  }
  return { width: side, height: side, data: out };
}
