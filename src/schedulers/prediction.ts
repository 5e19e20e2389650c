import { combine, scale, type Tensor } from '../tensor/tensor';
import { choiceOf, flagOf, numberOf, type SchedulerConfig } from './scheduler-config';

/** What the network's output stands for. */
export type Prediction = 'epsilon' | 'v_prediction' | 'sample' | 'flow_prediction';

/** @throws RangeError for a prediction type that the class does not take. */
export function predictionOf(config: SchedulerConfig, others: readonly Prediction[] = ['sample']): Prediction {
  return choiceOf<Prediction>(config, 'prediction_type', ['epsilon', 'v_prediction', ...others]);
}

/**
 * The clean latents, where noisy latents are `clean + sigma · noise`. `noisier`: the level they were raised to after the
 * network's own, which the reference heeds for predicted noise only.
 */
export function originalAtSigma(
  prediction: Prediction,
  output: Tensor,
  latents: Tensor,
  sigma: number,
  noisier = sigma,
): Tensor {
  switch (prediction) {
    case 'epsilon':
      return combine([1, latents], [-noisier, output]);
    case 'v_prediction':
      return combine([-sigma / Math.sqrt(sigma ** 2 + 1), output], [1 / (sigma ** 2 + 1), latents]);
    case 'sample':
      return output;
    case 'flow_prediction':
      throw new RangeError('this scheduler has no flow prediction');
  }
}

/**
 * Clean latents and noise, where noisy latents are `signal · clean + spread · noise`. A flow is followed by its noise level, `sigma`:
 * the spread, unless its schedule is not a flow's.
 */
export function originalAndNoise(
  prediction: Prediction,
  output: Tensor,
  latents: Tensor,
  signal: number,
  spread: number,
  sigma = spread,
) {
  switch (prediction) {
    case 'epsilon':
      // Divided last: at no signal at all the result is infinite, which a limit can still clip, and never infinity less infinity.
      return { original: scale(combine([1, latents], [-spread, output]), 1 / signal), noise: output };
    case 'v_prediction':
      return {
        original: combine([signal, latents], [-spread, output]),
        noise: combine([signal, output], [spread, latents]),
      };
    case 'sample':
      return { original: output, noise: combine([1 / spread, latents], [-signal / spread, output]) };
    case 'flow_prediction':
      return originalAndNoise('sample', combine([1, latents], [-sigma, output]), latents, signal, spread);
  }
}

/** What the config does to clean latents before they are used: dynamic thresholding, clipping, or nothing. */
export function originalLimit(config: SchedulerConfig, clipByDefault: boolean): (original: Tensor) => Tensor {
  if (flagOf(config, 'thresholding', false)) {
    const ratio = numberOf(config, 'dynamic_thresholding_ratio', 0.995);
    const max = numberOf(config, 'sample_max_value', 1);
    return (original) => dynamicThreshold(original, ratio, max);
  }
  if (flagOf(config, 'clip_sample', clipByDefault)) {
    const range = numberOf(config, 'clip_sample_range', 1);
    return ({ data, dims }) => ({ data: data.map((value) => Math.min(Math.max(value, -range), range)), dims });
  }
  return (original) => original;
}

/** Saharia et al. 2022: each picture of the batch is clipped at a quantile of its magnitudes and scaled by it. */
function dynamicThreshold({ data, dims }: Tensor, ratio: number, max: number): Tensor {
  const result = new Float32Array(data.length);
  const size = data.length / dims[0]!;
  for (let start = 0; start < data.length; start += size) {
    const sorted = data
      .slice(start, start + size)
      .map(Math.abs)
      .sort();
    const rank = ratio * (size - 1);
    const below = sorted[Math.floor(rank)]!;
    const quantile = below + (sorted[Math.ceil(rank)]! - below) * (rank - Math.floor(rank));
    const limit = Math.min(Math.max(quantile, 1), max);
    for (let i = start; i < start + size; i++) result[i] = Math.min(Math.max(data[i]!, -limit), limit) / limit;
  }
  return { data: result, dims };
}
