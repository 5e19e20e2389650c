import { combine, type Tensor } from '../tensor/tensor';
import { solveLinear } from './linear-solve';
import { multistepSchedule } from './multistep-schedule';
import { finiteNoiseSchedule } from './noise-schedule';
import { originalAndNoise, originalLimit, predictionOf } from './prediction';
import type { Scheduler } from './scheduler';
import { beginIndex, flagOf, numberOf, type SchedulerConfig, type SchedulerOptions } from './scheduler-config';

/** UniPC (Zhao et al. 2023): a predictor, and a corrector that reuses the next step's network call. */
export function uniPcMultistep(config: SchedulerConfig, options: SchedulerOptions): Scheduler {
  const { timesteps, sigmas, at } = multistepSchedule('unipc', config, options, finiteNoiseSchedule(config));
  const limit = originalLimit({ ...config, clip_sample: false }, false);
  const predictsOriginal = flagOf(config, 'predict_x0', true);
  const prediction = predictionOf(config, predictsOriginal ? ['sample', 'flow_prediction'] : ['sample']);
  const solverOrder = numberOf(config, 'solver_order', 2);
  const lowerOrderFinal = flagOf(config, 'lower_order_final', true);
  const bh1 = config.solver_type === 'bh1'; // other solvers' types mean bh2
  // The last step is then infinitely long in lambda. diffusers answers with NaN.
  if (sigmas.at(-1) === 0 && (!predictsOriginal || bh1 || (solverOrder > 1 && !lowerOrderFinal))) {
    throw new RangeError(
      'UniPC with these options (predict_x0, solver_type, lower_order_final) cannot end at a noise level of zero',
    );
  }
  const uncorrected = Array.isArray(config.disable_corrector) ? config.disable_corrector : [];

  const history: Tensor[] = []; // newest first
  let stepsTaken = 0;
  let last: { readonly latents: Tensor; readonly order: number } | undefined;

  function predict(output: Tensor, i: number, latents: Tensor): Tensor {
    const { sigma, signal, spread } = at(i);
    const predicted = originalAndNoise(prediction, output, latents, signal, spread, sigma);
    return predictsOriginal ? limit(predicted.original) : predicted.noise;
  }

  /** From step `from` to the next; `newer` is the prediction at the end of it, if the network was asked already. */
  function move(latents: Tensor, from: number, order: number, newer?: Tensor): Tensor {
    const [start, end] = [at(from), at(from + 1)];
    const h = end.lambda - start.lambda;
    const x = predictsOriginal ? -h : h;
    const newest = history[0]!;
    const scale = predictsOriginal ? end.signal : end.spread;
    const growth = Math.expm1(x);
    const weight = bh1 ? x : growth;

    const ratios = Array.from({ length: order - 1 }, (_, k) => (at(from - k - 1).lambda - start.lambda) / h);
    const slopes = ratios.map((ratio, k) => combine([1 / ratio, history[k + 1]!], [-1 / ratio, newest]));
    if (newer) slopes.push(combine([1, newer], [-1, newest]));
    const shares = slopeShares(x, weight, ratios, newer !== undefined);

    return combine(
      [predictsOriginal ? end.spread / start.spread : end.signal / start.signal, latents],
      [-scale * growth, newest],
      ...slopes.map((slope, k) => [-scale * weight * shares[k]!, slope] as const),
    );
  }

  return {
    timesteps,
    sigmas,
    initNoiseSigma: 1,
    begin: beginIndex(options, timesteps.length),
    scaleModelInput: (latents) => latents,
    step(output, i, latents) {
      const predicted = predict(output, i, latents);
      const corrects = i > 0 && last !== undefined && !uncorrected.includes(i - 1);
      const corrected = corrects ? move(last!.latents, i - 1, last!.order, predicted) : latents;
      history.unshift(predicted);
      history.splice(solverOrder);
      stepsTaken++;
      const most = lowerOrderFinal ? Math.min(solverOrder, timesteps.length - i) : solverOrder;
      const order = Math.min(most, stepsTaken);
      last = { latents: corrected, order };
      return move(corrected, i, order);
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

/** The weights of the slopes that match the exponential integral's Taylor terms (theorem 3.1). */
function slopeShares(x: number, weight: number, ratios: readonly number[], corrector: boolean): number[] {
  const size = ratios.length + (corrector ? 1 : 0);
  // diffusers keeps the exact low-order weights rather than solving for them.
  if (size === 1) return [0.5];
  if (size === 0) return [];
  const nodes = corrector ? [...ratios, 1] : ratios;
  const matrix = Array.from({ length: size }, (_, power) => nodes.map((node) => node ** power));
  let phi = Math.expm1(x) / x - 1;
  let factorial = 1;
  const wanted = Array.from({ length: size }, (_, k) => {
    const value = (phi * factorial) / weight;
    factorial *= k + 2;
    phi = phi / x - 1 / factorial;
    return value;
  });
  return solveLinear(matrix, wanted);
}
