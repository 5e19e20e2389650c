import type { Pixels } from '../contract/pixels';
import { cubicAt, type Rgba } from './sample-pixels';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Sides are even, as video codecs that store colour at half resolution need. */
export function scaledSize({ width, height }: Size, scale: number): Size {
  const even = (side: number) => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** Smaller by the mean of the pixels covered, larger by a cubic; the colours of clear pixels count for nothing. */
export function scalePixels(pixels: Pixels, scale: number): Pixels {
  const { width, height } = scaledSize(pixels, scale);
  if (width === pixels.width && height === pixels.height) return pixels;
  const data = new Uint8ClampedArray(width * height * 4);
  const perX = pixels.width / width;
  const perY = pixels.height / height;
  const at: Rgba = [0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (perX > 1 || perY > 1) meanOf(pixels, x * perX, y * perY, (x + 1) * perX, (y + 1) * perY, at);
      else cubicAt(pixels, (x + 0.5) * perX, (y + 0.5) * perY, at);
      data.set(at, (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

function meanOf(pixels: Pixels, left: number, top: number, right: number, bottom: number, into: Rgba): void {
  const sum = [0, 0, 0];
  let alphas = 0;
  let area = 0;
  for (let y = Math.floor(top); y < Math.min(bottom, pixels.height); y++) {
    const tall = Math.min(y + 1, bottom) - Math.max(y, top);
    for (let x = Math.floor(left); x < Math.min(right, pixels.width); x++) {
      const cover = tall * (Math.min(x + 1, right) - Math.max(x, left));
      const i = (y * pixels.width + x) * 4;
      const weight = cover * pixels.data[i + 3]!;
      for (let c = 0; c < 3; c++) sum[c]! += pixels.data[i + c]! * weight;
      alphas += weight;
      area += cover;
    }
  }
  for (let c = 0; c < 3; c++) into[c] = alphas > 0 ? sum[c]! / alphas : 0;
  into[3] = alphas / area;
}
