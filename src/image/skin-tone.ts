import type { Pixels } from '../contract/pixels';

/** Colours, and what stands in their place in each tone; shape: models/FORMAT.md, "skin". */
interface SkinColours {
  readonly reach: number;
  readonly felt: number;
  readonly keep: number;
  readonly from: readonly (readonly [number, number, number])[];
  readonly to: readonly (readonly (readonly [number, number, number])[])[];
}

/**
 * A cut-out of a person in another skin tone: each pixel moves as the colours of the list near it do. `in_tone` of
 * models/training/tones.py does the same; it took the lists from the artists' own drawings in five tones.
 */
export function inSkinTone(
  { width, height, data }: Pixels,
  { reach, felt, keep, from, to }: SkinColours,
  tone: number,
): Pixels {
  const moves = to[tone]!.map((rgb, k) => rgb.map((channel, c) => channel - from[k]![c]!));
  const keeps = moves.map((move) => (move.some((step) => step !== 0) ? keep : 1));
  const made = new Uint8ClampedArray(data);
  const known = new Map<number, readonly number[]>();
  for (let p = 0; p < data.length; p += 4) {
    if (data[p + 3] === 0) continue;
    const key = (data[p]! << 16) | (data[p + 1]! << 8) | data[p + 2]!;
    if (!known.has(key)) known.set(key, moveAt([data[p]!, data[p + 1]!, data[p + 2]!]));
    const move = known.get(key)!;
    for (let c = 0; c < 3; c++) made[p + c] = data[p + c]! + move[c]!;
  }
  return { width, height, data: made };

  function moveAt(rgb: readonly [number, number, number]): number[] {
    const distances = from.map((colour) => colour.reduce((sum, channel, c) => sum + (rgb[c]! - channel) ** 2, 0));
    const nearest = Math.min(...distances);
    const sum = [0, 0, 0];
    let mass = 0;
    distances.forEach((distance, k) => {
      const weight = Math.exp((nearest - distance) / (2 * reach * reach));
      mass += weight;
      for (let c = 0; c < 3; c++) sum[c]! += weight * (moves[k]![c]! + (keeps[k]! - 1) * (rgb[c]! - from[k]![c]!));
    });
    const share = Math.exp(-Math.max(0, nearest - felt * felt) / (2 * felt * felt)) / mass;
    return sum.map((channel) => channel * share);
  }
}
