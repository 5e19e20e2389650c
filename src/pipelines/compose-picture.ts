import type { Pixels } from '../contract/pixels';
import { cutArtwork } from '../image/cut-artwork';
import { drawEllipses } from '../image/draw-ellipses';
import { layOver } from '../image/lay-over';
import { outlined } from '../image/outline';
import { clamp } from '../image/portrait/planes';
import { recolour } from '../image/recolour';
import { setOff } from '../image/set-off';
import { shrunk } from '../image/shrink';
import { inSkinTone } from '../image/skin-tone';
import type { LoadedModel } from '../models/loaded-model';
import type { GridLatents, Memory, MemoryIndex, Stops } from '../retrieval/memory';
import { cellsOf, type Arrangement, type ComposedLatents, type Placed } from '../retrieval/references';
import { scale, tensor, type Tensor } from '../tensor/tensor';
import { runDecoder, runEncoder } from './flow-autoencoder';
import { latentPreview } from './latent-preview';
import type { Own } from './own-picture';
import { rememberedGrounds, rememberedPieces } from './remembered';
import { restyled } from './restyle';

/**
 * The picture that the transformer starts from: ground, the visitor's cut-out, artwork. All is laid together in
 * pixels, where edges are edges, and encoded; in latents a cell at the rim holds the white that the artwork was encoded on.
 * What encoding takes from each artwork as it was is given back, so that the detour through pixels costs little.
 */
export async function composePicture(
  model: LoadedModel,
  memory: Memory,
  arrangement: Arrangement,
  { picture: own, ground: ownGround, detail }: Own,
): Promise<ComposedLatents> {
  const { latent_channels: channels, downscale: cell } = model.manifest.vae;
  const { placed, background } = arrangement;
  const white = whiteOf(memory);
  const side = Math.sqrt(white.length / channels);
  const dims = [1, channels, side, side];
  if (
    background === undefined &&
    !own &&
    !ownGround &&
    isPlain(memory, placed, side) &&
    !placed.some((one) => isPale(model, memory, one))
  ) {
    return { composed: tensor(layLatents(memory, placed, white, side), dims) };
  }

  const isOwnGround = background === undefined && ownGround !== undefined;
  const pixels = isOwnGround ? ownGround : groundOf(memory, arrangement, side * cell);
  const ground = isOwnGround
    ? Float32Array.from((await runEncoder(model, pixels)).data)
    : background === undefined
      ? undefined
      : await groundLatents(model, memory, arrangement, pixels);
  const lost = new Float32Array(white.length);
  const layer = clearSheet(pixels);
  if (own) layOver(layer, own.pixels, 0, 0);
  for (const place of placed) {
    const piece = await pieceFor(model, memory, place, dims);
    layOver(layer, piece.pixels, (place.at[0] - piece.left) * cell, (place.at[1] - piece.left) * cell);
    const coverage = memory.coverage(place.artwork, place.grid);
    for (const { from, to } of cellsOf(coverage, place.at, side)) {
      const cover = coverage[from]!;
      for (let c = 0; c < channels; c++) {
        const was = lost[c * side * side + to]!;
        const gone = piece.lost?.[c * place.grid * place.grid + from] ?? 0;
        lost[c * side * side + to] = was + (gone - was) * cover;
      }
    }
  }
  const isInPlace = own !== undefined && isOwnGround;
  const standing = isInPlace ? layer : setOff(layer, pixels);
  const shown = arrangement.isSticker ? outlined(layer, stickerBorder, [255, 255, 255]) : standing;
  layOver(pixels, shown, 0, 0);
  const encoded = await runEncoder(model, pixels);
  const { data } = encoded;
  const composed = tensor(
    data.map((value, i) => value + lost[i]!),
    dims,
  );
  const finer = detail > 0 && scale(differences(pixels, await runDecoder(model, encoded, true)), detail);
  return { composed, ...(ground && { ground }), ...(finer && { finer }) };
}

/** [1, 3, H, W], in bytes. */
function differences(one: Pixels, other: Pixels): Tensor {
  const { width, height } = one;
  const plane = width * height;
  const made = new Float32Array(3 * plane);
  for (let p = 0; p < plane; p++) {
    for (let c = 0; c < 3; c++) made[c * plane + p] = one.data[4 * p + c]! - other.data[4 * p + c]!;
  }
  return tensor(made, [1, 3, height, width]);
}

/** Pixels of white around a sticker, as in the training's pictures. */
const stickerBorder = 6;

/** On white, where no two artworks share a cell and none is recoloured, their latents together are the picture already. */
function isPlain(memory: Memory, placed: readonly Placed[], side: number): boolean {
  const cells = placed.flatMap(({ artwork, grid, at }) => cellsOf(memory.coverage(artwork, grid), at, side));
  const isStored = placed.every(({ grid }) => memory.index.latents.grids.includes(grid));
  const isAsItWas = placed.every(({ rgb, tone, style }) => !rgb && tone === undefined && style === undefined);
  return isStored && isAsItWas && new Set(cells.map(({ to }) => to)).size === cells.length;
}

/** White at its rim: it needs a line around it on white. */
function isPale({ manifest }: LoadedModel, memory: Memory, { artwork, grid }: Placed): boolean {
  const { latents, coverage } = memory.artwork(artwork, grid);
  const seen = latentPreview(tensor(latents, [1, manifest.vae.latent_channels, grid, grid]), manifest.vae);
  if (!seen) return false;
  const isOutside = (x: number, y: number) => !((coverage[y * grid + x] ?? 0) >= 0.5) || x < 0 || x >= grid;
  const rim = [...coverage.keys()].filter((c) => {
    const [x, y] = [c % grid, Math.floor(c / grid)];
    const beside = [isOutside(x - 1, y), isOutside(x + 1, y), isOutside(x, y - 1), isOutside(x, y + 1)];
    return coverage[c]! > 0.4 && beside.some(Boolean);
  });
  const pale = rim.filter((c) => Math.min(...seen.data.subarray(4 * c, 4 * c + 3)) > 222);
  return pale.length > 0.2 * rim.length;
}

function layLatents(memory: Memory, placed: readonly Placed[], white: Float32Array, side: number): Float32Array {
  const latents = white.slice();
  for (const { artwork, grid, at } of placed) {
    const art = memory.artwork(artwork, grid);
    for (const { from, to } of cellsOf(art.coverage, at, side)) {
      for (let c = 0; c < white.length / (side * side); c++) {
        latents[c * side * side + to] = art.latents[c * grid * grid + from]!;
      }
    }
  }
  return latents;
}

interface Piece {
  /** The cut-out in the middle of a canvas of the picture's size. */
  readonly pixels: Pixels;
  /** Cells from the canvas's corner to the artwork's. */
  readonly left: number;
  /** What encoding takes from its latents, [C, grid, grid]; unknown of one that was scaled. */
  readonly lost?: Float32Array;
}

/** An artwork in a size that the memory does not hold is its largest, scaled. */
async function pieceFor(model: LoadedModel, memory: Memory, place: Placed, dims: readonly number[]): Promise<Piece> {
  const { grids } = memory.index.latents;
  if (grids.includes(place.grid)) return cutPiece(model, memory, place, dims);
  const { pixels } = await cutPiece(model, memory, { ...place, grid: Math.max(...grids) }, dims);
  return { pixels: shrunk(pixels, place.grid * model.manifest.vae.downscale, 0, 0), left: 0 };
}

function cutPiece(model: LoadedModel, memory: Memory, place: Placed, dims: readonly number[]): Promise<Piece> {
  const { artwork, grid, rgb, tone, style } = place;
  const { index } = memory;
  const key = `${artwork} ${grid} ${rgb?.join(' ') ?? ''} ${tone ?? ''} ${style ?? ''}`;
  return rememberedPieces(model, key, async () => {
    const [, channels, , side] = dims as readonly [number, number, number, number];
    const art = memory.artwork(artwork, grid);
    const left = Math.floor((side - grid) / 2);
    const centred: Placed = { slot: 0, artwork, grid, at: [left, left] };
    const canvas = layLatents(memory, [centred], whiteOf(memory), side);
    const decoded = await runDecoder(model, tensor(canvas, dims));
    const encoded = await runEncoder(model, decoded);
    const places = cellsOf(art.coverage, centred.at, side);
    const lost = new Float32Array(channels * grid * grid);
    for (const { from, to } of places) {
      for (let c = 0; c < channels; c++) {
        lost[c * grid * grid + from] = canvas[c * side * side + to]! - encoded.data[c * side * side + to]!;
      }
    }
    let pixels = cutArtwork(decoded, coverageOn(side, art, places));
    if (tone !== undefined) pixels = inSkinTone(pixels, index.sources[index.artworks[artwork]![1]]!.skin, tone);
    if (style !== undefined) pixels = await restyled(model, pixels, index.styles, style);
    if (rgb) pixels = recolour(pixels, rgb);
    return { pixels, left, lost };
  });
}

function coverageOn(side: number, { coverage }: GridLatents, places: ReturnType<typeof cellsOf>): Float32Array {
  const covered = new Float32Array(side * side);
  for (const { from, to } of places) covered[to] = coverage[from]!;
  return covered;
}

const clearSheet = ({ width, height }: Pixels): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(4 * width * height),
});

/** The ground's colours from top to bottom and what the place has besides; white where none is asked for. */
function groundOf({ index }: Memory, { background, isMirrored }: Arrangement, side: number): Pixels {
  const { stops, marks = [] } = index.backgrounds[background ?? whiteIndex(index)]!;
  const data = new Uint8ClampedArray(4 * side * side).fill(255);
  const whole = new Uint32Array(data.buffer);
  for (let y = 0; y < side; y++) {
    const first = y * side;
    data.set(colourAt(stops, (y + 0.5) / side), 4 * first);
    whole.fill(whole[first]!, first, first + side);
  }
  const ground = { width: side, height: side, data };
  const ellipses = marks.map(([x, y, rx, ry, rgb, opacity]) => ({
    centre: [side * (isMirrored ? 1 - x : x), side * y] as const,
    radii: [side * rx, side * ry] as const,
    ...{ rgb, opacity },
  }));
  drawEllipses(ground, ellipses);
  return ground;
}

/** A plain ground's latents are in the memory; a place's are those of what was drawn. */
function groundLatents(
  model: LoadedModel,
  memory: Memory,
  { background, isMirrored }: Arrangement,
  drawn: Pixels,
): Promise<Float32Array> {
  const { marks } = memory.index.backgrounds[background!]!;
  return rememberedGrounds(model, `${background} ${isMirrored}`, async () =>
    marks ? Float32Array.from((await runEncoder(model, drawn)).data) : memory.background(background!),
  );
}

function colourAt(stops: Stops, place: number): readonly number[] {
  const after = Math.max(
    1,
    stops.findIndex(([at]) => at >= place),
  );
  const [[from, first], [to, second]] = [stops[after - 1]!, stops[after]!];
  const t = clamp((place - from) / (to - from));
  return first.map((value, c) => value * (1 - t) + second[c]! * t);
}

const whiteIndex = ({ backgrounds }: MemoryIndex) => backgrounds.findIndex(({ id }) => id === 'white');

function whiteOf(memory: Memory): Float32Array {
  return memory.background(whiteIndex(memory.index));
}
