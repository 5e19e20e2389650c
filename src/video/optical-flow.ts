import type { Pixels } from '../contract/pixels';
import { liftSubject } from '../image/cut-out';

/** Where each pixel of one picture is found in another, in pixels: `b(x + flow.x, y + flow.y) ≈ a(x, y)`. */
export interface FlowField {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

const levels = 6;
/** At the finest level; each coarser one, where far things move, gets as many again. */
const iterations = 12;
/** How even the flow is kept, against how well it must fit; brightness is 0…1. */
const evenness = 0.02;
const silhouetteWeight = 0.7;

/**
 * Horn and Schunck (1981), coarse to fine, the second picture bent along the flow found so far at each level.
 * What is matched is the subject's silhouette more than its brightness: a white subject on a white ground has an outline
 * only, and an outline alone is soon lost.
 */
export function opticalFlow(a: Pixels, b: Pixels): FlowField {
  const pyramidA = pyramid(signal(a));
  const pyramidB = pyramid(signal(b));
  let flow: FlowField | undefined;
  for (let level = pyramidA.length - 1; level >= 0; level--) {
    const plane = pyramidA[level]!;
    flow = refine(
      plane,
      pyramidB[level]!,
      iterations * (level + 1),
      flow ? enlarged(flow, pyramidA[level + 1]!, plane) : still(plane),
    );
  }
  return flow!;
}

function still({ width, height }: Plane): FlowField {
  return { x: new Float32Array(width * height), y: new Float32Array(width * height) };
}

function signal(picture: Pixels): Plane {
  const { data, width, height } = picture;
  const { subject, coverage } = liftSubject(picture);
  const weight = coverage > 0.02 && coverage < 0.95 ? silhouetteWeight : 0;
  const values = Float32Array.from({ length: width * height }, (_, p) => {
    const alpha = data[p * 4 + 3]! / 255;
    const luma = (0.299 * data[p * 4]! + 0.587 * data[p * 4 + 1]! + 0.114 * data[p * 4 + 2]!) / 255;
    return (luma * alpha + 1 - alpha) * (1 - weight) - (subject.data[p * 4 + 3]! / 255) * weight;
  });
  return { width, height, values };
}

function pyramid(plane: Plane): Plane[] {
  const planes = [plane];
  while (planes.length < levels && planes.at(-1)!.width >= 16 && planes.at(-1)!.height >= 16) {
    planes.push(halved(planes.at(-1)!));
  }
  return planes;
}

function halved({ width, height, values }: Plane): Plane {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const p = 2 * y * width + 2 * x;
      out[y * w + x] = (values[p]! + values[p + 1]! + values[p + width]! + values[p + width + 1]!) / 4;
    }
  }
  return { width: w, height: h, values: out };
}

function enlarged(flow: FlowField, from: Plane, to: Plane): FlowField {
  const scaled = (values: Float32Array, ratio: number) => {
    const plane = { ...from, values };
    return Float32Array.from({ length: to.width * to.height }, (_, p) => {
      const [x, y] = [p % to.width, Math.floor(p / to.width)];
      return (
        ratio * valueAt(plane, ((x + 0.5) * from.width) / to.width - 0.5, ((y + 0.5) * from.height) / to.height - 0.5)
      );
    });
  };
  return { x: scaled(flow.x, to.width / from.width), y: scaled(flow.y, to.height / from.height) };
}

function valueAt({ width, height, values }: Plane, x: number, y: number): number {
  const clampedX = Math.min(width - 1, Math.max(0, x));
  const clampedY = Math.min(height - 1, Math.max(0, y));
  const [left, top] = [Math.floor(clampedX), Math.floor(clampedY)];
  const [right, low] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const [u, v] = [clampedX - left, clampedY - top];
  return (
    (values[top * width + left]! * (1 - u) + values[top * width + right]! * u) * (1 - v) +
    (values[low * width + left]! * (1 - u) + values[low * width + right]! * u) * v
  );
}

function refine(a: Plane, b: Plane, rounds: number, start: FlowField): FlowField {
  const { width, height } = a;
  const at = (x: number, y: number) =>
    Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x));
  const bent = new Float32Array(width * height);
  for (let p = 0; p < bent.length; p++) {
    bent[p] = valueAt(b, (p % width) + start.x[p]!, Math.floor(p / width) + start.y[p]!);
  }
  const slopeX = new Float32Array(bent.length);
  const slopeY = new Float32Array(bent.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = y * width + x;
      slopeX[p] = (bent[at(x + 1, y)]! - bent[at(x - 1, y)]! + a.values[at(x + 1, y)]! - a.values[at(x - 1, y)]!) / 4;
      slopeY[p] = (bent[at(x, y + 1)]! - bent[at(x, y - 1)]! + a.values[at(x, y + 1)]! - a.values[at(x, y - 1)]!) / 4;
    }
  }
  let flow = start;
  for (let k = 0; k < rounds; k++) {
    const meanX = neighbourMean(flow.x, width, height);
    const meanY = neighbourMean(flow.y, width, height);
    const next = still(a);
    for (let p = 0; p < bent.length; p++) {
      const change =
        bent[p]! - a.values[p]! + slopeX[p]! * (meanX[p]! - start.x[p]!) + slopeY[p]! * (meanY[p]! - start.y[p]!);
      const share = change / (evenness + slopeX[p]! ** 2 + slopeY[p]! ** 2);
      next.x[p] = meanX[p]! - slopeX[p]! * share;
      next.y[p] = meanY[p]! - slopeY[p]! * share;
    }
    flow = next;
  }
  return flow;
}

function neighbourMean(values: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const [up, down] = [Math.max(0, y - 1) * width, Math.min(height - 1, y + 1) * width];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)];
      const sides = values[y * width + left]! + values[y * width + right]! + values[up + x]! + values[down + x]!;
      const corners = values[up + left]! + values[up + right]! + values[down + left]! + values[down + right]!;
      out[y * width + x] = sides / 6 + corners / 12;
    }
  }
  return out;
}
