import type { Pixels } from '../contract/pixels';

const lobes = 3;

/**
 * A picture `factor` times as large by Lanczos interpolation (three lobes), colours weighted by their alpha. It draws no
 * detail that was not there. `pause` is awaited between bands of rows, so that a page stays responsive.
 */
export async function enlarge(picture: Pixels, factor: number, pause: () => Promise<void>): Promise<Pixels> {
  const [width, height] = [picture.width * factor, picture.height * factor];
  const columns = Array.from({ length: width }, (_, x) => taps(x, factor, picture.width));
  const premultiplied = Float32Array.from(picture.data, (value, i) => {
    return i % 4 === 3 ? value : (value * picture.data[i - (i % 4) + 3]!) / 255;
  });
  const wide = new Float32Array(4 * width * picture.height);
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < width; x++)
      gather(premultiplied, 4 * y * picture.width, 4, columns[x]!, wide, 4 * (y * width + x));
    if (y % 64 === 63) await pause();
  }
  const data = new Uint8ClampedArray(4 * width * height);
  const pixel = new Float32Array(4);
  for (let y = 0; y < height; y++) {
    const row = taps(y, factor, picture.height);
    for (let x = 0; x < width; x++) {
      gather(wide, 4 * x, 4 * width, row, pixel, 0);
      const alpha = pixel[3]!;
      const at = 4 * (y * width + x);
      for (let c = 0; c < 3; c++) data[at + c] = alpha > 0 ? (pixel[c]! * 255) / alpha : 0;
      data[at + 3] = alpha;
    }
    if (y % 64 === 63) await pause();
  }
  return { width, height, data };
}

interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
  readonly last: number;
}

/** Where target pixel `i` looks, and how much each place counts. */
function taps(i: number, factor: number, length: number): Taps {
  const centre = (i + 0.5) / factor - 0.5;
  const first = Math.floor(centre) - lobes + 1;
  const raw = Array.from({ length: 2 * lobes }, (_, k) => lanczos(centre - first - k));
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return { first, weights: raw.map((weight) => weight / sum), last: length - 1 };
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= lobes) return 0;
  const angle = Math.PI * x;
  return (lobes * Math.sin(angle) * Math.sin(angle / lobes)) / (angle * angle);
}

function gather(
  from: Float32Array,
  start: number,
  step: number,
  { first, weights, last }: Taps,
  into: Float32Array,
  at: number,
): void {
  let [r, g, b, a] = [0, 0, 0, 0];
  for (let k = 0; k < weights.length; k++) {
    const place = start + step * Math.min(last, Math.max(0, first + k));
    const weight = weights[k]!;
    r += weight * from[place]!;
    g += weight * from[place + 1]!;
    b += weight * from[place + 2]!;
    a += weight * from[place + 3]!;
  }
  into[at] = r;
  into[at + 1] = g;
  into[at + 2] = b;
  into[at + 3] = a;
}
