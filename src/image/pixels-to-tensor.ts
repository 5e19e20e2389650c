import type { Pixels } from '../contract/pixels';
import { zeros, type Tensor } from '../tensor/tensor';

/** A picture as the VAE wants it: [1, 3, height, width] in −1…1; what is transparent is laid on white. */
export function pixelsToTensor({ width, height, data }: Pixels): Tensor {
  const plane = width * height;
  const result = zeros([1, 3, height, width]);
  for (let i = 0; i < plane; i++) {
    const alpha = data[4 * i + 3]! / 255;
    for (let c = 0; c < 3; c++) {
      const value = data[4 * i + c]!;
      result.data[c * plane + i] = alpha === 1 ? opaque[value]! : scaled(value * alpha + 255 * (1 - alpha));
    }
  }
  return result;
}

const scaled = (value: number) => (value / 255) * 2 - 1;
const opaque = Float32Array.from({ length: 256 }, (_, value) => scaled(value));

/** The first picture of a batch [B, 3, height, width] in −1…1; values outside are clamped, halves rounded to even. Float32 between, as the reference. */
export function tensorToPixels({ data, dims }: Tensor): Pixels {
  const [, , height, width] = dims as readonly [number, number, number, number]; // pictures are always 4-D
  const plane = width * height;
  const pixels = new Uint8ClampedArray(4 * plane);
  for (let i = 0; i < plane; i++) {
    pixels[4 * i] = byte(data[i]!);
    pixels[4 * i + 1] = byte(data[plane + i]!);
    pixels[4 * i + 2] = byte(data[2 * plane + i]!);
    pixels[4 * i + 3] = 255;
  }
  return { width, height, data: pixels };
}

/** Added to a number and taken away again, it leaves the nearest integer, of two the even one. */
const roundToEven = 1.5 * 2 ** 52;

/** Held within 0…255 without a branch: a processor foretells them wrongly on a white that is 1 more or less, and loses most of the time. */
function byte(value: number): number {
  const nearest = (Math.fround(Math.fround(value / 2 + 0.5) * 255) + roundToEven - roundToEven) | 0;
  return (((255 - nearest) >> 31) | nearest) & 255 & ~(nearest >> 31);
}
