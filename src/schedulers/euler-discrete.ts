import { combine, scale, type Tensor } from '../tensor/tensor';
import { finiteNoiseSchedule } from './noise-schedule';
import { originalAtSigma, predictionOf } from './prediction';
import type { Scheduler } from './scheduler';
import { beginIndex, choiceOf, type SchedulerConfig, type SchedulerOptions } from './scheduler-config';
import { initNoiseSigmaOf, sigmaTimesteps } from './sigma-timesteps';
import { sigmasToTimesteps } from './spaced-sigmas';

/** Euler's method on the probability-flow ODE (Karras et al. 2022, algorithm 2; its churn is off unless asked for). */
export function eulerDiscrete(config: SchedulerConfig, options: SchedulerOptions): Scheduler {
  const { timesteps, sigmas } = eulerSchedule(config, options);
  const prediction = predictionOf(config);
  const { churn } = options;

  function churned(latents: Tensor, sigma: number, noise: () => Tensor): readonly [Tensor, number] {
    if (!churn || sigma < (churn.min ?? 0) || sigma > (churn.max ?? Infinity)) return [latents, sigma];
    const gamma = Math.min(churn.amount / (sigmas.length - 1), Math.SQRT2 - 1);
    if (gamma <= 0) return [latents, sigma];
    const raised = sigma * (gamma + 1);
    return [combine([1, latents], [(churn.noise ?? 1) * Math.sqrt(raised ** 2 - sigma ** 2), noise()]), raised];
  }

  return {
    timesteps,
    sigmas,
    initNoiseSigma: initNoiseSigmaOf(config, sigmas),
    begin: beginIndex(options, timesteps.length),
    scaleModelInput: (latents, i) => scale(latents, 1 / Math.sqrt(sigmas[i]! ** 2 + 1)),
    step(output, i, latents, noise) {
      const [start, sigma] = churned(latents, sigmas[i]!, noise);
      const original = originalAtSigma(prediction, output, start, sigmas[i]!, sigma);
      const derivative = combine([1 / sigma, start], [-1 / sigma, original]);
      return combine([1, start], [sigmas[i + 1]! - sigma, derivative]);
    },
    // With churn the network saw other latents than these.
    ...(!churn && {
      predictOriginal: (output: Tensor, i: number, latents: Tensor) =>
        originalAtSigma(prediction, output, latents, sigmas[i]!),
    }),
    addNoise: (clean, noise, i) => combine([1, clean], [sigmas[i]!, noise]),
  };
}

function eulerSchedule(config: SchedulerConfig, options: SchedulerOptions) {
  const schedule = finiteNoiseSchedule(config);
  let timesteps: number[];
  let sigmas: number[];
  if (options.sigmas) {
    sigmas = options.sigmas.map(Math.fround); // with the final one, as diffusers takes them for this class
    timesteps = sigmasToTimesteps(sigmas.slice(0, -1), schedule.sigmas).map(Math.fround);
  } else {
    const spaced = sigmaTimesteps(config, options, schedule);
    const last = choiceOf(config, 'final_sigmas_type', ['zero', 'sigma_min']) === 'zero' ? 0 : schedule.sigmas[0]!;
    timesteps = spaced.timesteps;
    sigmas = [...spaced.sigmas, last].map(Math.fround);
  }
  // Networks trained on continuous noise levels are told a quarter of the level's logarithm.
  if (config.timestep_type === 'continuous' && config.prediction_type === 'v_prediction') {
    timesteps = sigmas.slice(0, -1).map((sigma) => Math.fround(0.25 * Math.log(sigma)));
  }
  return { timesteps, sigmas };
}
