import type { Pixels } from '../contract/pixels';
import { smoothColours } from './portrait/edge-preserving';
import { fromPixels, lightness, type Colour } from './portrait/painting';
import { clamp, gaussianBlur, lerp } from './portrait/planes';
import { roughnesses } from './roughness';

/** How much finer detail a picture has than drawings do: 0 of a drawing, 1 of a photo. A median, since outlines are in both. */
export function photoShare(picture: Pixels): number {
  const rough = roughnesses(picture, (p) => picture.data[4 * p + 3]! > 250).sort();
  return clamp(((rough[rough.length >> 1] ?? 0) - drawn) / (photographed - drawn));
}

/** Half of the pixels of nearly all drawings are less rough, and of nearly all photos rougher, 0…255. */
const drawn = 0.8;
const photographed = 1.2;

/** How one painting of a photo differs from another, each −1…1. */
export interface Mood {
  readonly light: number;
  readonly warmth: number;
  readonly liveliness: number;
}

const even: Mood = { light: 0, warmth: 0, liveliness: 0 };

/**
 * A square photo, or a cut-out of one, as somebody would paint it who sees shapes and colours before detail: without fur,
 * grain and weave, with its whole range from dark to light, and livelier. `coarseness` 0…1: how large what is left out may be.
 */
export function paintedFromPhoto(picture: Pixels, coarseness: number, mood = even): Pixels {
  const { width, height, data } = picture;
  const count = width * height;
  const smooth = smoothColours(
    fromPixels(picture).rgb,
    width,
    width / lerp(14, 8, coarseness),
    lerp(0.45, 0.9, coarseness),
    4,
  );
  const colourAt = (p: number): Colour => [smooth[3 * p]!, smooth[3 * p + 1]!, smooth[3 * p + 2]!];
  const lights = Float32Array.from({ length: count }, (_, p) => lightness(colourAt(p)));
  const seen = lights.filter((_, p) => data[4 * p + 3]! > 128).sort();
  const [dark, light] = [seen[Math.floor(0.02 * seen.length)] ?? 0, seen[Math.floor(0.98 * seen.length)] ?? 1];
  const [toDark, toLight] = [Math.min(dark, 0.1), Math.max(light, 0.94)];

  const gamma = 2 ** (-0.5 * mood.light);
  const tint = [1 + 0.09 * mood.warmth, 1, 1 - 0.13 * mood.warmth] as const;
  const made = new Uint8ClampedArray(data);
  for (let p = 0; p < count; p++) {
    const was = lights[p]!;
    const now = lerp(toDark, toLight, clamp((was - dark) / Math.max(0.001, light - dark)) ** gamma);
    const lively = vividness * (1 + 0.25 * mood.liveliness) * Math.min(1.6, (now + 0.1) / (was + 0.1));
    colourAt(p).forEach((value, c) => (made[4 * p + c] = 255 * tint[c]! * (now + (value - was) * lively)));
  }
  return { width, height, data: made };
}

/** How much more colour drawings have than photos. */
const vividness = 1.3;

/** A picture's colours about where they were, and no shapes larger than `blur`, a share of its width. */
export function shapeless({ width, height, data }: Pixels, blur: number): Pixels {
  const made = new Uint8ClampedArray(data.length).fill(255);
  for (let c = 0; c < 3; c++) {
    const plane = Float32Array.from({ length: width * height }, (_, p) => data[4 * p + c]!);
    gaussianBlur(plane, width, height, width * blur).forEach((value, p) => (made[4 * p + c] = value));
  }
  return { width, height, data: made };
}
