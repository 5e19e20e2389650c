import { betaQuantile } from './beta-quantile';
import { logFloat32 } from './log-float32';
import { flagOf, type SchedulerConfig } from './scheduler-config';

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
function respace(spacing: SigmaSpacing, sigmaMin: number, sigmaMax: number, count: number): number[] {
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

/** `count` levels between the given limits, or else those of the levels before (largest first). */
export function respaceWithin(
  spacing: SigmaSpacing,
  levels: readonly number[],
  count: number,
  limits: { readonly min?: number; readonly max?: number } = {},
): number[] {
  return respace(spacing, limits.min ?? levels.at(-1)!, limits.max ?? levels[0]!, count);
}

/** The config's `sigma_min` and `sigma_max`, where it has them. */
export function spacingLimits(config: SchedulerConfig): { min?: number; max?: number } {
  return {
    ...(typeof config.sigma_min === 'number' && { min: config.sigma_min }),
    ...(typeof config.sigma_max === 'number' && { max: config.sigma_max }),
  };
}

/** numpy.interp over a table with one entry per training step: clamped at both ends. */
export function interpolateAt(table: Float32Array, at: number): number {
  if (at <= 0) return table[0]!;
  if (at >= table.length - 1) return table.at(-1)!;
  const low = Math.floor(at);
  return table[low]! + (table[low + 1]! - table[low]!) * (at - low);
}

/** The training steps, with fractions, whose noise levels are `levels`; `sigmas` ascend. Interpolates their logarithms. */
export function sigmasToTimesteps(levels: readonly number[], sigmas: Float32Array): number[] {
  const logs = sigmas.map(logFloat32);
  return levels.map((sigma) => {
    const wanted = Math.log(Math.max(sigma, 1e-10));
    const below = logs.findLastIndex((log) => log <= wanted);
    const low = Math.min(Math.max(below, 0), logs.length - 2);
    const share = (logs[low]! - wanted) / Math.fround(logs[low]! - logs[low + 1]!);
    const weight = Math.min(Math.max(share, 0), 1);
    return (1 - weight) * low + weight * (low + 1);
  });
}
