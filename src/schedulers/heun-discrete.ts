import { combine, scale, type Tensor } from '../tensor/tensor';
import { noiseSchedule } from './noise-schedule';
import { originalAtSigma, originalLimit, predictionOf } from './prediction';
import type { Scheduler } from './scheduler';
import { beginIndex, type SchedulerConfig, type SchedulerOptions } from './scheduler-config';
import { initNoiseSigmaOf, sigmaTimesteps } from './sigma-timesteps';

const twice = (values: readonly number[]) => values.flatMap((value) => [value, value]);

/** Heun's method: an Euler step, then the same step again with the mean of both ends' slopes. Two network calls a step. */
export function heunDiscrete(config: SchedulerConfig, options: SchedulerOptions): Scheduler {
  const schedule = noiseSchedule(config, { beta_start: 0.00085, beta_end: 0.012 });
  const spaced = sigmaTimesteps(config, options, schedule);
  const levels = spaced.sigmas.map(Math.fround);
  const sigmas = [levels[0]!, ...twice(levels.slice(1)), 0];
  const timesteps = [spaced.timesteps[0]!, ...twice(spaced.timesteps.slice(1))];
  const prediction = predictionOf(config);
  const limit = originalLimit({ ...config, thresholding: false }, false);
  const originalAt = (output: Tensor, i: number, latents: Tensor) =>
    limit(originalAtSigma(prediction, output, latents, sigmas[i]!));
  let first: { readonly derivative: Tensor; readonly distance: number; readonly latents: Tensor } | undefined;

  return {
    timesteps,
    sigmas,
    initNoiseSigma: initNoiseSigmaOf(config, sigmas),
    begin: beginIndex(options, levels.length, 2),
    scaleModelInput: (latents, i) => scale(latents, 1 / Math.sqrt(sigmas[i]! ** 2 + 1)),
    step(output, i, latents) {
      const sigma = sigmas[i]!;
      const derivative = combine([1 / sigma, latents], [-1 / sigma, originalAt(output, i, latents)]);
      if (!first) {
        first = { derivative, distance: sigmas[i + 1]! - sigma, latents };
        return combine([1, latents], [first.distance, derivative]);
      }
      const { latents: start, distance, derivative: earlier } = first;
      first = undefined;
      return combine([1, start], [distance / 2, earlier], [distance / 2, derivative]);
    },
    predictOriginal: originalAt,
    addNoise: (clean, noise, i) => combine([1, clean], [sigmas[i]!, noise]),
  };
}
