import { betaQuantile } from './beta-quantile';
import { choiceOf, flagOf, type SchedulerConfig } from './scheduler-config';

/** `count` numbers from `start` to `end`, both included; one number is `start`. */
export function linspace(start: number, end: number, count: number): number[] {
  const step = count > 1 ? (end - start) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => (i === count - 1 && count > 1 ? end : start + step * i));
}

export type SigmaSpacing = 'karras' | 'exponential' | 'beta';

/** Which respacing the config asks for. @throws RangeError when it asks for more than one. */
export function sigmaSpacingOf(config: SchedulerConfig): SigmaSpacing | undefined {
  const asked = (['karras', 'exponential', 'beta'] as const).filter((name) =>
    flagOf(config, `use_${name}_sigmas`, false),
  );
  if (asked.length > 1)
    throw new RangeError(`${config._class_name}: only one of ${asked.join(', ')} sigmas can be used`);
  return asked[0];
}

/** `count` noise levels from `sigmaMax` down to `sigmaMin`. */
export function respace(spacing: SigmaSpacing, sigmaMin: number, sigmaMax: number, count: number): number[] {
  switch (spacing) {
    case 'karras': {
      // Karras et al. 2022, equation 5.
      const rho = 7;
      const min = sigmaMin ** (1 / rho);
      const max = sigmaMax ** (1 / rho);
      return linspace(0, 1, count).map((ramp) => (max + ramp * (min - max)) ** rho);
    }
    case 'exponential':
      return linspace(Math.log(sigmaMax), Math.log(sigmaMin), count).map(Math.exp);
    case 'beta':
      // Lee et al. 2024, "Beta Sampling is All You Need", with alpha = beta = 0.6.
      return linspace(0, 1, count).map((ramp) => sigmaMin + betaQuantile(1 - ramp, 0.6, 0.6) * (sigmaMax - sigmaMin));
  }
}

/** The config's own limits where the class has them, else those of the unrespaced levels. */
export function respaceWithin(
  spacing: SigmaSpacing,
  levels: readonly number[],
  count: number,
  limits: { readonly min?: number; readonly max?: number } = {},
): number[] {
  return respace(spacing, limits.min ?? levels.at(-1)!, limits.max ?? levels[0]!, count);
}

export type TimestepSpacing = 'linspace' | 'leading' | 'trailing';

export function timestepSpacingOf(config: SchedulerConfig, fallback: TimestepSpacing): TimestepSpacing {
  return choiceOf({ ...config, timestep_spacing: config.timestep_spacing ?? fallback }, 'timestep_spacing', [
    'linspace',
    'leading',
    'trailing',
  ]);
}
