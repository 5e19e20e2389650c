import type { Pixels } from '../../../contract/pixels';
import { blank, colour, toPixels, type Colour, type Painting } from '../painting';
import { clamp, randomNumbers } from '../planes';
import type { Sitter } from '../sitter';
import type { PortraitStyle } from '../style';

/** Cells a side where nothing is but ground; each is parted into four where more is to be told. */
const coarsest = 12;
const mostParts = 3;
/** Less of the person than this, and a cell is ground. */
const onGround = 0.02;

/**
 * The portrait out of small pictures: those the visitor made, each chosen for its colour and tinted the rest of the way.
 * They are large around the person, smaller on them, and smallest where eyes and mouth are.
 */
export const mosaic: PortraitStyle = {
  id: 'mosaic',
  keepsFace: false,
  needsTiles: true,
  palettes: [
    { id: 'paper', colours: ['#fbf1dc', '#f3dfc0'] },
    { id: 'night', colours: ['#2b3154', '#1d2140'] },
  ],
  draw(sitter, { colours }, tiles) {
    const { side } = sitter;
    const grounds = colours.map(colour) as [Colour, Colour];
    const painting = blank(side, grounds[1]);
    const prepared = tiles.map((tile) => ({ sizes: smaller(tile), mean: meanOf(tile), used: 0 }));
    const random = randomNumbers(3);
    const cells = partedCells(sitter).sort(() => random() - 0.5);
    for (const cell of cells) {
      const ground = grounds[(cell.column + cell.row) % 2]!;
      const wanted = meanOfArea(sitter, ground, cell);
      const often = cell.person > onGround ? 0.0004 : 0.01; // on the ground all may come; a face wants the right colour
      const best = prepared.reduce((a, b) => (cost(b, wanted, often) < cost(a, wanted, often) ? b : a));
      best.used++;
      layTile(painting, sitter, best, ground, wanted, cell);
    }
    return toPixels(painting);
  },
};

interface Cell {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** A pixel more or less than the width, where the side is not parted evenly. */
  readonly height: number;
  readonly column: number;
  readonly row: number;
  /** The share of the person in it. */
  readonly person: number;
}

function partedCells(sitter: Sitter): Cell[] {
  const { side, person, features } = sitter;
  const cells: Cell[] = [];
  const part = (column: number, row: number, parts: number) => {
    const across = coarsest * 2 ** parts;
    const edge = (cell: number) => Math.round((cell * side) / across);
    const [left, top] = [edge(column), edge(row)];
    const [width, height] = [edge(column + 1) - left, edge(row + 1) - top];
    const here = lookAt(sitter, left, top, width);
    const tellsMore = [true, here.contrast > 0.05, here.contrast > 0.13 || here.feature > 0.3];
    if (parts < mostParts && here.person > onGround && tellsMore[parts]) {
      for (const [x, y] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const)
        part(2 * column + x, 2 * row + y, parts + 1);
    } else cells.push({ left, top, width, height, column, row, person: here.person });
  };
  for (let row = 0; row < coarsest; row++) for (let column = 0; column < coarsest; column++) part(column, row, 0);
  return cells;

  /** What is in a square, from a few of its pixels. */
  function lookAt({ tone }: Sitter, left: number, top: number, width: number) {
    const step = Math.max(1, Math.floor(width / 8));
    let [count, sum, squares, here, feature] = [0, 0, 0, 0, 0];
    for (let y = top; y < Math.min(side, top + width); y += step) {
      for (let x = left; x < Math.min(side, left + width); x += step) {
        const i = y * side + x;
        const value = tone[i]! * person[i]! + (1 - person[i]!);
        count++;
        sum += value;
        squares += value * value;
        here += person[i]!;
        feature = Math.max(feature, features[i]! * person[i]!);
      }
    }
    const mean = sum / count;
    return { person: here / count, contrast: Math.sqrt(Math.max(0, squares / count - mean * mean)), feature };
  }
}

interface Prepared {
  /** The tile, and itself halved again and again. */
  readonly sizes: readonly Pixels[];
  readonly mean: readonly number[];
  used: number;
}

/** How far a tile's colour is from what is wanted, and how `often` it was taken already. */
function cost({ mean, used }: Prepared, wanted: readonly number[], often: number): number {
  return mean.reduce((sum, value, c) => sum + (value - wanted[c]!) ** 2, 0) + used * often;
}

function smaller(tile: Pixels): readonly Pixels[] {
  const sizes = [tile];
  for (let last = tile; last.width >= 12; last = sizes.at(-1)!) sizes.push(halved(last));
  return sizes;
}

function halved({ width, height, data }: Pixels): Pixels {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Uint8ClampedArray(4 * w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const from = 4 * (2 * y * width + 2 * x);
      for (let c = 0; c < 4; c++) {
        const sum =
          data[from + c]! + data[from + 4 + c]! + data[from + 4 * width + c]! + data[from + 4 * width + 4 + c]!;
        out[4 * (y * w + x) + c] = sum / 4;
      }
    }
  }
  return { width: w, height: h, data: out };
}

function meanOf({ data }: Pixels): number[] {
  const sum = [0, 0, 0];
  for (let i = 0; i < data.length; i += 4) for (let c = 0; c < 3; c++) sum[c]! += data[i + c]!;
  return sum.map((value) => value / ((data.length / 4) * 255));
}

function meanOfArea({ side, rgb, person }: Sitter, ground: Colour, { left, top, width, height }: Cell): number[] {
  const sum = [0, 0, 0];
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      const i = y * side + x;
      for (let c = 0; c < 3; c++) sum[c]! += rgb[3 * i + c]! * person[i]! + ground[c]! * (1 - person[i]!);
    }
  }
  return sum.map((value) => value / (width * height));
}

/** On the ground a tile is as it is, as if printed on the paper; on the person it takes on what is wanted. */
function layTile(
  { side, rgb }: Painting,
  sitter: Sitter,
  { sizes, mean }: Prepared,
  ground: Colour,
  wanted: readonly number[],
  { left, top, width, height, person: here }: Cell,
): void {
  const tile = sizes.findLast((size) => size.width >= width) ?? sizes[0]!;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = (top + y) * side + left + x;
      const u = Math.min(tile.width - 1, Math.floor(((x + 0.5) * tile.width) / width));
      const v = Math.min(tile.height - 1, Math.floor(((y + 0.5) * tile.height) / height));
      const from = 4 * (v * tile.width + u);
      for (let c = 0; c < 3; c++) {
        const own = tile.data[from + c]! / 255;
        if (here <= onGround) rgb[3 * i + c] = own * ground[c]!;
        else {
          const tinted = wanted[c]! + (own - mean[c]!) * (0.5 - 0.2 * sitter.oval[i]!);
          const share = 0.25 * sitter.person[i]!;
          rgb[3 * i + c] = clamp(tinted * (1 - share) + sitter.rgb[3 * i + c]! * share);
        }
      }
    }
  }
}
