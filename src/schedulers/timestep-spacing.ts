import { linspace } from './spaced-sigmas';
import { choiceOf, numberOf, type SchedulerConfig } from './scheduler-config';

export type TimestepSpacing = 'linspace' | 'leading' | 'trailing';

export function timestepSpacingOf(config: SchedulerConfig, fallback: TimestepSpacing): TimestepSpacing {
  const spacing = config.timestep_spacing ?? fallback;
  return choiceOf({ ...config, timestep_spacing: spacing }, 'timestep_spacing', ['linspace', 'leading', 'trailing']);
}

/** numpy's rounding: halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `count` timesteps at even distances, largest first, the last of them 0 (Lin et al. 2023, table 2). Not rounded. */
export function linspaceTimesteps(trainSteps: number, count: number): number[] {
  return linspace(0, trainSteps - 1, count).reverse();
}

/** `count` timesteps, each at the start of its stretch of training steps, moved by `offset`. */
export function leadingTimesteps(trainSteps: number, count: number, offset: number): number[] {
  const ratio = Math.floor(trainSteps / count);
  return Array.from({ length: count }, (_, i) => (count - 1 - i) * ratio + offset);
}

/**
 * Timesteps at the end of their stretches, from `last − 1`. Now and then one more than `count`: numpy's arange, from which
 * diffusers makes them, counts with a rounded step.
 */
export function trailingTimesteps(trainSteps: number, count: number, last = trainSteps): number[] {
  const ratio = trainSteps / count;
  const delta = last - ratio - last;
  return Array.from({ length: Math.ceil(last / ratio) }, (_, i) => roundHalfEven(last + i * delta) - 1);
}

/** `count` timesteps, largest first, as the config's `timestep_spacing` has them. Only linspace's are not whole. */
export function spacedTimesteps(
  config: SchedulerConfig,
  trainSteps: number,
  count: number,
  fallback: TimestepSpacing,
): number[] {
  switch (timestepSpacingOf(config, fallback)) {
    case 'linspace':
      return linspaceTimesteps(trainSteps, count);
    case 'leading':
      return leadingTimesteps(trainSteps, count, numberOf(config, 'steps_offset', 0));
    case 'trailing':
      return trailingTimesteps(trainSteps, count);
  }
}
