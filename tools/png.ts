import { readFile, writeFile } from 'node:fs/promises';
import { decode, encode } from 'fast-png';
import { namedError } from '../src/contract/errors';
import type { Pixels } from '../src/contract/pixels';

/** Pictures in Node. @throws PictureUnreadableError */
export async function readPng(path: string): Promise<Pixels> {
  const png = await readFile(path)
    .then((bytes) => decode(bytes))
    .catch(() => {
      throw namedError('PictureUnreadableError', `${path} is not a PNG that can be read`);
    });
  const { width, height, channels, data, depth } = png;
  const eightBit = (value: number) => (depth === 16 ? value / 257 : value);
  const rgba = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++) {
    const at = i * channels;
    const isGrey = channels < 3;
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = eightBit(data[at + (isGrey ? 0 : c)]!);
    if (channels === 2 || channels === 4) rgba[4 * i + 3] = eightBit(data[at + channels - 1]!);
  }
  return { width, height, data: rgba };
}

export async function writePng(path: string, { width, height, data }: Pixels): Promise<void> {
  await writeFile(path, encode({ width, height, data: new Uint8Array(data), channels: 4, depth: 8 }));
}

/** Cut around the middle and scaled (box filter down, nearest up) to the size a model wants. */
export function fitPixels(source: Pixels, width: number, height: number): Pixels {
  if (source.width === width && source.height === height) return source;
  const scale = Math.min(source.width / width, source.height / height);
  const [left, top] = [(source.width - width * scale) / 2, (source.height - height * scale) / 2];
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [x0, y0] = [Math.floor(left + x * scale), Math.floor(top + y * scale)];
      const x1 = Math.max(x0 + 1, Math.floor(left + (x + 1) * scale));
      const y1 = Math.max(y0 + 1, Math.floor(top + (y + 1) * scale));
      const sums = [0, 0, 0, 0];
      for (let sy = y0; sy < y1; sy++) {
        for (let sx = x0; sx < x1; sx++) {
          for (let c = 0; c < 4; c++) sums[c]! += source.data[4 * (sy * source.width + sx) + c]!;
        }
      }
      const count = (x1 - x0) * (y1 - y0);
      for (let c = 0; c < 4; c++) data[4 * (y * width + x) + c] = sums[c]! / count;
    }
  }
  return { width, height, data };
}
