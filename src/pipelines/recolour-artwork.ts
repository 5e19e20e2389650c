import type { Pixels } from '../contract/pixels';
import { pixelsToTensor, tensorToPixels } from '../image/pixels-to-tensor';
import { recolour, type Rgb } from '../image/recolour';
import type { LoadedModel } from '../models/loaded-model';
import type { GridLatents } from '../retrieval/memory';
import { tensor } from '../tensor/tensor';
import { requireSane } from './sentinel';

/**
 * An artwork of the memory in another colour: decoded, recoloured by arithmetic, encoded again. What encoding does to the
 * artwork as it was is taken off, so that the detour through pixels costs it nothing but its colour.
 * `white` are the latents of an empty canvas.
 */
export async function recolourArtwork(
  model: LoadedModel,
  art: GridLatents,
  rgb: Rgb,
  white: Float32Array,
): Promise<GridLatents> {
  const { latent_channels: channels, downscale: cell } = model.manifest.vae;
  const side = Math.sqrt(white.length / channels);
  const canvas = Float32Array.from(white);
  const places = cellsOf(art, side);
  for (const { from, to } of places) {
    for (let c = 0; c < channels; c++) canvas[c * side * side + to] = art.latents[c * art.grid * art.grid + from]!;
  }

  const decoder = await model.open('vae_decoder');
  const decoded = await decoder.run({ latent_sample: tensor(canvas, [1, channels, side, side]) });
  const before = withOpacity(tensorToPixels(requireSane('picture', Object.values(decoded)[0]!)), art, cell);

  const encoder = await model.open('vae_encoder');
  const encode = async (pixels: Pixels) =>
    requireSane('latents', Object.values(await encoder.run({ sample: pixelsToTensor(pixels) }))[0]!).data;
  const [was, is] = [await encode(before), await encode(recolour(before, rgb))];
  const latents = Float32Array.from(art.latents);
  for (const { from, to } of places) {
    for (let c = 0; c < channels; c++) {
      const at = c * side * side + to;
      latents[c * art.grid * art.grid + from]! += is[at]! - was[at]!;
    }
  }
  return { ...art, latents };
}

/** The covered cells of an artwork, and where they are on a canvas in whose middle it lies. */
function cellsOf({ grid, coverage }: GridLatents, side: number): { from: number; to: number }[] {
  const margin = Math.floor((side - grid) / 2);
  return [...coverage.keys()]
    .filter((from) => coverage[from]! > 0)
    .map((from) => ({ from, to: (Math.floor(from / grid) + margin) * side + (from % grid) + margin }));
}

/** Cells that the artwork fills are all its own; in those on its rim, what is white is ground. */
function withOpacity({ width, height, data }: Pixels, { grid, coverage }: GridLatents, cell: number): Pixels {
  const margin = Math.floor((width / cell - grid) / 2);
  const made = new Uint8ClampedArray(data);
  for (let p = 0; p < width * height; p++) {
    const column = Math.floor((p % width) / cell) - margin;
    const row = Math.floor(p / width / cell) - margin;
    const isInside = column >= 0 && row >= 0 && column < grid && row < grid;
    const covered = isInside ? coverage[row * grid + column]! : 0;
    const darkest = Math.min(data[4 * p]!, data[4 * p + 1]!, data[4 * p + 2]!);
    const isRim = covered > 0 && covered <= 0.99;
    made[4 * p + 3] = 255 * (isRim ? (255 - darkest) / 32 : covered);
  }
  return { width, height, data: made };
}
