import { choiceOf, flagOf, numberOf, type SchedulerConfig } from './scheduler-config';

/**
 * How much of a picture is left at each training step. Rounded to float32 after every operation, as torch does it: at zero
 * terminal SNR the last sigma is 4096 and depends on those roundings.
 */
export interface NoiseSchedule {
  readonly numTrainTimesteps: number;
  readonly betas: Float32Array;
  readonly alphasCumprod: Float32Array;
  /** sqrt((1 − ᾱ) / ᾱ), ascending. */
  readonly sigmas: Float32Array;
}

/** What a class assumes where its config is silent, if not 0.0001 to 0.02, linear. */
export interface BetaDefaults {
  readonly beta_start?: number;
  readonly beta_end?: number;
  readonly beta_schedule?: string;
}

/** @throws RangeError for an unknown `beta_schedule`. */
export function noiseSchedule(config: SchedulerConfig, defaults: BetaDefaults = {}): NoiseSchedule {
  const zeroSnr = flagOf(config, 'rescale_betas_zero_snr', false);
  const trained = trainingBetas({ ...config, ...withoutOverridden(defaults, config) });
  const betas = zeroSnr ? rescaleZeroTerminalSnr(trained) : trained;
  return { ...fromBetas(betas), numTrainTimesteps: betas.length };
}

/** As `noiseSchedule`, for the classes that keep the last ᾱ off zero: else their first sigma is infinite. */
export function finiteNoiseSchedule(config: SchedulerConfig, defaults: BetaDefaults = {}): NoiseSchedule {
  const schedule = noiseSchedule(config, defaults);
  if (!flagOf(config, 'rescale_betas_zero_snr', false)) return schedule;
  const alphasCumprod = schedule.alphasCumprod.with(-1, 2 ** -24);
  return { ...schedule, alphasCumprod, sigmas: sigmasOf(alphasCumprod) };
}

function withoutOverridden(defaults: BetaDefaults, config: SchedulerConfig): BetaDefaults {
  return Object.fromEntries(Object.entries(defaults).filter(([key]) => config[key] == null));
}

function fromBetas(betas: Float32Array) {
  const alphasCumprod = cumulativeProduct(betas.map((beta) => 1 - beta));
  return { betas, alphasCumprod, sigmas: sigmasOf(alphasCumprod) };
}

function sigmasOf(alphasCumprod: Float32Array): Float32Array {
  return alphasCumprod.map((alpha) => Math.sqrt(Math.fround(Math.fround(1 - alpha) / alpha)));
}

function trainingBetas(config: SchedulerConfig): Float32Array {
  const { trained_betas: trained } = config;
  if (Array.isArray(trained)) return Float32Array.from(trained, Number);
  const count = numberOf(config, 'num_train_timesteps', 1000);
  const start = numberOf(config, 'beta_start', 0.0001);
  const end = numberOf(config, 'beta_end', 0.02);
  switch (choiceOf(config, 'beta_schedule', ['linear', 'scaled_linear', 'squaredcos_cap_v2', 'exp'])) {
    case 'linear':
      return linspace32(start, end, count);
    case 'scaled_linear':
      return linspace32(Math.sqrt(start), Math.sqrt(end), count).map((root) => root * root);
    case 'squaredcos_cap_v2':
      // Nichol and Dhariwal 2021.
      return betasFor(count, (t) => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2);
    case 'exp':
      return betasFor(count, (t) => Math.exp(-12 * t));
  }
}

/** Betas whose cumulative product follows `alphaBar` over 0…1, each at most 0.999. */
function betasFor(count: number, alphaBar: (t: number) => number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) =>
    Math.min(1 - alphaBar((i + 1) / count) / alphaBar(i / count), 0.999),
  );
}

/** torch.linspace in float32: it counts up from the start in the first half and down from the end in the second. */
function linspace32(start: number, end: number, count: number): Float32Array {
  const [first, last] = [Math.fround(start), Math.fround(end)];
  const step = Math.fround(Math.fround(last - first) / (count - 1));
  return Float32Array.from({ length: count }, (_, i) =>
    i < Math.trunc(count / 2) ? first + step * i : last - step * (count - 1 - i),
  );
}

/** torch multiplies in float64 on the CPU and rounds each product it writes. */
function cumulativeProduct(values: Float32Array): Float32Array {
  let product = 1;
  return values.map((value) => (product *= value));
}

/** Lin et al. 2023, algorithm 1: shifts and scales sqrt(ᾱ) so that the last step is pure noise. */
function rescaleZeroTerminalSnr(betas: Float32Array): Float32Array {
  const roots = fromBetas(betas).alphasCumprod.map(Math.sqrt);
  const last = roots.at(-1)!;
  const factor = Math.fround(roots[0]! / Math.fround(roots[0]! - last));
  const bars = roots.map((root) => Math.fround(root - last) * factor).map((root) => root * root);
  return bars.map((bar, i) => 1 - Math.fround(i === 0 ? bar : bar / bars[i - 1]!));
}
