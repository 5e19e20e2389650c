import type { Tensor } from '../tensor/tensor';

/**
 * Multiplies each token's embedding by its weight. `embeds` is [1, tokens, width]. With `restoreMean` the whole tensor is
 * then scaled to the mean it had, which is AUTOMATIC1111's "Original" emphasis.
 */
export function weightEmbeds({ data, dims }: Tensor, weights: readonly number[], restoreMean = true): Tensor {
  if (weights.every((weight) => weight === 1)) return { data, dims };
  const width = dims.at(-1)!;
  const weighted = data.map((value, i) => value * weights[Math.floor(i / width)]!);
  if (!restoreMean) return { data: weighted, dims };
  const mean = meanOf(weighted);
  const factor = mean === 0 ? 1 : meanOf(data) / mean; // all weights 0: nothing to restore
  return { data: weighted.map((value) => value * factor), dims };
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
