import { combine, type Tensor } from '../tensor/tensor';
import { multistepSchedule } from './multistep-schedule';
import { finiteNoiseSchedule } from './noise-schedule';
import { originalAndNoise, originalLimit, predictionOf } from './prediction';
import type { Scheduler } from './scheduler';
import {
  beginIndex,
  choiceOf,
  flagOf,
  numberOf,
  type SchedulerConfig,
  type SchedulerOptions,
} from './scheduler-config';

/**
 * DPM-Solver and DPM-Solver++ (Lu et al. 2022), orders 1 to 3, as ODE or SDE. "DPM++ 2M" is order 2 of `dpmsolver++`,
 * "DPM++ 2M SDE" of `sde-dpmsolver++`.
 */
export function dpmSolverMultistep(config: SchedulerConfig, options: SchedulerOptions): Scheduler {
  const solver = solverOf(config);
  const { timesteps, sigmas, at } = multistepSchedule('dpm-solver', config, options, finiteNoiseSchedule(config));
  const prediction = predictionOf(config, solver.predictsOriginal ? ['sample', 'flow_prediction'] : ['sample']);
  const limit = originalLimit({ ...config, clip_sample: false }, false);
  const few = timesteps.length < 15;
  const history: Tensor[] = []; // newest first

  function predict(output: Tensor, i: number, latents: Tensor) {
    const { sigma, signal, spread } = at(i);
    const predicted = originalAndNoise(prediction, output, latents, signal, spread, sigma);
    const original = limit(predicted.original);
    if (solver.predictsOriginal) return original;
    if (!flagOf(config, 'thresholding', false)) return predicted.noise;
    return combine([1 / spread, latents], [-signal / spread, original]);
  }

  /** Lower orders at the start, for want of history, and at the end, for stability. */
  function orderAt(i: number): number {
    const left = timesteps.length - i;
    if (left === 1 && (solver.eulerAtFinal || (solver.lowerOrderFinal && few) || solver.endsAtZero)) return 1;
    const most = left === 2 && solver.lowerOrderFinal && few ? 2 : 3;
    return Math.min(solver.order, most, history.length);
  }

  return {
    timesteps,
    sigmas,
    initNoiseSigma: 1,
    begin: beginIndex(options, timesteps.length),
    scaleModelInput: (latents) => latents,
    step(output, i, latents, noise) {
      history.unshift(predict(output, i, latents));
      history.splice(solver.order);
      const order = orderAt(i);
      const { signal, spread, lambda } = at(i + 1);
      const from = at(i);
      const h = lambda - from.lambda;
      const derivatives = differences(history, order, (k) => at(i - k).lambda, h);
      const weights = solver.stochastic ? stochasticWeights : deterministicWeights;
      const { latentsWeight, terms, noiseWeight } = weights(solver, { h, signal, spread, from, order });
      const next = combine([latentsWeight, latents], ...terms.map((weight, k) => [weight, derivatives[k]!] as const));
      return solver.stochastic ? combine([1, next], [noiseWeight, noise()]) : next;
    },
    predictOriginal(output, i, latents) {
      const { sigma, signal, spread } = at(i);
      return limit(originalAndNoise(prediction, output, latents, signal, spread, sigma).original);
    },
    addNoise(clean, noise, i) {
      const { signal, spread } = at(i);
      return combine([signal, clean], [spread, noise]);
    },
  };
}

function solverOf(config: SchedulerConfig) {
  if (config.variance_type != null) throw new RangeError('networks that predict variance are not supported');
  const asked = config.algorithm_type === 'deis' ? 'dpmsolver++' : config.algorithm_type; // as diffusers reads a DEIS config
  const algorithm = choiceOf({ ...config, algorithm_type: asked }, 'algorithm_type', [
    'dpmsolver++',
    'dpmsolver',
    'sde-dpmsolver++',
    'sde-dpmsolver',
  ]);
  const endsAtZero = choiceOf(config, 'final_sigmas_type', ['zero', 'sigma_min']) === 'zero';
  const predictsOriginal = algorithm.endsWith('++');
  if (endsAtZero && (!predictsOriginal || config.algorithm_type === 'deis')) {
    throw new RangeError(`${String(config.algorithm_type)} cannot end at a noise level of zero`);
  }
  const order = numberOf(config, 'solver_order', 2);
  const solverType = String(config.solver_type ?? 'midpoint');
  return {
    predictsOriginal,
    stochastic: algorithm.startsWith('sde'),
    order,
    heun: solverType === 'heun', // UniPC's and DEIS's types mean midpoint here
    endsAtZero,
    lowerOrderFinal: flagOf(config, 'lower_order_final', true),
    eulerAtFinal: flagOf(config, 'euler_at_final', false),
  };
}

/** The newest prediction and its first and second derivative by lambda, in units of this step (h). */
function differences(
  history: readonly Tensor[],
  order: number,
  lambdaOf: (stepsBack: number) => number,
  h: number,
): Tensor[] {
  const newest = history[0]!;
  if (order === 1) return [newest];
  const r0 = (lambdaOf(0) - lambdaOf(1)) / h;
  const slope0 = combine([1 / r0, newest], [-1 / r0, history[1]!]);
  if (order === 2) return [newest, slope0];
  const r1 = (lambdaOf(1) - lambdaOf(2)) / h;
  const slope1 = combine([1 / r1, history[1]!], [-1 / r1, history[2]!]);
  const both = r0 + r1;
  return [
    newest,
    combine([1 + r0 / both, slope0], [-r0 / both, slope1]),
    combine([1 / both, slope0], [-1 / both, slope1]),
  ];
}

interface Step {
  readonly h: number;
  /** Where the step ends. */
  readonly signal: number;
  readonly spread: number;
  readonly from: { readonly signal: number; readonly spread: number };
  readonly order: number;
}

type Solver = ReturnType<typeof solverOf>;
interface Weights {
  readonly latentsWeight: number;
  /** Weights of `differences`, in order. */
  readonly terms: readonly number[];
  readonly noiseWeight: number;
}

/** Lu et al. 2022: "DPM-Solver" equation 3.7 and appendix B, "DPM-Solver++" equation 4.1 and appendix A. */
function deterministicWeights(solver: Solver, { h, signal, spread, from, order }: Step): Weights {
  // The two forms are mirror images: signal and spread swap places, and lambda its sign.
  const x = solver.predictsOriginal ? -h : h;
  const end = solver.predictsOriginal ? signal : spread;
  const latentsWeight = solver.predictsOriginal ? spread / from.spread : signal / from.signal;
  const growth = Math.exp(x) - 1;
  // d/dlambda of the prediction has the sign of h, so its term's sign follows the form.
  const sign = solver.predictsOriginal ? 1 : -1;
  const first = -end * growth;
  if (order === 1) return { latentsWeight, terms: [first], noiseWeight: 0 };
  const second = sign * end * (growth / h + sign);
  if (order === 2) {
    return { latentsWeight, terms: [first, solver.heun ? second : 0.5 * first], noiseWeight: 0 };
  }
  const third = -end * ((growth - x) / h ** 2 - 0.5);
  return { latentsWeight, terms: [first, second, third], noiseWeight: 0 };
}

/** diffusers' SDE forms ("SDE-DPM-Solver++", Lu et al. 2022, section 5). */
function stochasticWeights(solver: Solver, { h, signal, spread, from, order }: Step): Weights {
  if (!solver.predictsOriginal) {
    if (order === 3) throw new RangeError('sde-dpmsolver has no third order');
    const growth = Math.exp(h) - 1;
    const first = -2 * spread * growth;
    const second = solver.heun ? -2 * spread * (growth / h - 1) : -spread * growth;
    const noiseWeight = spread * Math.sqrt(Math.exp(2 * h) - 1);
    return { latentsWeight: signal / from.signal, terms: [first, second].slice(0, order), noiseWeight };
  }
  const decay = 1 - Math.exp(-2 * h);
  const first = signal * decay;
  const curved = signal * (decay / (-2 * h) + 1);
  const second = order === 3 || solver.heun ? curved : 0.5 * first;
  const third = signal * ((decay - 2 * h) / (2 * h) ** 2 - 0.5);
  return {
    latentsWeight: (spread / from.spread) * Math.exp(-h),
    terms: [first, second, third].slice(0, order),
    noiseWeight: spread * Math.sqrt(decay),
  };
}
