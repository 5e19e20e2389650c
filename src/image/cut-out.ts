import type { Pixels } from '../contract/pixels';
import { isInMask } from './mask';
import { roughnesses } from './roughness';

/** The subject of a picture, on nothing. */
export interface Lifted {
  readonly subject: Pixels;
  /** The part of the picture that the subject covers, 0…1. */
  readonly coverage: number;
}

/** A subject by itself, and whether what it stood on tells where it ends. */
export interface LiftedFromGround extends Lifted {
  /** False of a photo's surroundings: fur, grass and cloth lead the way into what stands before them. */
  readonly isGroundPlain: boolean;
}

/** A picture taken apart: the subject, and the ground with the hole behind the subject filled in. */
export interface Layers extends Lifted {
  readonly ground: Pixels;
}

/** How much neighbouring ground pixels may differ, per channel, 0…255: a gradient passes, an outline does not. */
const stepTolerance = 14;
/** How far the ground may wander from the border's colour before it counts as subject. */
const wanderTolerance = 70;

const fringe = 1.7;

/** At most 0.6 in the default model's pictures, 1.5 to 3.4 in photos with something around their subject. */
const plainRoughness = 1;

/**
 * Takes the subject off a plain or softly graded ground, which is how the default model draws: what can be reached from
 * the border without crossing an edge is ground. A picture that has clear pixels is taken apart by its alpha.
 */
export function takeApart(picture: Pixels): Layers {
  const ground = groundOf(picture);
  return { ...without(picture, ground), ground: fillHoles(picture, ground) };
}

/** A picture in which what is in the mask is filled in from around it. */
export function filledIn(picture: Pixels, mask: Pixels): Pixels {
  const known = Uint8Array.from({ length: picture.width * picture.height }, (_, p) => (isInMask(mask, p) ? 0 : 1));
  return fillHoles(picture, known);
}

/** The subject alone, where what is behind it is not wanted: a small part of the work. */
export function liftSubject(picture: Pixels, wander = wanderTolerance): LiftedFromGround {
  const ground = groundOf(picture, wander);
  const isGroundPlain = hasClearPixels(picture) || roughness(picture, ground) < plainRoughness;
  return { ...without(picture, ground), isGroundPlain };
}

/**
 * How far the ground may wander in this picture, by how far it does along the border: white on which a cream face stands
 * is told from the face, and the sky of a night may still pale towards the moon.
 */
export function wanderOf({ width, height, data }: Pixels): number {
  const typical = borderColour(data, width, height);
  const away = borderOf(width, height)
    .map((p) => Math.max(...typical.map((value, c) => Math.abs(data[4 * p + c]! - value))))
    .sort((a, b) => a - b);
  return Math.min(wanderTolerance, 24 + 2 * away[Math.floor(0.95 * away.length)]!);
}

function groundOf(picture: Pixels, wander = wanderTolerance): Uint8Array {
  return hasClearPixels(picture) ? byAlpha(picture) : floodFromBorder(picture, wander);
}

function without({ width, height, data }: Pixels, ground: Uint8Array): Lifted {
  // The outermost pixels hold some of the ground's colour: they are let go, or the subject would wear a fringe.
  const soft = soften(ground, width, height).map((part) => Math.min(1, part * fringe));
  const subject = new Uint8ClampedArray(data);
  let covered = 0;
  for (let p = 0; p < width * height; p++) {
    subject[p * 4 + 3] = Math.min(data[p * 4 + 3]!, 255 * (1 - soft[p]!));
    covered += 1 - soft[p]!;
  }
  return {
    subject: { width, height, data: subject },
    coverage: covered / (width * height),
  };
}

function hasClearPixels({ data }: Pixels): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i]! < 128) return true;
  return false;
}

function byAlpha({ data, width, height }: Pixels): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, p) => (data[p * 4 + 3]! < 128 ? 1 : 0));
}

function floodFromBorder({ data, width, height }: Pixels, wander: number): Uint8Array {
  const ground = new Uint8Array(width * height);
  const origin = new Int32Array(width * height); // the border pixel each ground pixel was reached from
  const queue: number[] = [];
  const difference = (a: number, b: number) =>
    Math.max(...[0, 1, 2].map((c) => Math.abs(data[a * 4 + c]! - data[b * 4 + c]!)));
  const typical = borderColour(data, width, height);
  const start = (p: number) => {
    const away = Math.max(...typical.map((value, c) => Math.abs(data[p * 4 + c]! - value)));
    if (ground[p] || away > wander) return; // the subject touches the border here
    ground[p] = 1;
    origin[p] = p;
    queue.push(p);
  };
  borderOf(width, height).forEach(start);
  for (let head = 0; head < queue.length; head++) {
    const p = queue[head]!;
    const x = p % width;
    for (const next of [x > 0 ? p - 1 : -1, x < width - 1 ? p + 1 : -1, p - width, p + width]) {
      if (next < 0 || next >= ground.length || ground[next]) continue;
      if (difference(p, next) > stepTolerance || difference(origin[p]!, next) > wander) continue;
      ground[next] = 1;
      origin[next] = origin[p]!;
      queue.push(next);
    }
  }
  return ground;
}

/** Of the ground, mean over its pixels, 0…255. */
function roughness(picture: Pixels, ground: Uint8Array): number {
  const each = roughnesses(picture, (p) => ground[p] === 1);
  return each.reduce((sum, value) => sum + value, 0) / Math.max(1, each.length);
}

function borderOf(width: number, height: number): number[] {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x);
  for (let y = 0; y < height; y++) border.push(y * width, y * width + width - 1);
  return border;
}

/** The median of each channel along the border. */
function borderColour(data: Uint8ClampedArray, width: number, height: number): number[] {
  const border = borderOf(width, height);
  return [0, 1, 2].map((c) => border.map((p) => data[p * 4 + c]!).sort((a, b) => a - b)[border.length >> 1]!);
}

/** Mean over 3×3: an edge one pixel soft. */
function soften(mask: Uint8Array, width: number, height: number): Float32Array {
  const soft = new Float32Array(mask.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let j = -1; j <= 1; j++) {
        const row = Math.min(height - 1, Math.max(0, y + j)) * width;
        for (let i = -1; i <= 1; i++) sum += mask[row + Math.min(width - 1, Math.max(0, x + i))]!;
      }
      soft[y * width + x] = sum / 9;
    }
  }
  return soft;
}

/**
 * Fills what is not ground from the ground around it, coarse to fine (pull-push, Gortler et al. 1996): each level is
 * half as large and holds the mean of the known pixels; unknown ones take the level above.
 */
function fillHoles(picture: Pixels, known: Uint8Array): Pixels {
  const { width, height } = picture;
  const values = new Float32Array(width * height * 4);
  const shrunk = erode(known, width, height);
  for (let p = 0; p < width * height; p++) {
    if (!shrunk[p]) continue;
    for (let c = 0; c < 4; c++) values[p * 4 + c] = picture.data[p * 4 + c]!;
  }
  const filled = pullPush(values, Float32Array.from(shrunk), width, height);
  return { width, height, data: Uint8ClampedArray.from(filled) };
}

/** Ground next to the subject holds its soft edge: it would lend the subject's colour to the filling. */
function erode(mask: Uint8Array, width: number, height: number): Uint8Array {
  const out = Uint8Array.from(mask);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let j = -2; j <= 2; j++) {
        for (let i = -2; i <= 2; i++) {
          const row = Math.min(height - 1, Math.max(0, y + j));
          if (!mask[row * width + Math.min(width - 1, Math.max(0, x + i))]) out[y * width + x] = 0;
        }
      }
    }
  }
  return out;
}

function pullPush(values: Float32Array, weights: Float32Array, width: number, height: number): Float32Array {
  const fineToCoarse = (x: number) => x >> 1;
  const halfWidth = (width + 1) >> 1;
  const halfHeight = (height + 1) >> 1;
  if ((width === 1 && height === 1) || weights.every((weight) => weight > 0)) return values;
  const coarse = new Float32Array(halfWidth * halfHeight * 4);
  const sums = new Float32Array(halfWidth * halfHeight);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = y * width + x;
      const q = fineToCoarse(y) * halfWidth + fineToCoarse(x);
      sums[q]! += weights[p]!;
      for (let c = 0; c < 4; c++) coarse[q * 4 + c]! += values[p * 4 + c]! * weights[p]!;
    }
  }
  for (let q = 0; q < sums.length; q++) {
    if (sums[q]! > 0) for (let c = 0; c < 4; c++) coarse[q * 4 + c]! /= sums[q]!;
  }
  const above = pullPush(
    coarse,
    sums.map((sum) => Math.min(1, sum)),
    halfWidth,
    halfHeight,
  );
  const out = Float32Array.from(values);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = y * width + x;
      const weight = weights[p]!;
      if (weight >= 1) continue;
      for (let c = 0; c < 4; c++) {
        const lent = linear(above, halfWidth, halfHeight, (x - 0.5) / 2, (y - 0.5) / 2, c);
        out[p * 4 + c] = values[p * 4 + c]! * weight + lent * (1 - weight);
      }
    }
  }
  return out;
}

function linear(values: Float32Array, width: number, height: number, x: number, y: number, c: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const at = (i: number, j: number) =>
    values[(Math.min(height - 1, Math.max(0, j)) * width + Math.min(width - 1, Math.max(0, i))) * 4 + c]!;
  const right = x - left;
  const low = y - top;
  return (
    (at(left, top) * (1 - right) + at(left + 1, top) * right) * (1 - low) +
    (at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right) * low
  );
}
