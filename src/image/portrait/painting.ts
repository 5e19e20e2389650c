import type { Pixels } from '../../contract/pixels';

/** Red, green and blue, 0…1, as sRGB writes them. */
export type Colour = readonly [number, number, number];

/** A square picture being painted: three values a pixel, 0…1, row-major. */
export interface Painting {
  readonly side: number;
  readonly rgb: Float32Array;
}

/** `#rrggbb`. */
export function colour(hex: string): Colour {
  const value = parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export function mix(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

/** Of the pixels that `coverage` says. */
export function meanColour(rgb: Float32Array, coverage: Float32Array): Colour {
  const sum = [0, 0, 0];
  let all = 1e-6;
  for (let i = 0; i < coverage.length; i++) {
    all += coverage[i]!;
    for (let c = 0; c < 3; c++) sum[c]! += coverage[i]! * rgb[3 * i + c]!;
  }
  return [sum[0]! / all, sum[1]! / all, sum[2]! / all];
}

/** Rec. 709 luma. */
export function lightness(c: Colour): number {
  return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

export function blank(side: number, paint: Colour | ((x: number, y: number) => Colour)): Painting {
  const rgb = new Float32Array(3 * side * side);
  for (let i = 0; i < side * side; i++) {
    const value = typeof paint === 'function' ? paint((i % side) / side, Math.floor(i / side) / side) : paint;
    rgb.set(value, 3 * i);
  }
  return { side, rgb };
}

/** Lays a colour over the painting where `coverage` (0…1) says. */
export function lay({ rgb }: Painting, coverage: Float32Array, [r, g, b]: Colour, opacity = 1): void {
  for (let i = 0; i < coverage.length; i++) {
    const share = coverage[i]! * opacity;
    if (share <= 0) continue;
    const at = 3 * i;
    rgb[at] = rgb[at]! + (r - rgb[at]!) * share;
    rgb[at + 1] = rgb[at + 1]! + (g - rgb[at + 1]!) * share;
    rgb[at + 2] = rgb[at + 2]! + (b - rgb[at + 2]!) * share;
  }
}

/** Lays one painting over another. */
export function layPainting(under: Painting, over: Painting, coverage: Float32Array): void {
  for (let i = 0; i < coverage.length; i++) {
    const share = coverage[i]!;
    for (let c = 3 * i; c < 3 * i + 3; c++) under.rgb[c] = under.rgb[c]! + (over.rgb[c]! - under.rgb[c]!) * share;
  }
}

/** Multiplies the painting by a colour where `coverage` says, as translucent ink does. */
export function stain({ rgb }: Painting, coverage: Float32Array, ink: Colour): void {
  for (let i = 0; i < coverage.length; i++) {
    const share = coverage[i]!;
    if (share <= 0) continue;
    for (let c = 0; c < 3; c++) rgb[3 * i + c] = rgb[3 * i + c]! * (1 - share * (1 - ink[c]!));
  }
}

/** Multiplies every pixel by `1 + amount · texture`, texture around 0. */
export function texture({ rgb }: Painting, plane: Float32Array, amount: number): void {
  for (let i = 0; i < plane.length; i++) {
    const factor = 1 + amount * plane[i]!;
    for (let c = 3 * i; c < 3 * i + 3; c++) rgb[c] = rgb[c]! * factor;
  }
}

export function toPixels({ side, rgb }: Painting, alpha?: Float32Array): Pixels {
  const data = new Uint8ClampedArray(4 * side * side);
  for (let i = 0; i < side * side; i++) {
    for (let c = 0; c < 3; c++) data[4 * i + c] = 255 * rgb[3 * i + c]!;
    data[4 * i + 3] = alpha ? 255 * alpha[i]! : 255;
  }
  return { width: side, height: side, data };
}

export function fromPixels({ width, data }: Pixels): Painting {
  const rgb = new Float32Array((3 * data.length) / 4);
  for (let i = 0; i < data.length / 4; i++) for (let c = 0; c < 3; c++) rgb[3 * i + c] = data[4 * i + c]! / 255;
  return { side: width, rgb };
}
