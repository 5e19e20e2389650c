import type { Pixels } from '../contract/pixels';

/** One channel of a picture, row by row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Brightness (ITU-R BT.601, as in JPEG), 0…255; what is transparent is shown on white. */
export function luma({ width, height, data }: Pixels): Plane {
  const plane = new Float32Array(width * height);
  for (let i = 0; i < plane.length; i += 1) {
    const alpha = data[4 * i + 3]! / 255;
    const y = 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!;
    plane[i] = y * alpha + 255 * (1 - alpha);
  }
  return { width, height, data: plane };
}

/** Mean over the square of `2 * radius + 1` pixels around each pixel; at the border, over the part that exists. */
export function localMean(plane: Plane, radius: number): Plane {
  return transposedMean(transposedMean(plane, radius), radius);
}

/** Running means along the rows, written as columns: twice gives back the orientation. */
function transposedMean({ width, height, data }: Plane, radius: number): Plane {
  const means = new Float32Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    let sum = 0;
    let count = 0;
    for (let x = 0; x < Math.min(radius, width); x += 1, count += 1) sum += data[row + x]!;
    for (let x = 0; x < width; x += 1) {
      if (x + radius < width) {
        sum += data[row + x + radius]!;
        count += 1;
      }
      if (x - radius > 0) {
        sum -= data[row + x - radius - 1]!;
        count -= 1;
      }
      means[x * height + y] = sum / count;
    }
  }
  return { width: height, height: width, data: means };
}

/** The plane `factor` times as wide and high, by bilinear interpolation. */
export function resizedPlane(plane: Plane, factor: number): Plane {
  if (factor === 1) return plane;
  const width = Math.max(Math.round(plane.width * factor), 1);
  const height = Math.max(Math.round(plane.height * factor), 1);
  const across = taps(width, plane.width, factor);
  const down = taps(height, plane.height, factor);
  const data = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y += 1) {
    const top = down.first[y]! * plane.width;
    const bottom = down.second[y]! * plane.width;
    const dy = down.share[y]!;
    for (let x = 0; x < width; x += 1, i += 1) {
      const left = across.first[x]!;
      const right = across.second[x]!;
      const dx = across.share[x]!;
      const upper = plane.data[top + left]! * (1 - dx) + plane.data[top + right]! * dx;
      const lower = plane.data[bottom + left]! * (1 - dx) + plane.data[bottom + right]! * dx;
      data[i] = upper * (1 - dy) + lower * dy;
    }
  }
  return { width, height, data };
}

/** For each new pixel the two old ones that it lies between, and the share of the second. */
function taps(length: number, oldLength: number, factor: number) {
  const first = new Int32Array(length);
  const second = new Int32Array(length);
  const share = new Float32Array(length);
  for (let i = 0; i < length; i += 1) {
    const at = Math.min(Math.max((i + 0.5) / factor - 0.5, 0), oldLength - 1);
    first[i] = Math.floor(at);
    second[i] = Math.min(first[i]! + 1, oldLength - 1);
    share[i] = at - first[i]!;
  }
  return { first, second, share };
}
