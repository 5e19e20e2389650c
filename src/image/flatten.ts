import type { Pixels } from '../contract/pixels';

export interface Plainness {
  /** Colours that a picture is looked through for; those alike become one. */
  readonly most: number;
  /** Colours nearer than this are one, in steps of a channel: light and shade of one thing, not two things. */
  readonly alike: number;
}

const asDrawings: Plainness = { most: 10, alike: 30 };
/** Shade says less than colour. */
const lightWeight = 0.75;
const rounds = 8;

/** A cut-out in a few plain colours with smooth borders between them, as flat drawings have. */
export function flattened({ width, height, data }: Pixels, plainness = asDrawings): Pixels {
  const count = width * height;
  const opaque: number[] = [];
  for (let p = 0; p < count; p++) if (data[4 * p + 3]! > 128) opaque.push(p);
  if (opaque.length === 0) return { width, height, data };
  const colourAt = (p: number) => inSpace(data[4 * p]!, data[4 * p + 1]!, data[4 * p + 2]!);
  const sample = opaque.filter((_, i) => i % 5 === 0).map(colourAt);
  const middles = merged(means(sample, plainness), sample, plainness);
  const labels = new Uint8Array(count).fill(none);
  for (const p of opaque) labels[p] = nearest(middles, colourAt(p));
  const smooth = commonest(commonest(labels, width), width);

  const sums = middles.map(() => [0, 0, 0, 0]);
  for (const p of opaque) {
    const sum = sums[smooth[p]!]!;
    for (let c = 0; c < 3; c++) sum[c]! += data[4 * p + c]!;
    sum[3]!++;
  }
  const plain = sums.map((sum): Colour => [sum[0]! / sum[3]!, sum[1]! / sum[3]!, sum[2]! / sum[3]!]);
  const made = new Uint8ClampedArray(data);
  for (let p = 0; p < count; p++) {
    if (data[4 * p + 3] === 0) continue;
    // The mean of the pixel's neighbours, so that borders are not stairs.
    const [x, y] = [p % width, Math.floor(p / width)];
    let [red, green, blue, seen] = [0, 0, 0, 0];
    for (let j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1); j++) {
      for (let i = Math.max(0, x - 1); i <= Math.min(width - 1, x + 1); i++) {
        const label = smooth[j * width + i]!;
        if (label === none) continue;
        const [r, g, b] = plain[label]!;
        red += r;
        green += g;
        blue += b;
        seen++;
      }
    }
    if (seen === 0) continue;
    made[4 * p] = red / seen;
    made[4 * p + 1] = green / seen;
    made[4 * p + 2] = blue / seen;
  }
  return { width, height, data: made };
}

type Colour = readonly [number, number, number];

const none = 255;

/** Light, and two of colour. */
function inSpace(r: number, g: number, b: number): Colour {
  return [lightWeight * (0.3 * r + 0.6 * g + 0.1 * b), 0.5 * (r - g), 0.5 * (0.5 * (r + g) - b)];
}

/** Squared: it is only compared. */
function distance(a: Colour, b: Colour): number {
  const [light, red, yellow] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return light * light + red * red + yellow * yellow;
}

function nearest(middles: readonly Colour[], colour: Colour): number {
  let best = 0;
  let least = Infinity;
  for (let k = 0; k < middles.length; k++) {
    const far = distance(middles[k]!, colour);
    if (far < least) [best, least] = [k, far];
  }
  return best;
}

/** k-means, begun with colours far from one another. */
function means(colours: readonly Colour[], { most, alike }: Plainness): Colour[] {
  let middles: Colour[] = [colours[0]!];
  const gaps = new Float64Array(colours.length).fill(Infinity);
  while (middles.length < most) {
    const newest = middles.at(-1)!;
    let farthest = 0;
    colours.forEach((colour, i) => {
      gaps[i] = Math.min(gaps[i]!, distance(newest, colour));
      if (gaps[i]! > gaps[farthest]!) farthest = i;
    });
    if (gaps[farthest]! < (alike / 2) ** 2) break;
    middles.push(colours[farthest]!);
  }
  for (let round = 0; round < rounds; round++) {
    const sums = middles.map(() => [0, 0, 0, 0]);
    for (const colour of colours) {
      const sum = sums[nearest(middles, colour)]!;
      for (let c = 0; c < 3; c++) sum[c]! += colour[c]!;
      sum[3]!++;
    }
    middles = middles.map((middle, k) => {
      const [a, b, c, mass] = sums[k] as [number, number, number, number];
      return mass === 0 ? middle : [a / mass, b / mass, c / mass];
    });
  }
  return middles;
}

/** The two nearest become one, at the place of the commoner, until all are apart. */
function merged(middles: readonly Colour[], colours: readonly Colour[], { alike }: Plainness): Colour[] {
  const left = middles.map((colour) => ({ colour, mass: 0 }));
  for (const colour of colours) left[nearest(middles, colour)]!.mass++;
  for (;;) {
    let pair: [number, number] | undefined;
    for (let i = 0; i < left.length; i++) {
      for (let j = i + 1; j < left.length; j++) {
        const gap = distance(left[i]!.colour, left[j]!.colour);
        if (gap < alike ** 2 && (!pair || gap < distance(left[pair[0]]!.colour, left[pair[1]]!.colour))) pair = [i, j];
      }
    }
    if (!pair) return left.map(({ colour }) => colour);
    const [one, other] = [left[pair[0]]!, left[pair[1]]!];
    const mass = one.mass + other.mass;
    const mix = (c: 0 | 1 | 2) => (one.colour[c] * one.mass + other.colour[c] * other.mass) / Math.max(1, mass);
    left[pair[0]] = { colour: [mix(0), mix(1), mix(2)], mass };
    left.splice(pair[1], 1);
  }
}

/** Each label becomes the commonest of the 5 × 5 around it: specks and frayed borders go. */
function commonest(labels: Uint8Array, width: number): Uint8Array {
  const height = labels.length / width;
  const votes = new Uint8Array(1 + labels.reduce((top, label) => (label === none ? top : Math.max(top, label)), 0));
  return labels.map((label, p) => {
    if (label === none) return none;
    const [x, y] = [p % width, Math.floor(p / width)];
    votes.fill(0);
    for (let j = Math.max(0, y - 2); j <= Math.min(height - 1, y + 2); j++) {
      for (let i = Math.max(0, x - 2); i <= Math.min(width - 1, x + 2); i++) {
        const other = labels[j * width + i]!;
        if (other !== none) votes[other]!++;
      }
    }
    let best = label;
    for (let k = 0; k < votes.length; k++) if (votes[k]! > votes[best]!) best = k;
    return best;
  });
}
