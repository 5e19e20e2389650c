import type { Pixels } from '../src/contract/pixels.ts';
import type { LoadedModel } from '../src/models/loaded-model.ts';
import { createPipeline } from '../src/pipelines/create.ts';
import { toRequest } from '../src/session/request.ts';
import { initialSettings, settingsFor } from '../src/session/settings.ts';
import { fitPixels } from './png.ts';

/** Pixels across each picture of a sheet: sharp at the size the first screen shows it. */
export const exampleSide = 192;
const seed = 7;

/** One example at the model's own settings, as small as the sheet has it. */
export async function drawExample(model: LoadedModel, prompt: string): Promise<Pixels> {
  const { manifest } = model;
  const settings = { ...settingsFor(manifest, initialSettings()), seed };
  const request = toRequest({ prompt, negativePrompt: '', reference: undefined, settings }, manifest, 0);
  const draw = createPipeline(manifest.family);
  const { pixels } = await draw(model, request, () => undefined, new AbortController().signal);
  return fitPixels(pixels, exampleSide, exampleSide);
}

/** The pictures side by side. */
export function examplesSheet(pictures: readonly Pixels[]): Pixels {
  const width = pictures.length * exampleSide;
  const data = new Uint8ClampedArray(4 * width * exampleSide);
  pictures.forEach((picture, i) => {
    for (let y = 0; y < exampleSide; y++) {
      const row = picture.data.subarray(4 * y * exampleSide, 4 * (y + 1) * exampleSide);
      data.set(row, 4 * (y * width + i * exampleSide));
    }
  });
  return { width, height: exampleSide, data };
}
