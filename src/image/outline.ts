import type { Pixels } from '../contract/pixels';

/**
 * A cut-out with a border around its outline, as a die-cut sticker has. `width` pixels wide, soft at its outer edge.
 * Distances are exact within a pixel: two passes of the 3-4 chamfer (Borgefors 1986).
 */
export function outlined(cutOut: Pixels, width: number, colour: readonly [number, number, number]): Pixels {
  const { data } = cutOut;
  const distance = chamferDistance(cutOut);
  const result = new Uint8ClampedArray(data.length);
  for (let p = 0; p < distance.length; p++) {
    const own = data[4 * p + 3]! / 255;
    const border = Math.min(1, Math.max(0, width + 1 - distance[p]!));
    const alpha = own + border * (1 - own);
    for (let c = 0; c < 3; c++) {
      const mixed = data[4 * p + c]! * own + colour[c]! * border * (1 - own);
      result[4 * p + c] = alpha > 0 ? mixed / alpha : 0;
    }
    result[4 * p + 3] = 255 * alpha;
  }
  return { ...cutOut, data: result };
}

/** Pixels from the nearest opaque pixel. */
function chamferDistance({ width, height, data }: Pixels): Float32Array {
  const far = 1e6;
  const distance = Float32Array.from({ length: width * height }, (_, p) => (data[4 * p + 3]! >= 128 ? 0 : far));
  const relax = (p: number, x: number, y: number, dx: number, dy: number, cost: number) => {
    const [nx, ny] = [x + dx, y + dy];
    if (nx < 0 || ny < 0 || nx >= width || ny >= height) return;
    const through = distance[ny * width + nx]! + cost;
    if (through < distance[p]!) distance[p] = through;
  };
  const [straight, diagonal] = [1, 4 / 3];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = y * width + x;
      relax(p, x, y, -1, 0, straight);
      relax(p, x, y, -1, -1, diagonal);
      relax(p, x, y, 0, -1, straight);
      relax(p, x, y, 1, -1, diagonal);
    }
  }
  for (let y = height - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--) {
      const p = y * width + x;
      relax(p, x, y, 1, 0, straight);
      relax(p, x, y, 1, 1, diagonal);
      relax(p, x, y, 0, 1, straight);
      relax(p, x, y, -1, 1, diagonal);
    }
  }
  return distance;
}
