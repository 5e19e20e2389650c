import { decode as decodePng } from 'fast-png';
import type { Pixels } from '../../src/contract/pixels';
import { maskToLatents } from '../../src/image/mask-to-latents';
import { pixelsToTensor, tensorToPixels } from '../../src/image/pixels-to-tensor';
import type { LoadedModel } from '../../src/models/loaded-model';
import { diffuse, type DiffusionCall } from '../../src/pipelines/diffuse';
import { tokenizerOf } from '../../src/pipelines/encode-prompt';
import type { StartPicture } from '../../src/pipelines/start-latents';
import { decode } from '../../src/pipelines/stable-diffusion';
import { padIds } from '../../src/tokenizers/clip-tokenizer';
import type { NormalSource } from '../../src/tensor/random';
import { batchSlice } from '../../src/tensor/tensor';
import { absoluteError, equality, worst, type Finding } from './finding';
import { array, number, numbers, object, optional, string, type Json } from './json';
import { parseNpy } from './npy';

/** Reads a file of the case's folder; undefined when there is none. */
export type ReadCaseFile = (name: string) => Promise<Uint8Array | undefined>;

/** Runs a whole pipeline with the case's noise in place of a seed's, and compares latents, picture and tokens. */
export async function checkEndToEnd(read: ReadCaseFile, golden: Json, model: LoadedModel): Promise<Finding> {
  const call = await callOf(read, golden, model);
  const noise = await storedNoise(read, golden);
  const { latents } = await diffuse(model, call, { noise: noise.draw, pace: async () => undefined });
  const picture = await decode(model, latents);

  const latentTolerance = number(golden.tolerance_latents_abs, 'tolerance_latents_abs');
  const pictureTolerance = number(golden.tolerance_image_abs, 'tolerance_image_abs');
  const findings: Finding[] = [
    ...(await tokenFindings(golden, model, call.prompts)),
    await compareFile(read, 'final_latents', latents.data, latentTolerance),
    await compareFile(read, 'image', picture.data, pictureTolerance),
    { where: 'noise calls', error: noise.left(), tolerance: 0 },
  ];
  // One level of rounding, or what the float tolerance comes to in levels.
  const levels = Math.max(1, Math.ceil(pictureTolerance * 127.5));
  for (let i = 0; i < picture.dims[0]!; i++) {
    const png = await read(`image_${i}.png`);
    if (!png) continue;
    const expected = pixelsOfPng(png);
    const actual = tensorToPixels(batchSlice(picture, i, i + 1));
    findings.push({ where: `image_${i}.png`, error: absoluteError(actual.data, expected.data), tolerance: levels });
  }
  return worst(findings);
}

async function callOf(read: ReadCaseFile, golden: Json, model: LoadedModel): Promise<DiffusionCall> {
  const asked = object(golden.case, 'case');
  const prompts = strings(asked.prompt, 'prompt');
  const negatives = optional(asked.negative, 'negative', strings);
  const width = number(asked.width, 'width');
  const height = number(asked.height, 'height');
  const start = await startOf(read, asked, model.manifest.vae.downscale);
  const denoisingEnd = optional(asked.denoising_end, 'denoising_end', number);
  return {
    prompts,
    negativePrompts: prompts.map((_, i) => negatives?.[i] ?? negatives?.[0]),
    imagesPerPrompt: optional(asked.num_images_per_prompt, 'num_images_per_prompt', number) ?? 1,
    width,
    height,
    guidanceScale: number(asked.guidance, 'guidance'),
    guidanceRescale: optional(asked.guidance_rescale, 'guidance_rescale', number) ?? 0,
    clipSkip: optional(asked.clip_skip, 'clip_skip', number) ?? 0,
    longPrompts: 'truncate',
    zeroForNoNegative: model.manifest.family === 'sdxl',
    scheduler: {
      ...object(golden.scheduler_config, 'scheduler_config'),
      _class_name: string(golden.scheduler_class, 'scheduler_class'),
    },
    schedule: scheduleOf(asked),
    ...(denoisingEnd !== undefined && { denoisingEnd }),
    ...(start && { start }),
  };
}

function scheduleOf(asked: Json): DiffusionCall['schedule'] {
  const timesteps = optional(asked.timesteps, 'timesteps', numbers);
  const original = optional(asked.original_inference_steps, 'original_inference_steps', number);
  return {
    ...(timesteps ? { timesteps } : { numInferenceSteps: number(asked.steps, 'steps') }),
    ...(original !== undefined && { originalInferenceSteps: original }),
    eta: optional(asked.eta, 'eta', number) ?? 0,
  };
}

async function startOf(read: ReadCaseFile, asked: Json, downscale: number): Promise<StartPicture | undefined> {
  if (string(asked.task, 'task') === 't2i') return undefined;
  const picture = pixelsToTensor(pixelsOfPng(await needed(read, 'init_image.png')));
  const strength = number(asked.strength, 'strength');
  if (asked.task !== 'inp') return { picture, strength };
  const mask = pixelsOfPng(await needed(read, 'mask.png'));
  return { picture, strength, mask: { pixels: maskToLatents(mask, 1), cells: maskToLatents(mask, downscale) } };
}

function strings(value: unknown, name: string): readonly string[] {
  return typeof value === 'string' ? [value] : array(value, name).map((item) => string(item, name));
}

async function storedNoise(read: ReadCaseFile, golden: Json): Promise<{ draw: NormalSource; left: () => number }> {
  const names = array(golden.noise, 'noise').map((entry) => string(object(entry, 'noise').file, 'noise file'));
  const stored = await Promise.all(names.map(async (name) => parseNpy(await needed(read, name))));
  let next = 0;
  return {
    draw(dims) {
      const noise = stored[next++];
      if (!noise) throw new Error(`noise was drawn more often than the ${stored.length} times of the reference`);
      if (noise.dims.join() !== dims.join()) {
        throw new Error(`${names[next - 1]} is [${noise.dims.join(', ')}], drawn was [${dims.join(', ')}]`);
      }
      return noise;
    },
    left: () => stored.length - next,
  };
}

async function needed(read: ReadCaseFile, name: string): Promise<Uint8Array> {
  const bytes = await read(name);
  if (!bytes) throw new Error(`${name} is missing`);
  return bytes;
}

async function tokenFindings(golden: Json, model: LoadedModel, prompts: readonly string[]): Promise<Finding[]> {
  const expected = optional(golden.input_ids, 'input_ids', object) ?? {};
  return Promise.all(
    (['', '_2'] as const)
      .filter((suffix) => expected[`tokenizer${suffix}`] !== undefined)
      .map(async (suffix) => {
        const tokenizer = await tokenizerOf(model, suffix);
        const ids = prompts.map((prompt) => padIds(tokenizer, tokenizer.encode(prompt)).ids);
        return equality(`input_ids.tokenizer${suffix}`, ids, expected[`tokenizer${suffix}`]);
      }),
  );
}

async function compareFile(
  read: ReadCaseFile,
  name: string,
  actual: Float32Array,
  tolerance: number,
): Promise<Finding> {
  const expected = parseNpy(await needed(read, `${name}.npy`));
  return { where: name, error: absoluteError(actual, expected.data), tolerance };
}

function pixelsOfPng(png: Uint8Array): Pixels {
  const { width, height, channels, data } = decodePng(png);
  const pixels = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = data[i * channels + (channels < 3 ? 0 : c)]!;
  }
  return { width, height, data: pixels };
}
