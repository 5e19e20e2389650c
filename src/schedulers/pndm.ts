import { combine, scale, type Tensor } from '../tensor/tensor';
import { noiseSchedule } from './noise-schedule';
import { predictionOf } from './prediction';
import type { Scheduler } from './scheduler';
import { beginIndex, flagOf, stepCount, type SchedulerConfig, type SchedulerOptions } from './scheduler-config';
import { roundHalfEven, spacedTimesteps } from './timestep-spacing';
import { addNoiseAt, finalAlpha } from './variance-preserving';

/**
 * Liu et al. 2022: a linear multistep method over the last four noises. The first timesteps are Runge–Kutta's, or with
 * `skip_prk_steps` (Stable Diffusion's setting) the second timestep is run twice.
 */
export function pndm(config: SchedulerConfig, options: SchedulerOptions): Scheduler {
  const { alphasCumprod, numTrainTimesteps } = noiseSchedule({ ...config, rescale_betas_zero_snr: false });
  const steps = stepCount(options);
  const stride = Math.floor(numTrainTimesteps / steps);
  const { prk, timesteps } = pndmTimesteps(config, numTrainTimesteps, steps);
  const final = finalAlpha(config, alphasCumprod, false);
  const prediction = predictionOf(config, []);

  let calls = 0;
  let noises: Tensor[] = []; // oldest first, four at most
  let start: Tensor | undefined; // where a step that takes several calls began
  let slope: Tensor | undefined;

  /** Equation 9: from `timestep` to `next` along the noise. */
  function transfer(latents: Tensor, timestep: number, next: number, output: Tensor): Tensor {
    const alpha = alphasCumprod[timestep]!;
    const alphaNext = next >= 0 ? alphasCumprod[next]! : final;
    const noise =
      prediction === 'v_prediction' ? combine([Math.sqrt(alpha), output], [Math.sqrt(1 - alpha), latents]) : output;
    const denominator = alpha * Math.sqrt(1 - alphaNext) + Math.sqrt(alpha * (1 - alpha) * alphaNext);
    return combine([Math.sqrt(alphaNext / alpha), latents], [-(alphaNext - alpha) / denominator, noise]);
  }

  function rungeKutta(output: Tensor, timestep: number, latents: Tensor): Tensor {
    const next = timestep - (calls % 2 ? 0 : Math.floor(stride / 2));
    const from = prk[Math.floor(calls / 4) * 4]!;
    let direction = output;
    if (calls % 4 === 0) {
      noises.push(output);
      start = latents;
      slope = scale(output, 1 / 6);
    } else if (calls % 4 < 3) {
      slope = combine([1, slope!], [1 / 3, output]);
    } else {
      direction = combine([1, slope!], [1 / 6, output]);
    }
    return transfer(start!, from, next, direction);
  }

  function linearMultistep(output: Tensor, timestep: number, latents: Tensor): Tensor {
    let [from, next] = [timestep, timestep - stride];
    if (calls === 1)
      [from, next] = [timestep + stride, timestep]; // the step that is run twice
    else noises = [...noises.slice(-3), output];
    const [a, b, c, d] = noises.toReversed();

    if (noises.length === 1 && calls === 0) {
      start = latents;
      return transfer(latents, from, next, output);
    }
    if (noises.length === 1 && calls === 1) return transfer(start!, from, next, combine([0.5, output], [0.5, a!]));
    if (noises.length === 2) return transfer(latents, from, next, combine([3 / 2, a!], [-1 / 2, b!]));
    if (noises.length === 3) {
      return transfer(latents, from, next, combine([23 / 12, a!], [-16 / 12, b!], [5 / 12, c!]));
    }
    return transfer(latents, from, next, combine([55 / 24, a!], [-59 / 24, b!], [37 / 24, c!], [-9 / 24, d!]));
  }

  return {
    timesteps,
    initNoiseSigma: 1,
    begin: beginIndex(options, steps),
    scaleModelInput: (latents) => latents,
    step(output, i, latents) {
      const step = calls < prk.length ? rungeKutta : linearMultistep;
      const result = step(output, timesteps[i]!, latents);
      calls++;
      return result;
    },
    addNoise: addNoiseAt(timesteps, alphasCumprod),
  };
}

function pndmTimesteps(config: SchedulerConfig, trainSteps: number, steps: number) {
  const ascending = spacedTimesteps(config, trainSteps, steps, 'leading').map(roundHalfEven).reverse();
  if (flagOf(config, 'skip_prk_steps', false)) {
    const doubled = [...ascending.slice(0, -1), ...ascending.slice(-2, -1), ...ascending.slice(-1)];
    return { prk: [], timesteps: doubled.reverse() };
  }
  if (steps < 4) throw new RangeError('PNDM with Runge–Kutta steps needs four steps or more');
  const half = Math.floor(Math.floor(trainSteps / steps) / 2);
  const pairs = ascending.slice(-4).flatMap((t) => [t, t + half]);
  const prk = pairs
    .slice(0, -1)
    .flatMap((t) => [t, t])
    .slice(1, -1)
    .reverse();
  return { prk, timesteps: [...prk, ...ascending.slice(0, -3).reverse()] };
}
