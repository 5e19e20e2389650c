import type { NoiseSchedule } from './noise-schedule';
import { stepCount, type SchedulerConfig, type SchedulerOptions } from './scheduler-config';
import {
  interpolateAt,
  linspace,
  respaceWithin,
  sigmaSpacingOf,
  sigmasToTimesteps,
  spacingLimits,
} from './spaced-sigmas';
import { spacedTimesteps, timestepSpacingOf } from './timestep-spacing';

/** Timesteps and, one a timestep, noise levels: what the Euler and Heun schedulers share. Both largest first. */
export interface SigmaTimesteps {
  readonly timesteps: number[];
  readonly sigmas: number[];
}

/** @throws RangeError when options exclude each other. */
export function sigmaTimesteps(
  config: SchedulerConfig,
  options: SchedulerOptions,
  schedule: NoiseSchedule,
): SigmaTimesteps {
  const respacing = sigmaSpacingOf(config);
  if (respacing && options.timesteps) throw new RangeError(`own timesteps cannot be used with ${respacing} sigmas`);
  const count = stepCount(options);
  const timesteps = options.timesteps ?? spacedTimesteps(config, schedule.numTrainTimesteps, count, 'linspace');
  let sigmas = timesteps.map((t) => interpolateAt(schedule.sigmas, Math.fround(t)));
  if (config.interpolation_type === 'log_linear') {
    const [min, max] = [Math.log(schedule.sigmas[0]!), Math.log(schedule.sigmas.at(-1)!)];
    sigmas = linspace(max, min, count + 1).map(Math.exp);
  }
  if (!respacing) return { timesteps: timesteps.map(Math.fround), sigmas };

  const respaced = respaceWithin(respacing, sigmas, count, spacingLimits(config));
  return { timesteps: sigmasToTimesteps(respaced, schedule.sigmas).map(Math.fround), sigmas: respaced };
}

/** The spread of the first latents: with leading timesteps they hold a little of the picture's own variance. */
export function initNoiseSigmaOf(config: SchedulerConfig, sigmas: readonly number[]): number {
  const max = Math.max(...sigmas);
  return timestepSpacingOf(config, 'linspace') === 'leading' ? Math.sqrt(max ** 2 + 1) : max;
}
