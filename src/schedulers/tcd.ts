import { combine } from '../tensor/tensor';
import { distilledTimesteps, pickTimesteps } from './distilled-timesteps';
import { noiseSchedule } from './noise-schedule';
import { originalAndNoise, predictionOf } from './prediction';
import type { Scheduler } from './scheduler';
import { beginIndex, numberOf, stepCount, type SchedulerConfig, type SchedulerOptions } from './scheduler-config';
import { addNoiseAt } from './variance-preserving';

/** Trajectory consistency sampling (Zheng et al. 2024); `eta` is the paper's γ: how far a step overshoots before noise is added. */
export function tcd(config: SchedulerConfig, options: SchedulerOptions): Scheduler {
  const { alphasCumprod, numTrainTimesteps } = noiseSchedule(config, {
    beta_start: 0.00085,
    beta_end: 0.012,
    beta_schedule: 'scaled_linear',
  });
  const timesteps = tcdTimesteps(config, options, numTrainTimesteps);
  const prediction = predictionOf(config);
  const eta = options.eta ?? 0.3;
  if (eta < 0 || eta > 1) throw new RangeError(`eta must be from 0 to 1, not ${eta}`);
  const predict = (output: Parameters<Scheduler['step']>[0], i: number, latents: Parameters<Scheduler['step']>[2]) => {
    const alpha = alphasCumprod[timesteps[i]!]!;
    return originalAndNoise(prediction, output, latents, Math.sqrt(alpha), Math.sqrt(1 - alpha));
  };

  return {
    timesteps,
    initNoiseSigma: 1,
    begin: beginIndex(options, timesteps.length),
    scaleModelInput: (latents) => latents,
    step(output, i, latents, noise) {
      const next = timesteps[i + 1] ?? 0;
      const target = Math.floor(Math.fround(Math.fround(1 - eta) * next)); // torch multiplies in float32
      const [alphaNext, alphaTarget] = [alphasCumprod[next]!, alphasCumprod[target]!];
      const predicted = predict(output, i, latents);
      const noised = combine(
        [Math.sqrt(alphaTarget), predicted.original],
        [Math.sqrt(1 - alphaTarget), predicted.noise],
      );
      if (eta === 0 || i === stepCount(options) - 1) return noised;
      const ratio = alphaNext / alphaTarget;
      return combine([Math.sqrt(ratio), noised], [Math.sqrt(1 - ratio), noise()]);
    },
    predictOriginal: (output, i, latents) => predict(output, i, latents).original,
    addNoise: addNoiseAt(timesteps, alphasCumprod),
  };
}

function tcdTimesteps(config: SchedulerConfig, options: SchedulerOptions, trainSteps: number): number[] {
  const { originalInferenceSteps: asked, scheduleStrength: strength = 1 } = options;
  if (asked === undefined)
    return distilledTimesteps(options, trainSteps, numberOf(config, 'original_inference_steps', 50));
  const all = Array.from({ length: Math.trunc(trainSteps * strength) }, (_, i) => i);
  return pickTimesteps(options, all, asked);
}
