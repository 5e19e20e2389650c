import type { Pixels } from '../contract/pixels';

/** A picture at `side` pixels on a clear canvas of its own size, its corner at `left`, `top`. Each pixel is the mean of what it covers. */
export function shrunk({ width, height, data }: Pixels, side: number, left: number, top: number): Pixels {
  const step = Math.max(width, height) / side;
  const made = new Uint8ClampedArray(data.length);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [toX, toY] = [x + left, y + top];
      if (toX < 0 || toY < 0 || toX >= width || toY >= height) continue;
      made.set(meanOf(data, width, height, x * step, y * step, step), 4 * (toY * width + toX));
    }
  }
  return { width, height, data: made };
}

function meanOf(data: Uint8ClampedArray, width: number, height: number, left: number, top: number, step: number) {
  const sums = [0, 0, 0, 0];
  let area = 0;
  for (let y = Math.floor(top); y < Math.min(height, top + step); y++) {
    const tall = Math.min(y + 1, top + step) - Math.max(y, top);
    for (let x = Math.floor(left); x < Math.min(width, left + step); x++) {
      const part = tall * (Math.min(x + 1, left + step) - Math.max(x, left));
      const at = 4 * (y * width + x);
      const alpha = part * data[at + 3]!;
      for (let c = 0; c < 3; c++) sums[c]! += alpha * data[at + c]!;
      sums[3]! += alpha;
      area += part;
    }
  }
  const alpha = sums[3]!;
  return alpha === 0 ? [0, 0, 0, 0] : [...sums.slice(0, 3).map((sum) => sum / alpha), alpha / area];
}
