import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Runs a whole pipeline with the case's noise in place of a seed's, and compares latents, picture and tokens. */
export async function checkEndToEnd(folder: string, golden: Json, model: LoadedModel): Promise<Finding> {
  const call = callOf(folder, golden, model);
  const noise = storedNoise(folder, golden);
  const { latents } = await diffuse(model, call, { noise: noise.draw, signal: new AbortController().signal });
  const picture = await decode(model, latents);

  const latentTolerance = number(golden.tolerance_latents_abs, 'tolerance_latents_abs');
  const pictureTolerance = number(golden.tolerance_image_abs, 'tolerance_image_abs');
  const findings: Finding[] = [
    ...(await tokenFindings(golden, model, call.prompts)),
    compareFile(folder, 'final_latents', latents.data, latentTolerance),
    compareFile(folder, 'image', picture.data, pictureTolerance),
    { where: 'noise calls', error: noise.left(), tolerance: 0 },
  ];
  // One level of rounding, or what the float tolerance comes to in levels.
  const levels = Math.max(1, Math.ceil(pictureTolerance * 127.5));
  for (let i = 0; existsSync(join(folder, `image_${i}.png`)); i++) {
    const expected = readPng(join(folder, `image_${i}.png`));
    const actual = tensorToPixels(batchSlice(picture, i, i + 1));
    findings.push({ where: `image_${i}.png`, error: absoluteError(actual.data, expected.data), tolerance: levels });
  }
  return worst(findings);
}

function callOf(folder: string, golden: Json, model: LoadedModel): DiffusionCall {
  const asked = object(golden.case, 'case');
  const prompts = strings(asked.prompt, 'prompt');
  const negatives = optional(asked.negative, 'negative', strings);
  const width = number(asked.width, 'width');
  const height = number(asked.height, 'height');
  const start = startOf(folder, asked, model.manifest.vae.downscale);
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

function startOf(folder: string, asked: Json, downscale: number): StartPicture | undefined {
  if (string(asked.task, 'task') === 't2i') return undefined;
  const picture = pixelsToTensor(readPng(join(folder, 'init_image.png')));
  const strength = number(asked.strength, 'strength');
  if (asked.task !== 'inp') return { picture, strength };
  const mask = readPng(join(folder, 'mask.png'));
  return { picture, strength, mask: { pixels: maskToLatents(mask, 1), cells: maskToLatents(mask, downscale) } };
}

function strings(value: unknown, name: string): readonly string[] {
  return typeof value === 'string' ? [value] : array(value, name).map((item) => string(item, name));
}

function storedNoise(folder: string, golden: Json): { draw: NormalSource; left: () => number } {
  const files = array(golden.noise, 'noise').map((entry) => string(object(entry, 'noise').file, 'noise file'));
  let next = 0;
  return {
    draw(dims) {
      const file = files[next++];
      if (file === undefined)
        throw new Error(`noise was drawn more often than the ${files.length} times of the reference`);
      const stored = parseNpy(readFileSync(join(folder, file)));
      if (stored.dims.join() !== dims.join())
        throw new Error(`${file} is [${stored.dims.join(', ')}], drawn was [${dims.join(', ')}]`);
      return stored;
    },
    left: () => files.length - next,
  };
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

function compareFile(folder: string, name: string, actual: Float32Array, tolerance: number): Finding {
  const expected = parseNpy(readFileSync(join(folder, `${name}.npy`)));
  return { where: name, error: absoluteError(actual, expected.data), tolerance };
}

function readPng(file: string): Pixels {
  const { width, height, channels, data } = decodePng(readFileSync(file));
  const pixels = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = data[i * channels + (channels < 3 ? 0 : c)]!;
  }
  return { width, height, data: pixels };
}
