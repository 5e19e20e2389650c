import type { Pixels } from '../../src/contract/pixels';
import { maskToLatents } from '../../src/image/mask-to-latents';
import { pixelsToTensor, tensorToPixels } from '../../src/image/pixels-to-tensor';
import { guidanceEmbedding, timestepEmbedding } from '../../src/models/sinusoidal-embedding';
import { guide, rescaleGuidance } from '../../src/pipelines/guidance';
import { noiseSchedule } from '../../src/schedulers/noise-schedule';
import { normalSource } from '../../src/tensor/random';
import type { Tensor } from '../../src/tensor/tensor';
import { absoluteError, relativeError, worst, type Finding } from './finding';
import { array, number, numbers, object, type Json } from './json';

/** The fixtures' README states tolerances for schedulers and pictures only; these parts are held to the schedulers'. */
const tolerance = 1e-4;

export interface NamedCheck {
  readonly name: string;
  readonly check: () => Finding;
}

/** The checks of a file of `misc/`. @throws when the file is of no kind that this knows. */
export function miscChecks(file: string, golden: Json): NamedCheck[] {
  const make = kinds[file];
  if (!make) throw new Error(`nothing is known about misc/${file}`);
  return make(golden);
}

const kinds: Readonly<Record<string, (golden: Json) => NamedCheck[]>> = {
  'cfg.json': guidanceChecks,
  'image_processing.json': imageChecks,
  'lcm_w_embedding.json': (golden) =>
    rows(golden, 'rows', ({ guidance_scale, emb }) => {
      const expected = numbers(emb, 'emb');
      const actual = guidanceEmbedding(number(guidance_scale, 'guidance_scale'), expected.length);
      // Phases of 10⁴ in float32 are 0.001 apart, and the reference's exp() may err by one such step.
      return { ...compare('emb', actual.data, expected), tolerance: 1e-3 };
    }),
  'sd_noise_tables.json': noiseTableChecks,
  'timestep_embedding.json': (golden) =>
    rows(golden, 'rows', ({ t, emb }) => {
      const actual = timestepEmbedding(number(t, 't'), number(golden.dim, 'dim'));
      return compare('emb', actual.data, numbers(emb, 'emb'));
    }),
  'torch_cpu_randn.json': (golden) =>
    rows(golden, 'cases', ({ seed, shape, values, next16 }) => {
      const draw = normalSource(seedOf(seed));
      return worst([
        compare('values', draw(numbers(shape, 'shape')).data, numbers(values, 'values')),
        compare('next16', draw([16]).data, numbers(next16, 'next16')),
      ]);
    }),
};

/** The reference's generator takes the lower half of a seed of 64 bits. */
function seedOf(value: unknown): number {
  return typeof value === 'string' ? Number(BigInt.asUintN(32, BigInt(value))) : number(value, 'seed');
}

function compare(where: string, actual: ArrayLike<number>, expected: readonly number[]): Finding {
  return { where, error: relativeError(actual, expected), tolerance };
}

function rows(golden: Json, key: string, check: (row: Json) => Finding): NamedCheck[] {
  return array(golden[key], key).map((row, i) => ({ name: `${i}`, check: () => check(object(row, `${key}[${i}]`)) }));
}

function guidanceChecks(golden: Json): NamedCheck[] {
  const dims = numbers(golden.shape, 'shape');
  const tensor = (values: unknown, name: string): Tensor => ({ data: Float32Array.from(numbers(values, name)), dims });
  const negative = tensor(golden.uncond, 'uncond');
  const positive = tensor(golden.text, 'text');
  return rows(golden, 'cases', (row) => {
    const guided = guide(negative, positive, number(row.guidance_scale, 'guidance_scale'));
    const rescale = number(row.guidance_rescale, 'guidance_rescale');
    const result = rescale > 0 ? rescaleGuidance(guided, positive, rescale) : guided;
    return compare('result', result.data, numbers(row.result, 'result'));
  });
}

function noiseTableChecks(golden: Json): NamedCheck[] {
  const config = {
    _class_name: 'EulerDiscreteScheduler',
    num_train_timesteps: numbers(golden.alphas_cumprod, 'alphas_cumprod').length,
    beta_start: 0.00085,
    beta_end: 0.012,
    beta_schedule: 'scaled_linear',
  };
  const schedule = noiseSchedule(config);
  const zeroSnr = noiseSchedule({ ...config, rescale_betas_zero_snr: true });
  const tables: Record<string, ArrayLike<number>> = {
    betas: schedule.betas,
    alphas_cumprod: schedule.alphasCumprod,
    train_sigmas_asc: schedule.sigmas,
    alphas_cumprod_zero_snr: zeroSnr.alphasCumprod,
  };
  return Object.entries(tables)
    .filter(([name]) => golden[name] !== undefined)
    .map(([name, actual]) => ({ name, check: () => compare(name, actual, numbers(golden[name], name)) }));
}

function imageChecks(golden: Json): NamedCheck[] {
  return [
    { name: 'postprocess', check: () => checkPostprocess(object(golden.postprocess, 'postprocess')) },
    { name: 'preprocess', check: () => checkPreprocess(object(golden.preprocess, 'preprocess')) },
    { name: 'mask', check: () => checkMask(object(golden.mask, 'mask')) },
  ];
}

function checkPostprocess(golden: Json): Finding {
  const input = {
    data: Float32Array.from(numbers(golden.input_nchw, 'input_nchw')),
    dims: numbers(golden.shape, 'shape'),
  };
  const rgb = tensorToPixels(input).data.filter((_, i) => i % 4 !== 3);
  return { where: 'uint8_hwc', error: absoluteError(rgb, numbers(golden.uint8_hwc, 'uint8_hwc')), tolerance: 0 };
}

function checkPreprocess(golden: Json): Finding {
  const [height = 0, width = 0] = numbers(golden.hw, 'hw');
  const rgb = numbers(golden.uint8_hwc, 'uint8_hwc');
  const pixels = pixelsOf(width, height, (i) => [rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!]);
  return compare('nchw', pixelsToTensor(pixels).data, numbers(golden.nchw, 'nchw'));
}

function checkMask(golden: Json): Finding {
  const [height = 0, width = 0] = numbers(golden.hw, 'hw');
  const [latentHeight = 0] = numbers(golden.latent_hw, 'latent_hw');
  const grey = numbers(golden.uint8, 'uint8');
  const pixels = pixelsOf(width, height, (i) => [grey[i]!, grey[i]!, grey[i]!]);
  return worst([
    {
      where: 'binarized',
      error: absoluteError(maskToLatents(pixels, 1).data, numbers(golden.binarized, 'binarized')),
      tolerance: 0,
    },
    {
      where: 'latent_mask_nearest',
      error: absoluteError(
        maskToLatents(pixels, height / latentHeight).data,
        numbers(golden.latent_mask_nearest, 'latent_mask_nearest'),
      ),
      tolerance: 0,
    },
  ]);
}

function pixelsOf(width: number, height: number, rgbAt: (i: number) => readonly [number, number, number]): Pixels {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) data.set([...rgbAt(i), 255], 4 * i);
  return { width, height, data };
}
