import type { LoadedModel, OnnxNetwork } from '../models/loaded-model';
import { guidanceEmbedding } from '../models/sinusoidal-embedding';
import type { TextEmbeds } from '../models/text-encoder';
import { predictNoise, unetShape, type UNetConditioning } from '../models/unet';
import { createScheduler } from '../schedulers/create';
import type { Scheduler } from '../schedulers/scheduler';
import type { SchedulerConfig, SchedulerOptions } from '../schedulers/scheduler-config';
import type { NormalSource } from '../tensor/random';
import { batchSlice, concat, repeatEach, type Tensor } from '../tensor/tensor';
import { encodePrompts, repeatEmbeds, type PromptEmbeds, type PromptOptions } from './encode-prompt';
import { guide, rescaleGuidance } from './guidance';
import { requireSane } from './sentinel';
import { keepOutside, startLatents, type Start, type StartLatents, type StartPicture } from './start-latents';

/** Everything that one run of a Stable Diffusion family depends on, besides the weights and the noise. */
export interface DiffusionCall extends Pick<PromptOptions, 'clipSkip' | 'longPrompts' | 'zeroForNoNegative'> {
  readonly prompts: readonly string[];
  /** One a prompt; undefined where none was given. */
  readonly negativePrompts: readonly (string | undefined)[];
  readonly imagesPerPrompt: number;
  readonly width: number;
  readonly height: number;
  readonly guidanceScale: number;
  readonly guidanceRescale: number;
  readonly scheduler: SchedulerConfig;
  readonly schedule: SchedulerOptions;
  /** SDXL: stop at this share of the schedule, 0…1, for a refiner to go on. */
  readonly denoisingEnd?: number;
  readonly start?: StartPicture | StartLatents;
}

export interface DiffusionHooks {
  /** Drawn from in the order in which diffusers' pipelines call randn. */
  readonly noise: NormalSource;
  /** Awaited before each call of the denoiser; throws to stop. */
  readonly pace: () => Promise<void>;
  /** Answers of the first steps, from an earlier run of the same job. */
  readonly known?: readonly Tensor[];
  readonly onStep?: (done: StepDone) => void;
}

export interface StepDone {
  /** From 0. */
  readonly step: number;
  readonly steps: number;
  /** The denoiser's. */
  readonly answer: Tensor;
  /** The picture that it is heading for, where the scheduler can say. */
  readonly original: Tensor | undefined;
  /** The latents as the next step's network would be shown them: of about unit variance at any level of noise. */
  readonly seen: () => Tensor;
}

export interface Diffused {
  /** [prompts · imagesPerPrompt, channels, h, w], scaled as the denoiser has them. */
  readonly latents: Tensor;
  readonly droppedTokens: number;
}

/** Text to latents, from noise or from a picture: diffusers' Stable Diffusion, SDXL and LCM pipelines, step by step. */
export async function diffuse(model: LoadedModel, call: DiffusionCall, hooks: DiffusionHooks): Promise<Diffused> {
  // Text first, and its encoders freed, before the largest part is opened: the peak is the largest part, not the sum.
  const embeds = await readPrompts(model, call);
  await hooks.pace();
  const diffused = await denoise(model, call, embeds, hooks);
  await model.done('unet');
  return diffused;
}

/** The embeddings of a call's prompts, and of its negative prompts where they are of use. */
export function readPrompts(model: LoadedModel, call: DiffusionCall): Promise<PromptEmbeds> {
  return encodePrompts(model, call.prompts, mayGuide(model, call) ? call.negativePrompts : undefined, call);
}

function mayGuide({ manifest }: LoadedModel, { guidanceScale }: DiffusionCall): boolean {
  return guidanceScale > 1 && manifest.family !== 'lcm';
}

/** All of `diffuse` but the reading of the prompts; leaves the denoiser open. */
export async function denoise(
  model: LoadedModel,
  call: DiffusionCall,
  embeds: PromptEmbeds,
  { noise, pace, known = [], onStep }: DiffusionHooks,
): Promise<Diffused> {
  const { family } = model.manifest;
  const unet = await model.open('unet');
  const shape = unetShape(unet);
  // A network that is told of guidance needs no second, unguided run.
  const guided = mayGuide(model, call) && shape.guidanceDims === undefined;
  const positive = withinTokens(embeds.positive, shape.maxTokens);
  const negative = guided && embeds.negative ? withinTokens(embeds.negative, shape.maxTokens) : undefined;

  const scheduler = createScheduler(call.scheduler, scheduleOf(family, call));
  const steps = lastStep(scheduler, call) - scheduler.begin;
  const start = await startLatents(model, scheduler, call, shape.inChannels, noise);
  const conditioning = conditioningOf(call, shape.guidanceDims, positive, negative);

  let { latents } = start;
  let original: Tensor | undefined;
  for (let step = 0; step < steps; step++) {
    const i = scheduler.begin + step;
    let output = known[step];
    if (!output) {
      await pace();
      const input = networkInput(scheduler.scaleModelInput(latents, i), start);
      output = await predict(unet, input, scheduler.timesteps[i]!, conditioning, call, guided);
    }
    original = scheduler.predictOriginal?.(output, i, latents);
    latents = requireSane(
      'latents',
      scheduler.step(output, i, latents, () => noise(latents.dims)),
    );
    const isLast = step + 1 === steps;
    if (start.keep) latents = keepOutside(latents, start.keep, scheduler, isLast ? undefined : i + 1);
    // A consistency model's picture is what its last call says, even if the schedule would add noise to it.
    if (isLast && family === 'lcm' && original) latents = original;
    const now = latents;
    const seen = () => (isLast ? now : scheduler.scaleModelInput(now, i + 1));
    onStep?.({ step, steps, answer: output, original, seen });
  }
  return { latents, droppedTokens: droppedOf(embeds, positive) };
}

/** A graph that fixes its number of tokens takes the first of them. */
function withinTokens({ hidden, ...rest }: TextEmbeds, maxTokens = Infinity): TextEmbeds {
  const [batch, tokens] = hidden.dims as [number, number, number]; // embeddings are 3-D
  if (tokens <= maxTokens) return { hidden, ...rest };
  const [first, ...others] = Array.from({ length: batch }, (_, i) => {
    const { data, dims } = batchSlice(hidden, i, i + 1);
    return { data: data.subarray(0, maxTokens * dims[2]!), dims: [1, maxTokens, dims[2]!] };
  });
  return { hidden: concat(0, first!, ...others), ...rest };
}

/** Of each run of an encoder, begin and end are no one's words. */
function droppedOf({ tokens }: PromptEmbeds, { hidden }: TextEmbeds): number {
  const runs = Math.floor(hidden.dims[1]! / clipTokens);
  return Math.max(0, tokens.asked - runs * (clipTokens - 2));
}

/** Tokens of one run of a CLIP text encoder. */
const clipTokens = 77;

/** LCM's own image-to-image shortens the teacher's schedule; all others start late in theirs. */
function scheduleOf(family: string, { schedule, start }: DiffusionCall): SchedulerOptions {
  if (!start) return schedule;
  return family === 'lcm'
    ? { ...schedule, scheduleStrength: start.strength }
    : { ...schedule, strength: start.strength };
}

function lastStep({ timesteps }: Scheduler, { denoisingEnd, scheduler }: DiffusionCall): number {
  if (denoisingEnd === undefined || denoisingEnd <= 0 || denoisingEnd >= 1) return timesteps.length;
  const trained = typeof scheduler.num_train_timesteps === 'number' ? scheduler.num_train_timesteps : 1000;
  const cutoff = Math.round(trained - denoisingEnd * trained);
  return timesteps.filter((timestep) => timestep >= cutoff).length;
}

/** One batch for the network: where guided, the negative prompts first. */
function conditioningOf(
  call: DiffusionCall,
  guidanceDims: number | undefined,
  positive: TextEmbeds,
  negative: TextEmbeds | undefined,
): UNetConditioning {
  const embeds = repeatEmbeds(positive, call.imagesPerPrompt);
  const avoided = negative && repeatEmbeds(negative, call.imagesPerPrompt);
  const both = (one: Tensor, other: Tensor | undefined) => (other ? concat(0, other, one) : one);
  const hidden = both(embeds.hidden, avoided?.hidden);
  const batch = hidden.dims[0]!;
  const { width, height } = call;
  const timeIds = { data: Float32Array.of(height, width, 0, 0, height, width), dims: [1, 6] };
  return {
    encoder_hidden_states: hidden,
    ...(embeds.pooled && {
      text_embeds: both(embeds.pooled, avoided?.pooled),
      time_ids: repeatEach(timeIds, batch),
    }),
    ...(guidanceDims !== undefined && {
      timestep_cond: repeatEach(guidanceEmbedding(call.guidanceScale, guidanceDims), batch),
    }),
  };
}

/** An inpainting network sees the mask and what is outside it beside the latents. */
function networkInput(latents: Tensor, { besides }: Start): Tensor {
  return besides ? concat(1, latents, besides) : latents;
}

async function predict(
  unet: OnnxNetwork,
  input: Tensor,
  timestep: number,
  conditioning: UNetConditioning,
  { guidanceScale, guidanceRescale }: DiffusionCall,
  guided: boolean,
): Promise<Tensor> {
  if (!guided) return requireSane('prediction', await predictNoise(unet, input, timestep, conditioning));
  const pictures = input.dims[0]!;
  const both = requireSane('prediction', await predictNoise(unet, concat(0, input, input), timestep, conditioning));
  const positive = batchSlice(both, pictures, 2 * pictures);
  const output = guide(batchSlice(both, 0, pictures), positive, guidanceScale);
  return guidanceRescale > 0 ? rescaleGuidance(output, positive, guidanceRescale) : output;
}
