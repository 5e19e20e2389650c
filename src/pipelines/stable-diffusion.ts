import { namedError } from '../contract/errors';
import type { Pixels } from '../contract/pixels';
import type { OnProgress } from '../contract/progress';
import { allRead, type GenerateRequest } from '../contract/request';
import type { Drawn, PlainTensor } from '../contract/trail';
import { maskToLatents } from '../image/mask-to-latents';
import { pixelsToTensor, tensorToPixels } from '../image/pixels-to-tensor';
import type { LoadedModel } from '../models/loaded-model';
import { decodeLatents } from '../models/vae';
import type { SchedulerConfig } from '../schedulers/scheduler-config';
import { normalSource } from '../tensor/random';
import type { Tensor } from '../tensor/tensor';
import { diffuse, type DiffusionCall, type StepDone } from './diffuse';
import { latentPreview } from './latent-preview';
import { pipelineOf } from './pipeline';
import { requireSane } from './sentinel';
import type { StartPicture } from './start-latents';
import { stepClock } from './step-clock';

/**
 * Stable Diffusion 1.x, 2.x, Turbo, SDXL and LCM. A seed draws what diffusers draws from a CPU generator of that seed, in
 * the same order.
 */
export const stableDiffusion = pipelineOf({
  draw,
  decode: async (model, { latents }, _, pace) => tensorToPixels(await decode(model, latents, pace)),
});

async function draw(
  model: LoadedModel,
  request: GenerateRequest,
  onProgress: OnProgress,
  pace: () => Promise<void>,
  known: readonly PlainTensor[],
): Promise<Drawn> {
  onProgress({ stage: 'encoding' });
  const { latents, droppedTokens } = await diffuse(model, callOf(model, request), {
    noise: normalSource(request.seed),
    pace,
    known,
    onStep: stepReporter(model, onProgress, known.length),
  });
  return { latents, leanedOn: [], notRead: { ...allRead, dropped: droppedTokens } };
}

/** Latents [B, C, h, w] to pictures [B, 3, H, W] in about −1…1. */
export async function decode(model: LoadedModel, latents: Tensor, pace?: () => Promise<void>): Promise<Tensor> {
  const picture = await runDecoder(model, latents, pace);
  await model.done('vae_decoder');
  return picture;
}

/** As `decode`, and leaves the decoder open. */
export async function runDecoder(model: LoadedModel, latents: Tensor, pace?: () => Promise<void>): Promise<Tensor> {
  const decoder = await model.open('vae_decoder');
  const picture = await decodeLatents(decoder, latents, model.manifest.vae, {
    maxBufferBytes: model.maxBufferBytes,
    ...(pace && { between: pace }),
  });
  return requireSane('picture', picture);
}

/** What a visitor's request means for these models. @throws BadRequestError for a size or task that it cannot do. */
export function callOf({ manifest }: LoadedModel, request: GenerateRequest): DiffusionCall {
  const { width, height, image, mask } = request;
  const { downscale } = manifest.vae;
  if (width % downscale !== 0 || height % downscale !== 0) {
    throw namedError('BadRequestError', `width and height must be multiples of ${downscale}`);
  }
  if (image && (image.width !== width || image.height !== height)) {
    throw namedError('BadRequestError', 'the picture to begin with must have the size of the result');
  }
  const strength = request.strength ?? manifest.defaults.strength ?? 0.8;
  const start = manifest.tasks.includes('text-to-image')
    ? image && startOf(image, mask, strength, downscale)
    : startOf(image ?? blank(width, height), mask ?? everywhere(width, height), image ? strength : 1, downscale);
  return {
    prompts: [request.prompt],
    negativePrompts: [request.negativePrompt === '' ? undefined : request.negativePrompt],
    imagesPerPrompt: 1,
    width,
    height,
    guidanceScale: request.guidanceScale,
    guidanceRescale: request.guidanceRescale ?? 0,
    clipSkip: request.clipSkip ?? 0,
    longPrompts: 'chunk',
    zeroForNoNegative: manifest.family === 'sdxl',
    scheduler: schedulerConfig(manifest.family, manifest.scheduler, {
      chosen: request.scheduler,
      inpaint: start?.mask !== undefined,
    }),
    schedule: { numInferenceSteps: request.numInferenceSteps, eta: 0 },
    ...(start && { start }),
  };
}

function startOf(image: Pixels, mask: Pixels | undefined, strength: number, downscale: number): StartPicture {
  return {
    picture: pixelsToTensor(image),
    strength,
    ...(mask && { mask: { pixels: maskToLatents(mask, 1), cells: maskToLatents(mask, downscale) } }),
  };
}

/** For a network that knows nothing but filling in: without a picture it fills a blank one, without a mask all of it. */
function blank(width: number, height: number): Pixels {
  return { width, height, data: new Uint8ClampedArray(4 * width * height).fill(128) };
}

function everywhere(width: number, height: number): Pixels {
  return { width, height, data: new Uint8ClampedArray(4 * width * height).fill(255) };
}

/** The manifest's settings, under another class where one was chosen, with what diffusers' pipelines insist on. */
export function schedulerConfig(
  family: string,
  config: SchedulerConfig,
  { chosen, inpaint }: { readonly chosen: string | undefined; readonly inpaint: boolean },
): SchedulerConfig {
  const named = { ...config, _class_name: chosen ?? config._class_name };
  // StableDiffusionPipeline sets these whatever the file says; the SDXL and LCM pipelines leave them.
  if (family !== 'sd') return named;
  return { ...named, steps_offset: 1, clip_sample: false, ...(inpaint && { skip_prk_steps: true }) };
}

function stepReporter({ manifest }: LoadedModel, onProgress: OnProgress, known: number) {
  const elapsed = stepClock();
  return ({ step, steps, answer, original }: StepDone) => {
    if (step < known) return; // was told when it was done
    const preview = original && latentPreview(original, manifest.vae);
    onProgress({
      stage: 'denoising',
      step: step + 1,
      steps,
      elapsedMs: elapsed(step + 1),
      ...(preview && { preview }),
      answer,
    });
  };
}
