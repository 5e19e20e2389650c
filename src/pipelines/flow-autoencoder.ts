import type { Pixels } from '../contract/pixels';
import { pixelsToTensor, tensorToPixels } from '../image/pixels-to-tensor';
import type { LoadedModel } from '../models/loaded-model';
import type { Tensor } from '../tensor/tensor';
import { requireSane } from './sentinel';

/** Clean latents [1, C, G, G] to a picture. Who needs the decoder no more says so: `model.done`. */
export async function runDecoder(model: LoadedModel, latents: Tensor, mayBeBlank = false): Promise<Pixels> {
  const decoder = await model.open('vae_decoder');
  const decoded = onlyOutput(await decoder.run({ latent_sample: latents }));
  return tensorToPixels(requireSane(mayBeBlank ? 'blank' : 'picture', decoded));
}

/** A picture of the model's size to clean latents [1, C, G, G]; `model.done` as above. */
export async function runEncoder(model: LoadedModel, pixels: Pixels): Promise<Tensor> {
  const encoder = await model.open('vae_encoder');
  return requireSane('latents', onlyOutput(await encoder.run({ sample: pixelsToTensor(pixels) })));
}

export function onlyOutput(results: Record<string, Tensor>): Tensor {
  return Object.values(results)[0]!;
}
