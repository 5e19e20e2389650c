import type { Crop, Mask } from '../../contract/portrait';
import type { Pixels } from '../../contract/pixels';

/** Catmull-Rom weights of the four neighbours at fraction `t`. */
function cubic(t: number): readonly [number, number, number, number] {
  const t2 = t * t;
  const t3 = t2 * t;
  return [(-t3 + 2 * t2 - t) / 2, (3 * t3 - 5 * t2 + 2) / 2, (-3 * t3 + 4 * t2 + t) / 2, (t3 - t2) / 2];
}

/** Reflects an index at the edges, so that a crop hanging over the photo's edge is filled with something plausible. */
function reflect(i: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * length - 2;
  const wrapped = ((i % period) + period) % period;
  return wrapped < length ? wrapped : period - wrapped;
}

/**
 * Cuts a turned square out of a photo, `side` pixels wide, opaque. Bicubic where it enlarges, averaged where it shrinks;
 * beyond the photo's edge it is mirrored.
 */
export function cutOut(photo: Pixels, crop: Crop, side: number): Pixels {
  const data = new Uint8ClampedArray(4 * side * side);
  const scale = crop.size / side;
  const taps = Math.max(1, Math.ceil(scale));
  const cos = Math.cos(crop.angle);
  const sin = Math.sin(crop.angle);
  const sum: [number, number, number] = [0, 0, 0];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      sum[0] = sum[1] = sum[2] = 0;
      for (let j = 0; j < taps; j++) {
        for (let i = 0; i < taps; i++) {
          const dx = (x + (i + 0.5) / taps - side / 2) * scale;
          const dy = (y + (j + 0.5) / taps - side / 2) * scale;
          const u = crop.cx + dx * cos - dy * sin - 0.5;
          const v = crop.cy + dx * sin + dy * cos - 0.5;
          if (scale < 1) addCubic(photo, u, v, sum);
          else addLinear(photo, u, v, sum);
        }
      }
      const at = 4 * (y * side + x);
      for (let c = 0; c < 3; c++) data[at + c] = sum[c]! / (taps * taps);
      data[at + 3] = 255;
    }
  }
  return { width: side, height: side, data };
}

function addLinear({ width, height, data }: Pixels, u: number, v: number, sum: [number, number, number]): void {
  const x0 = Math.floor(u);
  const y0 = Math.floor(v);
  const fx = u - x0;
  const fy = v - y0;
  for (let j = 0; j < 2; j++) {
    const row = reflect(y0 + j, height) * width;
    const wy = j ? fy : 1 - fy;
    for (let i = 0; i < 2; i++) {
      const weight = wy * (i ? fx : 1 - fx);
      const at = 4 * (row + reflect(x0 + i, width));
      for (let c = 0; c < 3; c++) sum[c] = sum[c]! + weight * data[at + c]!;
    }
  }
}

function addCubic({ width, height, data }: Pixels, u: number, v: number, sum: [number, number, number]): void {
  const x0 = Math.floor(u);
  const y0 = Math.floor(v);
  const wx = cubic(u - x0);
  const wy = cubic(v - y0);
  for (let j = 0; j < 4; j++) {
    const row = reflect(y0 + j - 1, height) * width;
    for (let i = 0; i < 4; i++) {
      const weight = wy[j]! * wx[i]!;
      const at = 4 * (row + reflect(x0 + i - 1, width));
      for (let c = 0; c < 3; c++) sum[c] = sum[c]! + weight * data[at + c]!;
    }
  }
}

/** Looks up a mask that was made for one crop from the frame of another, `side` pixels wide; 0 where it says nothing. */
export function moveMask(mask: Mask, from: Crop, to: Crop, side: number): Mask {
  const data = new Uint8ClampedArray(side * side);
  const turn = to.angle - from.angle;
  const scale = (to.size / side) * (mask.width / from.size);
  const cosFrom = Math.cos(from.angle);
  const sinFrom = Math.sin(from.angle);
  const dx = ((to.cx - from.cx) * mask.width) / from.size;
  const dy = ((to.cy - from.cy) * mask.width) / from.size;
  const centreX = mask.width / 2 + dx * cosFrom + dy * sinFrom;
  const centreY = mask.height / 2 + dy * cosFrom - dx * sinFrom;
  const cos = Math.cos(turn) * scale;
  const sin = Math.sin(turn) * scale;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const px = x + 0.5 - side / 2;
      const py = y + 0.5 - side / 2;
      data[y * side + x] = maskAt(mask, centreX + px * cos - py * sin - 0.5, centreY + px * sin + py * cos - 0.5);
    }
  }
  return { width: side, height: side, data };
}

function maskAt({ width, height, data }: Mask, u: number, v: number): number {
  const x0 = Math.floor(u);
  const y0 = Math.floor(v);
  if (x0 < 0 || y0 < 0 || x0 >= width - 1 || y0 >= height - 1) return 0;
  const at = y0 * width + x0;
  const fx = u - x0;
  const top = data[at]! + (data[at + 1]! - data[at]!) * fx;
  const bottom = data[at + width]! + (data[at + width + 1]! - data[at + width]!) * fx;
  return top + (bottom - top) * (v - y0);
}
