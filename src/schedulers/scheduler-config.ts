/** diffusers' scheduler_config.json: read through these functions, which apply the class's own defaults. */
export type SchedulerConfig = { readonly _class_name: string } & Readonly<Record<string, unknown>>;

/** How many steps, and from where. Names follow diffusers' `set_timesteps`. */
export interface SchedulerOptions {
  readonly numInferenceSteps?: number;
  /** Image-to-image, 0…1: how much of the schedule is run. Sets `begin` as diffusers' pipelines do. */
  readonly strength?: number;
  /** First index into `timesteps`; overrides `strength`. */
  readonly begin?: number;
  /** Own noise levels in place of the spaced ones, largest first, without the final one. */
  readonly sigmas?: readonly number[];
  /** Own timesteps in place of the spaced ones, largest first. */
  readonly timesteps?: readonly number[];
  /** Flow matching with dynamic shifting: the shift of this picture's size. */
  readonly mu?: number;
  /** DDIM: share of ancestral noise, 0…1. TCD: the paper's γ. */
  readonly eta?: number;
  /** LCM and TCD: steps of the teacher's schedule. */
  readonly originalInferenceSteps?: number;
  /** LCM and TCD: cuts the teacher's schedule to this share, in place of a late start. */
  readonly scheduleStrength?: number;
  /** DDIM: derive the noise anew from the clipped picture. */
  readonly useClippedModelOutput?: boolean;
  /** Euler: Karras et al. 2022, algorithm 2. */
  readonly churn?: { readonly amount: number; readonly min?: number; readonly max?: number; readonly noise?: number };
}

export function numberOf(config: SchedulerConfig, key: string, fallback: number): number {
  const value = config[key];
  if (value === 'Infinity' || value === '-Infinity') return Number(value); // how strict JSON writes them
  return typeof value === 'number' ? value : fallback;
}

export function flagOf(config: SchedulerConfig, key: string, fallback: boolean): boolean {
  const value = config[key];
  return typeof value === 'boolean' ? value : fallback;
}

/** @throws RangeError for a value that is not one of `allowed`; the first of them is the default. */
export function choiceOf<T extends string>(config: SchedulerConfig, key: string, allowed: readonly [T, ...T[]]): T {
  const value = config[key] ?? allowed[0];
  const choice = allowed.find((candidate) => candidate === value);
  if (choice === undefined) throw new RangeError(`${config._class_name}: ${key} "${String(value)}" is not known`);
  return choice;
}

/** @throws RangeError when `numInferenceSteps` is needed and missing or not a positive whole number. */
export function stepCount(options: SchedulerOptions): number {
  const count = options.numInferenceSteps ?? options.sigmas?.length ?? options.timesteps?.length;
  if (count === undefined || !Number.isInteger(count) || count < 1) {
    throw new RangeError(`numInferenceSteps must be a positive whole number, not ${String(count)}`);
  }
  return count;
}

/**
 * Where image-to-image starts: an index into the timesteps of a scheduler that calls the network `order` times a step.
 * @throws RangeError when `strength` leaves no step to run.
 */
export function beginIndex(options: SchedulerOptions, steps: number, order = 1): number {
  if (options.begin !== undefined) return options.begin;
  const { strength = 1 } = options;
  const run = Math.min(Math.trunc(steps * strength), steps);
  if (run < 1) throw new RangeError(`strength ${strength} of ${steps} steps leaves none to run`);
  return (steps - run) * order;
}
