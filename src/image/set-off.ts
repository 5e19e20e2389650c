import type { Pixels } from '../contract/pixels';
import { outlined } from './outline';

/** How far from the ground's colour a pixel may be and still be lost in it, 0…255. */
const alike = 40;
/** The share of an outline that may be lost: a white spot at the rim, a cloud's foot. */
const bearable = 0.3;
/** Pixels of the line, whose outer one is soft. */
const line = 3;

/** A cut-out as it is, or with a thin line around it where its ground would swallow it: white on white, cheese on yellow. */
export function setOff(cutOut: Pixels, ground: Pixels): Pixels {
  const { lost, share } = lostRim(cutOut, ground);
  if (share < bearable) return cutOut;
  const mean = [0, 1, 2].map((c) => lost.reduce((sum, p) => sum + ground.data[4 * p + c]!, 0) / lost.length);
  const isLight = Math.max(...mean) > 110;
  const [r, g, b] = mean.map((channel) => (isLight ? channel * 0.62 : channel + (255 - channel) * 0.45));
  return outlined(cutOut, line, [r!, g!, b!]);
}

/** Pixels just inside the outline that are coloured as the ground, and which share of all there they are. */
function lostRim({ width, height, data }: Pixels, ground: Pixels): { lost: number[]; share: number } {
  const isOpaque = (x: number, y: number) => data[4 * (y * width + x) + 3]! >= 200;
  const lost: number[] = [];
  let rim = 0;
  for (let y = inset; y < height - inset; y++) {
    for (let x = inset; x < width - inset; x++) {
      if (!isOpaque(x, y) || neighbours.every(([dx, dy]) => isOpaque(x + dx, y + dy))) continue;
      const p = y * width + x;
      rim++;
      if ([0, 1, 2].every((c) => Math.abs(data[4 * p + c]! - ground.data[4 * p + c]!) < alike)) lost.push(p);
    }
  }
  return { lost, share: rim === 0 ? 0 : lost.length / rim };
}

const inset = 3;
const neighbours = [
  [-inset, 0],
  [inset, 0],
  [0, -inset],
  [0, inset],
] as const;
