import type { Pixels } from '../../../contract/pixels';
import { blank, colour, toPixels, type Painting } from '../painting';
import { clamp, randomNumbers } from '../planes';
import type { PortraitStyle } from '../style';

const cells = 36;

/** The portrait out of small pictures: those the visitor made, each chosen for its colour and tinted the rest of the way. */
export const mosaic: PortraitStyle = {
  id: 'mosaic',
  keepsFace: false,
  needsTiles: true,
  palettes: [
    { id: 'paper', colours: ['#fbf6ec', '#e9dcc3'] },
    { id: 'night', colours: ['#171a2b', '#2b3154'] },
  ],
  draw({ side, rgb, person, features }, { colours }, tiles) {
    const [back, grout] = colours.map(colour) as [never, never];
    const painting = blank(side, grout);
    const prepared = tiles.map((tile) => ({ tile, mean: meanOf(tile), used: 0 }));
    const random = randomNumbers(3);
    const size = side / cells;
    const order = Array.from({ length: cells * cells }, (_, i) => i).sort(() => random() - 0.5);
    for (const cell of order) {
      const left = Math.round((cell % cells) * size);
      const top = Math.round(Math.floor(cell / cells) * size);
      const gap = side >= 512 ? 1 : 0;
      const width = Math.round(((cell % cells) + 1) * size) - left - gap;
      const height = Math.round((Math.floor(cell / cells) + 1) * size) - top - gap;
      const wanted = meanOfArea(rgb, person, back, side, { left, top, width, height });
      const best = prepared.reduce((a, b) => (cost(b, wanted) < cost(a, wanted) ? b : a));
      best.used++;
      const middle = (top + (width >> 1)) * side + left + (width >> 1);
      layTile(painting, rgb, person, best, wanted, {
        left,
        top,
        width,
        height,
        detail: features[Math.min(middle, features.length - 1)]!,
      });
    }
    return toPixels(painting);
  },
};

interface Prepared {
  readonly tile: Pixels;
  readonly mean: readonly number[];
  used: number;
}

function cost({ mean, used }: Prepared, wanted: readonly number[]): number {
  return mean.reduce((sum, value, c) => sum + (value - wanted[c]!) ** 2, 0) + used * 0.0004;
}

function meanOf({ data }: Pixels): number[] {
  const sum = [0, 0, 0];
  for (let i = 0; i < data.length; i += 4) for (let c = 0; c < 3; c++) sum[c]! += data[i + c]!;
  return sum.map((value) => value / ((data.length / 4) * 255));
}

function meanOfArea(
  rgb: Float32Array,
  person: Float32Array,
  back: readonly number[],
  side: number,
  { left, top, width, height }: Area,
): number[] {
  const sum = [0, 0, 0];
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      const i = y * side + x;
      for (let c = 0; c < 3; c++) sum[c]! += rgb[3 * i + c]! * person[i]! + back[c]! * (1 - person[i]!);
    }
  }
  return sum.map((value) => value / (width * height));
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Cell extends Area {
  /** Near eyes and mouth the photo shows through more. */
  readonly detail: number;
}

function layTile(
  { side, rgb }: Painting,
  photo: Float32Array,
  person: Float32Array,
  { tile, mean }: Prepared,
  wanted: readonly number[],
  { left, top, width, height, detail }: Cell,
): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = (top + y) * side + left + x;
      const u = Math.min(tile.width - 1, Math.floor(((x + 0.5) * tile.width) / width));
      const v = Math.min(tile.height - 1, Math.floor(((y + 0.5) * tile.height) / height));
      const from = 4 * (v * tile.width + u);
      for (let c = 0; c < 3; c++) {
        const tinted = wanted[c]! + (tile.data[from + c]! / 255 - mean[c]!) * 0.55;
        const share = (0.15 + 0.45 * detail) * person[i]!;
        rgb[3 * i + c] = clamp(tinted * (1 - share) + photo[3 * i + c]! * share);
      }
    }
  }
}
