import { logFloat32 } from './log-float32';
import type { NoiseSchedule } from './noise-schedule';
import { choiceOf, flagOf, numberOf, stepCount, type SchedulerConfig, type SchedulerOptions } from './scheduler-config';
import {
  interpolateAt,
  linspace,
  respaceWithin,
  sigmaSpacingOf,
  sigmasToTimesteps,
  spacingLimits,
} from './spaced-sigmas';
import {
  leadingTimesteps,
  linspaceTimesteps,
  roundHalfEven,
  timestepSpacingOf,
  trailingTimesteps,
} from './timestep-spacing';

/** Whole timesteps, and one noise level more than those: the last is the one that the last step ends on. */
export interface MultistepSchedule {
  readonly timesteps: readonly number[];
  readonly sigmas: readonly number[];
  /** What a noise level does: noisy latents are `signal · clean + spread · noise`, lambda is log(signal / spread). */
  at(i: number): { readonly sigma: number; readonly signal: number; readonly spread: number; readonly lambda: number };
}

/** The two classes differ in small things, each kept. */
export type MultistepFamily = 'dpm-solver' | 'unipc';

/** @throws RangeError for options that exclude each other. */
export function multistepSchedule(
  family: MultistepFamily,
  config: SchedulerConfig,
  options: SchedulerOptions,
  schedule: NoiseSchedule,
): MultistepSchedule {
  const flow = flagOf(config, 'use_flow_sigmas', false);
  const spaced = respaced(family, config, options, schedule, flow);
  const last = lastSigma(family, config, schedule, spaced);
  const sigmas = [...spaced.sigmas, last].map(Math.fround);

  return {
    timesteps: spaced.timesteps.map(Math.trunc),
    sigmas,
    at(i) {
      const sigma = sigmas[i]!;
      const signal = flow ? 1 - sigma : 1 / Math.sqrt(sigma ** 2 + 1);
      const spread = flow ? sigma : sigma * signal;
      return { sigma, signal, spread, lambda: Math.log(signal) - Math.log(spread) };
    },
  };
}

interface Spaced {
  readonly timesteps: readonly number[];
  readonly sigmas: readonly number[];
  readonly fromTraining: boolean;
}

function respaced(
  family: MultistepFamily,
  config: SchedulerConfig,
  options: SchedulerOptions,
  schedule: NoiseSchedule,
  flow: boolean,
): Spaced {
  const { numTrainTimesteps: trainSteps, sigmas: training } = schedule;
  const count = stepCount(options);
  const spacing = sigmaSpacingOf(config);
  const descending = Array.from(training).reverse();
  if (options.timesteps && spacing) throw new RangeError(`own timesteps cannot be used with ${spacing} sigmas`);

  if (spacing === 'karras') {
    const sigmas = respaceWithin(spacing, descending, count, spacingLimits(config));
    if (flow && family === 'unipc') {
      const flowing = sigmas.map((sigma) => sigma / (sigma + 1));
      return { timesteps: flowing.map((sigma) => sigma * trainSteps), sigmas: flowing, fromTraining: false };
    }
    const round = family === 'unipc' || config.beta_schedule !== 'squaredcos_cap_v2';
    const timesteps = sigmasToTimesteps(sigmas, training).map((t) => (round ? roundHalfEven(t) : t));
    return { timesteps, sigmas, fromTraining: false };
  }
  if (family === 'dpm-solver' && flagOf(config, 'use_lu_lambdas', false)) {
    if (options.timesteps) throw new RangeError('own timesteps cannot be used with lu lambdas');
    const [min, max] = [logFloat32(training[0]!), logFloat32(training.at(-1)!)];
    const sigmas = linspace(0, 1, count).map((ramp) => Math.exp(max + ramp * (min - max)));
    const round = config.beta_schedule !== 'squaredcos_cap_v2';
    return {
      timesteps: sigmasToTimesteps(sigmas, training).map((t) => (round ? roundHalfEven(t) : t)),
      sigmas,
      fromTraining: false,
    };
  }
  if (spacing) {
    const sigmas = respaceWithin(spacing, descending, count, spacingLimits(config));
    return { timesteps: sigmasToTimesteps(sigmas, training), sigmas, fromTraining: false };
  }
  if (flow) return { ...flowSpaced(family, config, options, trainSteps, count), fromTraining: false };
  if (options.sigmas) throw new RangeError('own sigmas need use_flow_sigmas');

  const timesteps = options.timesteps ?? evenlySpaced(family, config, schedule, count);
  return { timesteps, sigmas: timesteps.map((t) => interpolateAt(training, t)), fromTraining: true };
}

function flowSpaced(
  family: MultistepFamily,
  config: SchedulerConfig,
  options: SchedulerOptions,
  trainSteps: number,
  count: number,
) {
  const shift =
    family === 'dpm-solver' && options.mu !== undefined ? Math.exp(options.mu) : numberOf(config, 'flow_shift', 1);
  const shifted = (sigma: number) => (shift * sigma) / (1 + (shift - 1) * sigma);
  if (family === 'dpm-solver') {
    const sigmas = linspace(1, 1 / trainSteps, count + 1).map((alpha) => shifted(1 - alpha));
    const kept = sigmas.reverse().slice(0, -1);
    return { timesteps: kept.map((sigma) => sigma * trainSteps), sigmas: kept };
  }
  let sigmas = [...(options.sigmas ?? linspace(1, 1 / trainSteps, count + 1).slice(0, -1))];
  if (flagOf(config, 'use_dynamic_shifting', false)) {
    if (options.mu === undefined) throw new RangeError('dynamic shifting needs mu');
    const factor = config.time_shift_type === 'linear' ? options.mu : Math.exp(options.mu);
    sigmas = sigmas.map((sigma) => factor / (factor + (1 / sigma - 1)));
  } else {
    sigmas = sigmas.map(shifted);
  }
  const terminal = numberOf(config, 'shift_terminal', 0);
  if (terminal !== 0) {
    const stretch = (1 - sigmas.at(-1)!) / (1 - terminal);
    sigmas = sigmas.map((sigma) => 1 - (1 - sigma) / stretch);
  }
  if (Math.abs(sigmas[0]! - 1) < 1e-6) sigmas[0]! -= 1e-6; // at exactly 1 there is no signal, and its logarithm is infinite
  return { timesteps: sigmas.map((sigma) => sigma * trainSteps), sigmas };
}

function evenlySpaced(
  family: MultistepFamily,
  config: SchedulerConfig,
  schedule: NoiseSchedule,
  count: number,
): number[] {
  const { numTrainTimesteps: trainSteps } = schedule;
  const last = family === 'dpm-solver' ? lastTimestep(config, schedule) : trainSteps;
  switch (timestepSpacingOf(config, 'linspace')) {
    case 'linspace':
      return linspaceTimesteps(last, count + 1)
        .map(roundHalfEven)
        .slice(0, -1);
    case 'leading':
      return leadingTimesteps(last, count + 1, numberOf(config, 'steps_offset', 0)).slice(0, -1);
    case 'trailing':
      return trailingTimesteps(trainSteps, count, last);
  }
}

/** `lambda_min_clipped` leaves out training steps with hardly any signal. */
function lastTimestep(config: SchedulerConfig, { alphasCumprod, numTrainTimesteps }: NoiseSchedule): number {
  const min = numberOf(config, 'lambda_min_clipped', -Infinity);
  const below = alphasCumprod.filter((alpha) => 0.5 * (Math.log(alpha) - Math.log(1 - alpha)) < min);
  return numTrainTimesteps - below.length;
}

function lastSigma(family: MultistepFamily, config: SchedulerConfig, schedule: NoiseSchedule, spaced: Spaced): number {
  if (choiceOf(config, 'final_sigmas_type', ['zero', 'sigma_min']) === 'zero') return 0;
  return family === 'unipc' && !spaced.fromTraining ? spaced.sigmas.at(-1)! : schedule.sigmas[0]!;
}
