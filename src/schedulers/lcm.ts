import { combine, type Tensor } from '../tensor/tensor';
import { distilledTimesteps } from './distilled-timesteps';
import { noiseSchedule } from './noise-schedule';
import { originalAndNoise, originalLimit, predictionOf } from './prediction';
import type { Scheduler } from './scheduler';
import { beginIndex, numberOf, stepCount, type SchedulerConfig, type SchedulerOptions } from './scheduler-config';
import { addNoiseAt } from './variance-preserving';

const sigmaData = 0.5;

/** Multistep consistency sampling (Luo et al. 2023): clean up, add noise of the next level, again. */
export function lcm(config: SchedulerConfig, options: SchedulerOptions): Scheduler {
  const { alphasCumprod, numTrainTimesteps } = noiseSchedule(config, {
    beta_start: 0.00085,
    beta_end: 0.012,
    beta_schedule: 'scaled_linear',
  });
  const originalSteps = options.originalInferenceSteps ?? numberOf(config, 'original_inference_steps', 50);
  const timesteps = distilledTimesteps(options, numTrainTimesteps, originalSteps);
  const prediction = predictionOf(config);
  const limit = originalLimit(config, false);
  const scaling = numberOf(config, 'timestep_scaling', 10);

  /** The consistency function, with the boundary condition f(x, 0) = x. */
  function denoise(output: Tensor, i: number, latents: Tensor): Tensor {
    const alpha = alphasCumprod[timesteps[i]!]!;
    const { original } = originalAndNoise(prediction, output, latents, Math.sqrt(alpha), Math.sqrt(1 - alpha));
    const scaled = timesteps[i]! * scaling;
    const skip = sigmaData ** 2 / (scaled ** 2 + sigmaData ** 2);
    const out = scaled / Math.sqrt(scaled ** 2 + sigmaData ** 2);
    return combine([out, limit(original)], [skip, latents]);
  }

  return {
    timesteps,
    initNoiseSigma: 1,
    begin: beginIndex(options, timesteps.length),
    scaleModelInput: (latents) => latents,
    step(output, i, latents, noise) {
      const denoised = denoise(output, i, latents);
      if (i === stepCount(options) - 1) return denoised;
      const alphaNext = alphasCumprod[timesteps[i + 1] ?? timesteps[i]!]!;
      return combine([Math.sqrt(alphaNext), denoised], [Math.sqrt(1 - alphaNext), noise()]);
    },
    predictOriginal: denoise,
    addNoise: addNoiseAt(timesteps, alphasCumprod),
  };
}
