import { gaussianBlur, sampleAt } from './planes';

/** Which way edges run at each pixel: unit vectors along them, and how strongly they do (0 nowhere … 1 one way). */
export interface Flow {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly strength: Float32Array;
}

/** From the smoothed structure tensor (Kang et al. 2007 by way of Kyprianidis and Döllner 2008). */
export function edgeFlow(plane: Float32Array, side: number, sigma: number): Flow {
  const n = side * side;
  const xx = new Float32Array(n);
  const xy = new Float32Array(n);
  const yy = new Float32Array(n);
  for (let y = 0; y < side; y++) {
    const up = Math.max(0, y - 1) * side;
    const down = Math.min(side - 1, y + 1) * side;
    for (let x = 0; x < side; x++) {
      const l = Math.max(0, x - 1);
      const r = Math.min(side - 1, x + 1);
      const row = y * side;
      // Sobel
      const gx =
        plane[up + r]! +
        2 * plane[row + r]! +
        plane[down + r]! -
        plane[up + l]! -
        2 * plane[row + l]! -
        plane[down + l]!;
      const gy =
        plane[down + l]! +
        2 * plane[down + x]! +
        plane[down + r]! -
        plane[up + l]! -
        2 * plane[up + x]! -
        plane[up + r]!;
      xx[row + x] = gx * gx;
      xy[row + x] = gx * gy;
      yy[row + x] = gy * gy;
    }
  }
  const e = gaussianBlur(xx, side, side, sigma);
  const f = gaussianBlur(xy, side, side, sigma);
  const g = gaussianBlur(yy, side, side, sigma);
  const strength = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    const root = Math.sqrt((e[i]! - g[i]!) ** 2 + 4 * f[i]! ** 2);
    // Eigenvector of the smaller eigenvalue: along the edge.
    const angle = 0.5 * Math.atan2(2 * f[i]!, e[i]! - g[i]!) + Math.PI / 2;
    const sum = e[i]! + g[i]!;
    strength[i] = sum > 1e-9 ? root / sum : 0;
    e[i] = Math.cos(angle);
    g[i] = Math.sin(angle);
  }
  return { x: e, y: g, strength };
}

export interface InkOptions {
  /** Width of the finest line, pixels. */
  readonly sigma: number;
  /** How far lines are joined along the flow, pixels. */
  readonly reach: number;
  /** 0…1: how much of the darker side is left out, so that only edges are drawn. */
  readonly sharpness: number;
  /** Below this a place is inked: above 0 dark areas fill with ink, below 0 only edges are drawn. */
  readonly threshold: number;
  /** Hardness of the line's edge. */
  readonly hardness: number;
}

/** Ink lines, 0…1: differences of Gaussians across the flow, gathered along it (XDoG, Winnemöller et al. 2012). */
export function inkLines(plane: Float32Array, side: number, flow: Flow, options: InkOptions): Float32Array {
  const { sigma, reach, sharpness, threshold, hardness } = options;
  const across = differenceAcross(plane, side, flow, sigma, sharpness);
  const along = gatherAlong(across, side, flow, reach);
  return along.map((value) => (value >= threshold ? 0 : -Math.tanh(hardness * (value - threshold))));
}

function differenceAcross(
  plane: Float32Array,
  side: number,
  flow: Flow,
  sigma: number,
  sharpness: number,
): Float32Array {
  const out = new Float32Array(plane.length);
  const wide = sigma * 1.6;
  const half = Math.ceil(2.2 * wide);
  const offsets = Array.from({ length: 2 * half + 1 }, (_, i) => i - half);
  const narrowWeights = offsets.map((d) => Math.exp(-(d * d) / (2 * sigma * sigma)));
  const wideWeights = offsets.map((d) => Math.exp(-(d * d) / (2 * wide * wide)));
  const narrowSum = narrowWeights.reduce((a, b) => a + b);
  const wideSum = wideWeights.reduce((a, b) => a + b);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const i = y * side + x;
      let a = 0;
      let b = 0;
      for (let k = 0; k < offsets.length; k++) {
        const value = sampleAt(plane, side, x - flow.y[i]! * offsets[k]!, y + flow.x[i]! * offsets[k]!);
        a += narrowWeights[k]! * value;
        b += wideWeights[k]! * value;
      }
      out[i] = a / narrowSum - sharpness * (b / wideSum);
    }
  }
  return out;
}

/** Averages a plane along the flow, `reach` pixels either way (line integral convolution). */
export function gatherAlong(plane: Float32Array, side: number, flow: Flow, reach: number): Float32Array {
  const out = new Float32Array(plane.length);
  const steps = Math.ceil(2 * reach);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const i = y * side + x;
      let sum = plane[i]!;
      let total = 1;
      for (const direction of [1, -1]) {
        let px = x;
        let py = y;
        let vx = flow.x[i]! * direction;
        let vy = flow.y[i]! * direction;
        for (let k = 1; k <= steps; k++) {
          px += vx;
          py += vy;
          if (px < 0 || py < 0 || px > side - 1 || py > side - 1) break;
          const weight = Math.exp(-(k * k) / (2 * reach * reach));
          sum += weight * sampleAt(plane, side, px, py);
          total += weight;
          const at = Math.round(py) * side + Math.round(px);
          const same = flow.x[at]! * vx + flow.y[at]! * vy < 0 ? -1 : 1;
          vx = flow.x[at]! * same;
          vy = flow.y[at]! * same;
        }
      }
      out[i] = sum / total;
    }
  }
  return out;
}
