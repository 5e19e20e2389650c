import type { Pixels } from '../contract/pixels';

/** The picture as it looks on paper: nothing of it can be seen through. */
export function onWhite({ width, height, data }: Pixels): Pixels {
  const result = new Uint8ClampedArray(data.length);
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]! / 255;
    for (let c = 0; c < 3; c++) result[i + c] = data[i + c]! * alpha + 255 * (1 - alpha);
    result[i + 3] = 255;
  }
  return { width, height, data: result };
}
