import { combine, scale } from '../tensor/tensor';
import { finiteNoiseSchedule } from './noise-schedule';
import { originalAtSigma, predictionOf } from './prediction';
import type { Scheduler } from './scheduler';
import { beginIndex, type SchedulerConfig, type SchedulerOptions } from './scheduler-config';
import { initNoiseSigmaOf, sigmaTimesteps } from './sigma-timesteps';

/** Euler steps that go lower than asked and add fresh noise back up (k-diffusion's `sample_euler_ancestral`, eta 1). */
export function eulerAncestral(config: SchedulerConfig, options: SchedulerOptions): Scheduler {
  const spaced = sigmaTimesteps(config, options, finiteNoiseSchedule(config));
  const { timesteps } = spaced;
  const sigmas = [...spaced.sigmas, 0].map(Math.fround);
  const prediction = predictionOf(config, []);

  return {
    timesteps,
    sigmas,
    initNoiseSigma: initNoiseSigmaOf(config, sigmas),
    begin: beginIndex(options, timesteps.length),
    scaleModelInput: (latents, i) => scale(latents, 1 / Math.sqrt(sigmas[i]! ** 2 + 1)),
    step(output, i, latents, noise) {
      const from = sigmas[i]!;
      const to = sigmas[i + 1]!;
      const up = Math.sqrt((to ** 2 * (from ** 2 - to ** 2)) / from ** 2);
      const down = Math.sqrt(to ** 2 - up ** 2);
      const original = originalAtSigma(prediction, output, latents, from);
      const derivative = combine([1 / from, latents], [-1 / from, original]);
      // The last step draws too, and adds none of it: a seed's noise must not shift.
      return combine([1, latents], [down - from, derivative], [up, noise()]);
    },
    predictOriginal: (output, i, latents) => originalAtSigma(prediction, output, latents, sigmas[i]!),
    addNoise: (clean, noise, i) => combine([1, clean], [sigmas[i]!, noise]),
  };
}
