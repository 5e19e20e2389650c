import type { Pixels } from '../contract/pixels';

/** How far each pixel is from the mean of the 3×3 around it, mean over channels, 0…255; of those whose nine all count. */
export function roughnesses({ width, height, data }: Pixels, counts: (p: number) => boolean): Float32Array {
  const around = [-1, 0, 1].flatMap((row) => [-1, 0, 1].map((column) => row * width + column));
  const found = new Float32Array(width * height);
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const p = y * width + x;
      if (!around.every((step) => counts(p + step))) continue;
      let sum = 0;
      for (let c = 0; c < 3; c++) {
        const mean = around.reduce((total, step) => total + data[4 * (p + step) + c]!, 0) / around.length;
        sum += Math.abs(data[4 * p + c]! - mean);
      }
      found[count++] = sum / 3;
    }
  }
  return found.subarray(0, count);
}
