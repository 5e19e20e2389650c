import type { Pixels } from '../../../src/contract/pixels';

/** A picture by a rule: x and y in pixels to [red, green, blue] or with alpha. */
export function paint(width: number, height: number, colour: (x: number, y: number) => readonly number[]): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue, alpha = 255] = colour(x, y);
      data.set([red!, green!, blue!, alpha], (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

/** A red disc on a pale ground, `x` to the right of the middle. */
export function disc(size: number, x = 0): Pixels {
  return paint(size, size, (i, j) =>
    Math.hypot(i + 0.5 - size / 2 - x, j + 0.5 - size / 2) < size / 4 ? [220, 40, 40] : [230, 240, 250],
  );
}

export const at = ({ data, width }: Pixels, x: number, y: number) => [
  ...data.slice((y * width + x) * 4, (y * width + x) * 4 + 4),
];
