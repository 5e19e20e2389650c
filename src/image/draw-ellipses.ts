import type { Pixels } from '../contract/pixels';
import { clamp } from './portrait/planes';

/** Centre and radii in pixels, colour in bytes, opacity 0…1. */
export interface Ellipse {
  readonly centre: readonly [number, number];
  readonly radii: readonly [number, number];
  readonly rgb: readonly number[];
  readonly opacity: number;
}

/** Fills ellipses with edges of about a pixel, each over what is there. Changes `under`. */
export function drawEllipses(under: Pixels, ellipses: readonly Ellipse[]): void {
  const { width, height, data } = under;
  for (const { centre, radii, rgb, opacity } of ellipses) {
    const [cx, cy] = centre;
    const [rx, ry] = radii;
    for (let y = Math.max(0, Math.floor(cy - ry - 1)); y < Math.min(height, cy + ry + 1); y++) {
      for (let x = Math.max(0, Math.floor(cx - rx - 1)); x < Math.min(width, cx + rx + 1); x++) {
        const inside = 1 - Math.hypot((x + 0.5 - cx) / rx, (y + 0.5 - cy) / ry);
        const cover = opacity * clamp(inside * Math.min(rx, ry) + 0.5);
        const at = 4 * (y * width + x);
        for (let c = 0; c < 3; c++) data[at + c] = data[at + c]! * (1 - cover) + rgb[c]! * cover;
      }
    }
  }
}
