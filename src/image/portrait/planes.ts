import type { Pixels } from '../../contract/pixels';

/** Rec. 709 luma of 8-bit values, 0…1. One value a pixel, row-major, as all planes here. */
export function luminance({ data, width, height }: Pixels): Float32Array {
  const plane = new Float32Array(width * height);
  for (let i = 0; i < plane.length; i++) {
    plane[i] = (0.2126 * data[4 * i]! + 0.7152 * data[4 * i + 1]! + 0.0722 * data[4 * i + 2]!) / 255;
  }
  return plane;
}

/** The mean of the (2·radius + 1)² neighbours, edges repeated. */
export function boxBlur(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = blurRows(plane, width, height, radius);
  return transpose(blurRows(transpose(rows, width, height), height, width, radius), height, width);
}

/** A Gaussian by three boxes (Kovesi 2010): exact enough from sigma 1 on. */
export function gaussianBlur(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  if (sigma < 0.7) return smallGaussian(plane, width, height, sigma);
  const ideal = Math.sqrt(4 * sigma * sigma + 1);
  const lower = Math.floor(ideal) % 2 === 0 ? Math.floor(ideal) - 1 : Math.floor(ideal);
  const lowerCount = Math.round((12 * sigma * sigma - 3 * lower * lower - 12 * lower - 9) / (-4 * lower - 4));
  let out = plane;
  for (let pass = 0; pass < 3; pass++) {
    const size = pass < lowerCount ? lower : lower + 2;
    if (size > 1) out = boxBlur(out, width, height, (size - 1) / 2);
  }
  return out === plane ? plane.slice() : out;
}

function smallGaussian(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const side = Math.exp(-1 / (2 * sigma * sigma));
  const total = 1 + 2 * side;
  const pass = (from: Float32Array, w: number, h: number) => {
    const out = new Float32Array(from.length);
    for (let y = 0; y < h; y++) {
      for (let x = 0; x < w; x++) {
        const row = y * w;
        const left = from[row + Math.max(0, x - 1)]!;
        const right = from[row + Math.min(w - 1, x + 1)]!;
        out[row + x] = (from[row + x]! + side * (left + right)) / total;
      }
    }
    return out;
  };
  return transpose(pass(transpose(pass(plane, width, height), width, height), height, width), height, width);
}

function blurRows(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  const out = new Float32Array(plane.length);
  const count = 2 * radius + 1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = plane[row]! * radius;
    for (let x = 0; x <= radius; x++) sum += plane[row + Math.min(width - 1, x)]!;
    for (let x = 0; x < width; x++) {
      out[row + x] = sum / count;
      sum += plane[row + Math.min(width - 1, x + radius + 1)]! - plane[row + Math.max(0, x - radius)]!;
    }
  }
  return out;
}

function transpose(plane: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) out[x * height + y] = plane[y * width + x]!;
  }
  return out;
}
