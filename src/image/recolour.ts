import type { Pixels } from '../contract/pixels';
import { clamp } from './portrait/planes';

/** Three bytes. */
export type Rgb = readonly [number, number, number];

interface Hsv {
  /** Degrees. */
  readonly hue: number;
  readonly saturation: number;
  readonly value: number;
}

/**
 * Moves the main hue of an artwork to another colour and keeps its light, its shade and its other colours. The same
 * arithmetic as `recolour` of models/training/compose.py, which made the pictures the default model learnt from.
 */
export function recolour({ width, height, data }: Pixels, to: Rgb): Pixels {
  const pixels = Array.from({ length: width * height }, (_, p) =>
    hsvOf(data[4 * p]!, data[4 * p + 1]!, data[4 * p + 2]!),
  );
  const alpha = (p: number) => data[4 * p + 3]! / 255;
  const paint = painter(pixels, alpha, mainHue(pixels, alpha, width), hsvOf(...to));
  const made = new Uint8ClampedArray(data);
  pixels.forEach((pixel, p) => {
    const { weight, hue, saturation, value } = paint(pixel);
    if (weight === 0) return;
    rgbOf(hue, saturation, value).forEach((channel, c) => {
      made[4 * p + c] = data[4 * p + c]! * (1 - weight) + channel * 255 * weight;
    });
  });
  return { width, height, data: made };
}

type Paint = (pixel: Hsv) => Hsv & { readonly weight: number };

function painter(pixels: readonly Hsv[], alpha: (p: number) => number, main: number | undefined, to: Hsv): Paint {
  const mean = (weight: (pixel: Hsv) => number, of: (pixel: Hsv) => number) => {
    let [sum, mass] = [0, 1e-6];
    pixels.forEach((pixel, p) => {
      const part = weight(pixel) * alpha(p);
      sum += part * of(pixel);
      mass += part;
    });
    return sum / mass;
  };

  if (to.saturation === 0) {
    // To white, grey or black: all of a subject that is mostly colourless, of another what has colour.
    const hasColour = ({ saturation }: Hsv) => clamp((saturation - 0.08) / 0.15);
    const isColourless = main === undefined || mean(() => 1, hasColour) < 0.5;
    const weight = (pixel: Hsv) => (isColourless ? 1 : hasColour(pixel));
    const middle = mean(weight, lightOf);
    const dark = 0.25 * clamp((middle - 0.3) / 0.25); // eyes, tyres: they stay so, unless all is dark
    return (pixel) => {
      const light = lightOf(pixel);
      const moved = Math.min(1, Math.max(0.02, (light - middle) * 0.7 + to.value));
      const share = clamp((pixel.value - dark) / 0.15);
      const { hue, saturation } = pixel;
      return { weight: weight(pixel), hue, saturation: saturation * 0.03, value: light + (moved - light) * share };
    };
  }
  if (main === undefined) {
    return ({ saturation, value }) => ({
      weight: saturation < 0.35 && value > 0.2 ? 1 : 0,
      hue: to.hue,
      saturation: clamp(to.saturation * (0.35 + 0.65 * clamp(1.4 - value))),
      value: clamp(value * to.value + 0.05),
    });
  }
  const weight = ({ hue, saturation }: Hsv) =>
    clamp((70 - hueDistance(hue, main)) / 25) * clamp((saturation - 0.12) / 0.15);
  const value =
    to.value /
    Math.max(
      mean(weight, (pixel) => pixel.value),
      0.3,
    );
  const saturation =
    to.saturation /
    Math.max(
      mean(weight, (pixel) => pixel.saturation),
      0.2,
    );
  return (pixel) => ({
    weight: weight(pixel),
    hue: wrapped(to.hue + (wrapped(pixel.hue - main + 180) - 180) * 0.45),
    saturation: clamp(pixel.saturation * saturation),
    value: clamp(pixel.value * value),
  });
}

/** How light a colour looks: of two that differ in hue alone, in a grey drawing too the one is darker (Rec. 601). */
function lightOf({ hue, saturation, value }: Hsv): number {
  const [red, green, blue] = rgbOf(hue, saturation, value);
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** The hue most of a picture has, in degrees; undefined of a picture with little colour. */
function mainHue(pixels: readonly Hsv[], alpha: (p: number) => number, width: number): number | undefined {
  const bins = new Float64Array(36);
  let [coloured, area] = [0, 1e-6];
  pixels.forEach(({ hue, saturation, value }, p) => {
    if ((p % width) % 4 !== 0 || Math.floor(p / width) % 4 !== 0) return; // every fourth pixel says enough
    area += alpha(p);
    if (value <= 0.15 || saturation <= 0.25) return;
    coloured += alpha(p) * saturation;
    bins[Math.floor(hue / 10) % 36]! += alpha(p) * saturation;
  });
  if (coloured / area < 0.12) return undefined;
  const around = (i: number) => bins[(i + 35) % 36]! + bins[i]! + bins[(i + 1) % 36]!;
  return [...bins.keys()].reduce((best, i) => (around(i) > around(best) ? i : best), 0) * 10 + 5;
}

function hsvOf(red: number, green: number, blue: number): Hsv {
  const [r, g, b] = [red / 255, green / 255, blue / 255];
  const value = Math.max(r, g, b);
  const spread = value - Math.min(r, g, b);
  if (spread <= 1e-6) return { hue: 0, saturation: 0, value };
  const sector =
    value === r ? ((((g - b) / spread) % 6) + 6) % 6 : value === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  return { hue: sector * 60, saturation: spread / value, value };
}

function rgbOf(hue: number, saturation: number, value: number): Rgb {
  const channel = (offset: number) => {
    const k = (offset + hue / 60) % 6;
    return value - value * saturation * Math.max(0, Math.min(k, 4 - k, 1));
  };
  return [channel(5), channel(3), channel(1)];
}

const wrapped = (degrees: number) => ((degrees % 360) + 360) % 360;
const hueDistance = (a: number, b: number) => Math.abs(wrapped(a - b + 180) - 180);
