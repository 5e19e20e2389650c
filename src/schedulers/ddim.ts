import { combine, type Tensor } from '../tensor/tensor';
import { noiseSchedule } from './noise-schedule';
import { originalAndNoise, originalLimit, predictionOf } from './prediction';
import type { Scheduler } from './scheduler';
import { beginIndex, stepCount, type SchedulerConfig, type SchedulerOptions } from './scheduler-config';
import { roundHalfEven, spacedTimesteps } from './timestep-spacing';
import { addNoiseAt, finalAlpha } from './variance-preserving';

/** Song et al. 2021, equation 12; `eta` mixes in ancestral noise. */
export function ddim(config: SchedulerConfig, options: SchedulerOptions): Scheduler {
  const { alphasCumprod, numTrainTimesteps } = noiseSchedule(config);
  const steps = stepCount(options);
  const timesteps = spacedTimesteps(config, numTrainTimesteps, steps, 'leading').map(roundHalfEven);
  const stride = Math.floor(numTrainTimesteps / steps);
  const final = finalAlpha(config, alphasCumprod, true);
  const prediction = predictionOf(config);
  const limit = originalLimit(config, true);
  const eta = options.eta ?? 0;

  function predict(output: Tensor, i: number, latents: Tensor) {
    const alpha = alphasCumprod[timesteps[i]!]!;
    const [signal, spread] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)];
    const { original, noise } = originalAndNoise(prediction, output, latents, signal, spread);
    const limited = limit(original);
    if (!options.useClippedModelOutput) return { alpha, original: limited, noise };
    return { alpha, original: limited, noise: combine([1 / spread, latents], [-signal / spread, limited]) };
  }

  return {
    timesteps,
    initNoiseSigma: 1,
    begin: beginIndex(options, steps),
    scaleModelInput: (latents) => latents,
    step(output, i, latents, noise) {
      const previous = timesteps[i]! - stride;
      const alphaNext = previous >= 0 ? alphasCumprod[previous]! : final;
      const predicted = predict(output, i, latents);
      const variance = ((1 - alphaNext) / (1 - predicted.alpha)) * (1 - predicted.alpha / alphaNext);
      const deviation = eta * Math.sqrt(variance);
      const next = combine(
        [Math.sqrt(alphaNext), predicted.original],
        [Math.sqrt(1 - alphaNext - deviation ** 2), predicted.noise],
      );
      return eta > 0 ? combine([1, next], [deviation, noise()]) : next;
    },
    predictOriginal: (output, i, latents) => predict(output, i, latents).original,
    addNoise: addNoiseAt(timesteps, alphasCumprod),
  };
}
