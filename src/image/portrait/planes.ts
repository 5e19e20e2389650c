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

export function clamp(value: number, low = 0, high = 1): number {
  return Math.min(high, Math.max(low, value));
}

export function lerp(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

export function smoothstep(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from));
  return t * t * (3 - 2 * t);
}

/** Where the plane is above `level`, with edges one pixel soft by the plane's own slope: shapes cut with a knife. */
export function cutAbove(plane: Float32Array, side: number, level: number): Float32Array {
  const out = new Float32Array(plane.length);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const i = y * side + x;
      const dx = plane[y * side + Math.min(side - 1, x + 1)]! - plane[y * side + Math.max(0, x - 1)]!;
      const dy = plane[Math.min(side - 1, y + 1) * side + x]! - plane[Math.max(0, y - 1) * side + x]!;
      const slope = Math.max(1e-4, Math.hypot(dx, dy) / 2);
      out[i] = clamp(0.5 + (plane[i]! - level) / slope);
    }
  }
  return out;
}

/** Numbers in 0…1 that are the same on every device for one seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Soft grain around 0 with standard deviation near 1; `grain` in pixels. */
export function grainPlane(side: number, grain: number, seed: number): Float32Array {
  const random = randomNumbers(seed);
  const noise = new Float32Array(side * side).map(() => random() - 0.5);
  const soft = grain > 0 ? gaussianBlur(noise, side, side, grain) : noise;
  const deviation = Math.sqrt(soft.reduce((sum, value) => sum + value * value, 0) / soft.length);
  return soft.map((value) => value / deviation);
}

/** Value at a place between pixels, edges repeated. */
export function sampleAt(plane: Float32Array, side: number, x: number, y: number): number {
  const u = clamp(x, 0, side - 1);
  const v = clamp(y, 0, side - 1);
  const x0 = Math.min(side - 2, Math.floor(u));
  const y0 = Math.min(side - 2, Math.floor(v));
  const at = y0 * side + x0;
  const top = plane[at]! + (plane[at + 1]! - plane[at]!) * (u - x0);
  const bottom = plane[at + side]! + (plane[at + side + 1]! - plane[at + side]!) * (u - x0);
  return top + (bottom - top) * (v - y0);
}

/** The plane at another size, between pixels linearly. */
export function resizePlane(plane: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return plane;
  const scale = from / to;
  // Shrinking by more than half would skip pixels.
  const source = scale > 1.2 ? gaussianBlur(plane, from, from, scale / 2.2) : plane;
  const out = new Float32Array(to * to);
  for (let y = 0; y < to; y++) {
    for (let x = 0; x < to; x++) {
      out[y * to + x] = sampleAt(source, from, (x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5);
    }
  }
  return out;
}
