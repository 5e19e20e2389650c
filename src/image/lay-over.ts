import type { Pixels } from '../contract/pixels';

/** Lays a cut-out over a picture, its corner at `left`, `top`; what hangs over is cut. Changes `under`. */
export function layOver(under: Pixels, { width, height, data }: Pixels, left: number, top: number): void {
  for (let y = Math.max(0, -top); y < Math.min(height, under.height - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(width, under.width - left); x++) {
      const from = 4 * (y * width + x);
      const to = 4 * ((y + top) * under.width + x + left);
      const above = data[from + 3]! / 255;
      if (above === 0) continue;
      const below = (under.data[to + 3]! / 255) * (1 - above);
      const alpha = above + below;
      for (let c = 0; c < 3; c++) {
        under.data[to + c] = (under.data[to + c]! * below + data[from + c]! * above) / alpha;
      }
      under.data[to + 3] = 255 * alpha;
    }
  }
}
