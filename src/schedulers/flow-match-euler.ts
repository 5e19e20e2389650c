import { combine } from '../tensor/tensor';
import type { Scheduler } from './scheduler';
import { choiceOf, flagOf, numberOf, stepCount, type SchedulerConfig, type SchedulerOptions } from './scheduler-config';
import { linspace, respaceWithin, sigmaSpacingOf, spacingLimits } from './spaced-sigmas';

/**
 * Euler's method on a rectified flow: the network predicts the velocity `noise − clean`, and sigma goes from 1 to 0
 * (Lipman et al. 2023; diffusers' FlowMatchEulerDiscreteScheduler). `timestep = sigma · num_train_timesteps`.
 */
export function flowMatchEuler(config: SchedulerConfig, options: SchedulerOptions): Scheduler {
  const trainSteps = numberOf(config, 'num_train_timesteps', 1000);
  const spaced = flowSigmas(config, options, trainSteps).map(Math.fround);
  const inverted = flagOf(config, 'invert_sigmas', false);
  const levels = inverted ? spaced.map((sigma) => Math.fround(1 - sigma)) : spaced;
  const sigmas = [...levels, inverted ? 1 : 0];
  const timesteps =
    options.timesteps && !inverted
      ? options.timesteps.map(Math.fround)
      : levels.map((sigma) => Math.fround(sigma * trainSteps));
  const stochastic = flagOf(config, 'stochastic_sampling', false);

  return {
    timesteps,
    sigmas,
    initNoiseSigma: 1,
    begin: options.begin ?? beginOf(timesteps.length, options.strength ?? 1),
    scaleModelInput: (latents) => latents,
    step(velocity, i, latents, noise) {
      const sigma = sigmas[i]!;
      const next = sigmas[i + 1]!;
      if (!stochastic) return combine([1, latents], [next - sigma, velocity]);
      const clean = combine([1, latents], [-sigma, velocity]);
      return combine([1 - next, clean], [next, noise()]);
    },
    predictOriginal: (velocity, i, latents) => combine([1, latents], [-sigmas[i]!, velocity]),
    addNoise: (clean, noise, i) => combine([sigmas[i]!, noise], [1 - sigmas[i]!, clean]),
  };
}

/** diffusers' flow pipelines truncate the first step's index, where Stable Diffusion's truncate the number of steps. */
function beginOf(steps: number, strength: number): number {
  return Math.trunc(Math.max(steps - Math.min(steps * strength, steps), 0));
}

function flowSigmas(config: SchedulerConfig, options: SchedulerOptions, trainSteps: number): number[] {
  const dynamic = flagOf(config, 'use_dynamic_shifting', false);
  const shift = numberOf(config, 'shift', 1);
  const shifted = (sigma: number) => (shift * sigma) / (1 + (shift - 1) * sigma);
  if (dynamic && options.mu === undefined) throw new RangeError('dynamic shifting needs mu');
  if (options.sigmas && options.timesteps && options.sigmas.length !== options.timesteps.length) {
    throw new RangeError('sigmas and timesteps should have the same length');
  }

  // The training range is shifted once when the scheduler is made, and the spaced levels again: so does diffusers.
  const limit = (sigma: number) => Math.fround(dynamic ? sigma : shifted(sigma)) * trainSteps;
  const plain =
    options.sigmas ??
    (options.timesteps ?? linspace(limit(1), limit(1 / trainSteps), stepCount(options))).map((t) => t / trainSteps);
  const kind = choiceOf(config, 'time_shift_type', ['exponential', 'linear']);
  const byMu = (sigma: number) => timeShift(kind === 'exponential' ? Math.exp(options.mu!) : options.mu!, sigma);
  let sigmas = plain.map(dynamic ? byMu : shifted);

  const terminal = numberOf(config, 'shift_terminal', 0);
  if (terminal !== 0) {
    const stretch = (1 - sigmas.at(-1)!) / (1 - terminal);
    sigmas = sigmas.map((sigma) => 1 - (1 - sigma) / stretch);
  }
  const spacing = sigmaSpacingOf(config);
  return spacing ? respaceWithin(spacing, sigmas, sigmas.length, spacingLimits(config)) : sigmas;
}

function timeShift(factor: number, sigma: number): number {
  return factor / (factor + (1 / sigma - 1));
}
