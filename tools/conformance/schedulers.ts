import { createScheduler } from '../../src/schedulers/create';
import type { SchedulerOptions } from '../../src/schedulers/scheduler-config';
import { scale, type Tensor } from '../../src/tensor/tensor';
import { relativeError, worst, type Finding } from './finding';
import { array, number, numbers, object, optional, string, type Json } from './json';

const dims = [1, 4, 4, 4];

/** Runs a scheduler golden's whole loop with the stand-in for the network that the fixtures' README gives. */
export function checkScheduler(golden: Json): Finding {
  const name = string(golden.scheduler, 'scheduler');
  const config = { ...object(golden.config, 'config'), _class_name: name };
  const tolerance = optional(golden.tolerance, 'tolerance', number) ?? 1e-4;
  const addNoise = optional(golden.add_noise, 'add_noise', object);
  const begin = addNoise && number(addNoise.first_timestep_index, 'first_timestep_index');
  const scheduler = createScheduler(config, { ...optionsOf(golden), ...(begin !== undefined && { begin }) });

  const found: Finding[] = [];
  const compare = (where: string, actual: ArrayLike<number>, expected: readonly number[]) =>
    found.push({ where, error: relativeError(actual, expected), tolerance });

  compare('timesteps', scheduler.timesteps, numbers(golden.timesteps, 'timesteps'));
  const sigmas = optional(golden.sigmas, 'sigmas', numbers);
  if (sigmas && scheduler.sigmas) compare('sigmas', scheduler.sigmas, sigmas);
  compare('init_noise_sigma', [scheduler.initNoiseSigma], [number(golden.init_noise_sigma, 'init_noise_sigma')]);

  const drawn = (optional(golden.noise, 'noise', array) ?? []).map((values) => numbers(values, 'noise'));
  let calls = 0;
  const noise = (): Tensor => ({ data: Float32Array.from(drawn[calls++] ?? []), dims });

  let latents = addNoise
    ? scheduler.addNoise(tensorOf(cleanAt), tensorOf(unitNoiseAt), scheduler.begin)
    : scale(tensorOf(unitNoiseAt), scheduler.initNoiseSigma);
  const start = addNoise ? addNoise.result : golden.initial_sample;
  compare(addNoise ? 'add_noise' : 'initial_sample', latents.data, numbers(start, 'start'));

  const steps = array(golden.steps, 'steps').map((step) => object(step, 'step'));
  if (steps.length === 0) throw new Error('steps is empty');
  for (const [k, expected] of steps.entries()) {
    const i = scheduler.begin + k;
    const input = scheduler.scaleModelInput(latents, i);
    const output = standIn(input, scheduler.timesteps[i]!);
    const original = optional(expected.pred_original_sample, 'pred_original_sample', numbers);
    if (original && scheduler.predictOriginal) {
      compare(`step ${k} pred_original_sample`, scheduler.predictOriginal(output, i, latents).data, original);
    }
    latents = scheduler.step(output, i, latents, noise);
    compare(`step ${k}`, latents.data, numbers(expected.prev_sample, 'prev_sample'));
  }
  const expectedCalls = optional(golden.noise_calls, 'noise_calls', number) ?? drawn.length;
  found.push({ where: 'noise calls', error: Math.abs(calls - expectedCalls), tolerance: 0 });
  return worst(found);
}

function optionsOf(golden: Json): SchedulerOptions {
  const set = optional(golden.set_timesteps, 'set_timesteps', object) ?? {};
  const step = optional(golden.step_kwargs, 'step_kwargs', object) ?? {};
  const values = {
    numInferenceSteps: optional(set.num_inference_steps, 'num_inference_steps', number),
    sigmas: optional(set.sigmas, 'sigmas', numbers),
    timesteps: optional(set.timesteps, 'timesteps', numbers),
    mu: optional(set.mu, 'mu', number),
    originalInferenceSteps: optional(set.original_inference_steps, 'original_inference_steps', number),
    scheduleStrength: optional(set.strength, 'strength', number),
    eta: optional(step.eta, 'eta', number),
    useClippedModelOutput: step.use_clipped_model_output === true ? true : undefined,
    churn: churnOf(step),
  };
  // exactOptionalPropertyTypes: an option that was not given is left out.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function churnOf(step: Json): SchedulerOptions['churn'] {
  const amount = optional(step.s_churn, 's_churn', number);
  if (amount === undefined) return undefined;
  const min = optional(step.s_tmin, 's_tmin', number) ?? 0;
  const max = optional(step.s_tmax, 's_tmax', number) ?? Infinity;
  return { amount, min, max, noise: optional(step.s_noise, 's_noise', number) ?? 1 };
}

function tensorOf(value: (i: number) => number): Tensor {
  return { data: Float32Array.from({ length: 64 }, (_, i) => value(i)), dims };
}

const unitNoiseAt = (i: number) => 1.2 * Math.sin(1.7 * i + 0.3) + 0.4 * Math.cos(0.31 * i);
const cleanAt = (i: number) => 0.9 * Math.sin(0.61 * i + 1.1);

function standIn(input: Tensor, timestep: number): Tensor {
  const data = input.data.map(
    (x, i) => 0.6 * Math.sin(0.7 * x + 0.013 * timestep + 0.37 * i) + 0.1 * Math.cos(0.05 * i),
  );
  return { data, dims: input.dims };
}
