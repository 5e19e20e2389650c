import type { Pixels } from '../contract/pixels';
import { cutArtwork } from '../image/cut-artwork';
import { layOver } from '../image/lay-over';
import { outlined } from '../image/outline';
import { pixelsToTensor, tensorToPixels } from '../image/pixels-to-tensor';
import { recolour } from '../image/recolour';
import type { LoadedModel } from '../models/loaded-model';
import type { GridLatents, Memory } from '../retrieval/memory';
import { cellsOf, type Arrangement, type Placed } from '../retrieval/references';
import { tensor, type Tensor } from '../tensor/tensor';
import { rememberedPieces } from './remembered';
import { requireSane } from './sentinel';

/** The visitor's picture, cut out where it is on a plain ground, and how much of each cell it covers. */
export interface OwnPicture {
  readonly pixels: Pixels;
  readonly coverage: Float32Array;
}

/**
 * The picture that the transformer starts from, [1, C, G, G]: ground, the visitor's cut-out, artwork. All is laid together in
 * pixels, where edges are edges, and encoded; in latents a cell at the rim holds the white that the artwork was encoded on.
 * What encoding takes from each artwork as it was is given back, so that the detour through pixels costs little.
 */
export async function composePicture(
  model: LoadedModel,
  memory: Memory,
  arrangement: Arrangement,
  own: OwnPicture | undefined,
): Promise<Tensor> {
  const { latent_channels: channels } = model.manifest.vae;
  const { placed, background } = arrangement;
  const white = whiteOf(memory);
  const side = Math.sqrt(white.length / channels);
  const dims = [1, channels, side, side];
  if (background === undefined && !own && isPlain(memory, placed, side)) {
    return tensor(layLatents(memory, placed, white, side), dims);
  }

  const ground = background === undefined ? undefined : await openGround(model, memory, background, dims);
  const pixels = ground ? { ...ground.pixels, data: ground.pixels.data.slice() } : whiteSheet(model, side);
  const lost = ground ? ground.lost.slice() : new Float32Array(white.length);
  const layer = clearSheet(pixels);
  if (own) {
    layOver(layer, own.pixels, 0, 0);
    lost.forEach((value, i) => (lost[i] = value * (1 - own.coverage[i % own.coverage.length]!)));
  }
  for (const place of placed) {
    const art = memory.artwork(place.artwork, place.grid);
    const piece = await cutPiece(model, memory, place, dims);
    const { downscale: cell } = model.manifest.vae;
    layOver(layer, piece.pixels, (place.at[0] - piece.left) * cell, (place.at[1] - piece.left) * cell);
    for (const { from, to } of cellsOf(art, place.at, side)) {
      const cover = art.coverage[from]!;
      for (let c = 0; c < channels; c++) {
        const was = lost[c * side * side + to]!;
        lost[c * side * side + to] = was + (piece.lost[c * place.grid * place.grid + from]! - was) * cover;
      }
    }
  }
  layOver(pixels, arrangement.isSticker ? outlined(layer, stickerBorder, [255, 255, 255]) : layer, 0, 0);
  const { data } = await encode(model, pixels);
  return tensor(
    data.map((value, i) => value + lost[i]!),
    dims,
  );
}

/** Pixels of white around a sticker, as in the training's pictures. */
const stickerBorder = 6;

/** On white, where no two artworks share a cell and none is recoloured, their latents together are the picture already. */
function isPlain(memory: Memory, placed: readonly Placed[], side: number): boolean {
  const cells = placed.flatMap(({ artwork, grid, at }) => cellsOf(memory.artwork(artwork, grid), at, side));
  return placed.every(({ rgb }) => !rgb) && new Set(cells.map(({ to }) => to)).size === cells.length;
}

function layLatents(memory: Memory, placed: readonly Placed[], white: Float32Array, side: number): Float32Array {
  const latents = Float32Array.from(white);
  for (const { artwork, grid, at } of placed) {
    const art = memory.artwork(artwork, grid);
    for (const { from, to } of cellsOf(art, at, side)) {
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
  /** What encoding takes from its latents, [C, grid, grid]. */
  readonly lost: Float32Array;
}

async function cutPiece(model: LoadedModel, memory: Memory, place: Placed, dims: readonly number[]): Promise<Piece> {
  const { artwork, grid, rgb } = place;
  return rememberedPieces(model, `${artwork} ${grid} ${rgb?.join(' ') ?? ''}`, async () => {
    const [, channels, , side] = dims as readonly [number, number, number, number];
    const art = memory.artwork(artwork, grid);
    const left = Math.floor((side - grid) / 2);
    const centred: Placed = { slot: 0, artwork, grid, at: [left, left] };
    const canvas = layLatents(memory, [centred], whiteOf(memory), side);
    const decoded = await decode(model, tensor(canvas, dims));
    const encoded = await encode(model, decoded);
    const places = cellsOf(art, centred.at, side);
    const lost = new Float32Array(channels * grid * grid);
    for (const { from, to } of places) {
      for (let c = 0; c < channels; c++) {
        lost[c * grid * grid + from] = canvas[c * side * side + to]! - encoded.data[c * side * side + to]!;
      }
    }
    const cut = cutArtwork(decoded, coverageOn(side, art, places));
    return { pixels: rgb ? recolour(cut, rgb) : cut, left, lost };
  });
}

function coverageOn(side: number, { coverage }: GridLatents, places: ReturnType<typeof cellsOf>): Float32Array {
  const covered = new Float32Array(side * side);
  for (const { from, to } of places) covered[to] = coverage[from]!;
  return covered;
}

interface Ground {
  readonly pixels: Pixels;
  readonly lost: Float32Array;
}

async function openGround(model: LoadedModel, memory: Memory, background: number, dims: readonly number[]) {
  return rememberedPieces(model, `ground ${background}`, async (): Promise<Ground> => {
    const latents = memory.background(background);
    const pixels = await decode(model, tensor(latents, dims));
    const encoded = await encode(model, pixels);
    return { pixels, lost: latents.map((value, i) => value - encoded.data[i]!) };
  });
}

const clearSheet = ({ width, height }: Pixels): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(4 * width * height),
});

function whiteSheet(model: LoadedModel, side: number): Pixels {
  const width = side * model.manifest.vae.downscale;
  return { width, height: width, data: new Uint8ClampedArray(4 * width * width).fill(255) };
}

function whiteOf(memory: Memory): Float32Array {
  return memory.background(memory.index.backgrounds.findIndex(({ id }) => id === 'white'));
}

async function decode(model: LoadedModel, latents: Tensor): Promise<Pixels> {
  const decoder = await model.open('vae_decoder');
  const results = await decoder.run({ latent_sample: latents });
  return tensorToPixels(requireSane('picture', Object.values(results)[0]!));
}

async function encode(model: LoadedModel, pixels: Pixels): Promise<Tensor> {
  const encoder = await model.open('vae_encoder');
  return requireSane('latents', Object.values(await encoder.run({ sample: pixelsToTensor(pixels) }))[0]!);
}
