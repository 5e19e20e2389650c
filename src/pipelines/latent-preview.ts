import type { VaeNumbers } from '../contract/manifest';
import type { Pixels } from '../contract/pixels';
import type { Tensor } from '../tensor/tensor';

/**
 * A small picture of latents [1, C, h, w], one pixel a cell, by the manifest's latent-to-RGB matrix: a real preview for a
 * thousandth of a decode. Undefined for a model without such a matrix.
 */
export function latentPreview(latents: Tensor, vae: VaeNumbers): Pixels | undefined {
  const factors = vae.latent_rgb_factors;
  if (!factors) return undefined;
  const [, channels, height, width] = latents.dims as [number, number, number, number]; // latents are always 4-D
  const cells = height * width;
  const data = new Uint8ClampedArray(4 * cells).fill(255);
  for (let rgb = 0; rgb < 3; rgb++) {
    const weights = factors.map((factor) => factor[rgb]!);
    const bias = vae.latent_rgb_bias?.[rgb] ?? 0;
    for (let cell = 0; cell < cells; cell++) {
      let value = bias;
      for (let c = 0; c < channels; c++) value += latents.data[c * cells + cell]! * weights[c]!;
      data[4 * cell + rgb] = (value + 1) * 127.5;
    }
  }
  return { width, height, data };
}
