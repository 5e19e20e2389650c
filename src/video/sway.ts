import type { Pixels } from '../contract/pixels';
import { linearAt, type Rgba } from './sample-pixels';

/** The furthest that a pixel goes at full reach, as a part of the width. */
const furthest = 0.05;

/**
 * A picture that breathes: bent along slow waves that the seed chooses, at rest at t = 0 and t = 1. Where a model leans
 * on artwork, walking through its noise alone hardly moves the picture.
 */
export function sway(picture: Pixels, t: number, reach: number, seed: number): Pixels {
  const { width, height } = picture;
  const amount = furthest * reach * width * Math.sin(Math.PI * t) ** 2;
  if (amount === 0) return picture;
  const phase = (n: number) => ((seed % 997) * 0.618 + n * 0.382) * 2 * Math.PI;
  const turn = 2 * Math.PI * t;
  // Two waves a direction, half as wide and once as wide as the picture, that swap their strength as time turns.
  const wave = (along: number, n: number) =>
    Math.cos(turn) * Math.sin(2 * Math.PI * along + phase(n)) +
    Math.sin(turn) * Math.sin(Math.PI * along + phase(n + 1));
  const across = Float32Array.from({ length: height }, (_, y) => amount * wave(y / height, 0));
  const down = Float32Array.from({ length: width }, (_, x) => amount * wave(x / width, 2));
  const data = new Uint8ClampedArray(width * height * 4);
  const sample: Rgba = [0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      linearAt(picture, x + 0.5 + across[y]!, y + 0.5 + down[x]!, 'hold', sample);
      data.set(sample, (y * width + x) * 4);
    }
  }
  return { width, height, data };
}
