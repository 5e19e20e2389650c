import type { Pixels } from '../contract/pixels';
import { blend } from '../image/blend';

/** Mean absolute difference of the colours of two pictures of one size, 0…1. Transparent pixels count as white. */
export function difference(a: Pixels, b: Pixels): number {
  if (a.data.length !== b.data.length) {
    throw new RangeError(`expected ${a.width}x${a.height}, got ${b.width}x${b.height}`);
  }
  let sum = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    const alphaA = a.data[i + 3]! / 255;
    const alphaB = b.data[i + 3]! / 255;
    for (let c = 0; c < 3; c++) {
      sum += Math.abs((a.data[i + c]! - 255) * alphaA - (b.data[i + c]! - 255) * alphaB);
    }
  }
  return sum / ((a.data.length / 4) * 3 * 255);
}

export interface Flicker {
  /** Mean difference of neighbouring frames, 0…1: how much moves at all. */
  readonly motion: number;
  /**
   * Mean difference of each frame from the middle of its two neighbours, 0…1: what comes and goes within a frame. A
   * motion at even speed has little of it, however fast; flicker is nothing but it.
   */
  readonly jitter: number;
}

/** Needs at least three frames. A loop's end is a neighbour of its start. */
export function measureFlicker(frames: readonly Pixels[], loop: boolean): Flicker {
  if (frames.length < 3) throw new RangeError(`expected 3 frames or more, got ${frames.length}`);
  const at = (i: number) => frames[(i + frames.length) % frames.length]!;
  const pairs = loop ? frames.length : frames.length - 1;
  let motion = 0;
  for (let i = 0; i < pairs; i++) motion += difference(at(i), at(i + 1));
  const middles = loop ? frames.length : frames.length - 2;
  let jitter = 0;
  for (let i = 1; i <= middles; i++) jitter += difference(at(i), blend(at(i - 1), at(i + 1), 0.5));
  return { motion: motion / pairs, jitter: jitter / middles };
}
