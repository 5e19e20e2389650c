import type { FileEntry, ModelFamily, ModelManifest, SchedulerConfig, Task } from '../../src/contract/manifest.ts';
import { needsWebgpu } from '../../src/models/can-run.ts';
import { costOf } from './cost.ts';
import type { KnownModel } from './known-models.ts';
import { filesOfComponent, outlinesOf, type FoundComponent } from './layout.ts';

/** The configurations of the diffusers layout, as far as they are there. Each is what its file says, unchecked. */
export interface Configurations {
  readonly modelIndex: Readonly<Record<string, unknown>>;
  readonly scheduler: SchedulerConfig;
  readonly unet: Readonly<Record<string, unknown>>;
  readonly vae: Readonly<Record<string, unknown>>;
  /** Of one text encoder or two, as far as they are there. */
  readonly textEncoders: readonly Readonly<Record<string, unknown>>[];
}

/** What the person who adds the model says, over what is read. */
export interface Overrides {
  readonly title?: string;
  readonly steps?: number;
  readonly guidance?: number;
  readonly size?: readonly [number, number];
  readonly licence?: string;
}

/** The manifest of a model, from its graphs and configurations. */
export function describeModel(
  id: string,
  source: string,
  components: readonly FoundComponent[],
  configurations: Configurations,
  files: readonly FileEntry[],
  known: KnownModel | undefined,
  overrides: Overrides,
): ModelManifest {
  const family = familyOf(components, configurations);
  const vae = vaeNumbers(configurations.vae);
  const isTurbo = family !== 'lcm' && configurations.scheduler['timestep_spacing'] === 'trailing';
  const side = numberIn(configurations.unet, 'sample_size', family === 'sdxl' ? 128 : 64) * vae.downscale;
  const [width, height] = overrides.size ?? [side, side];
  const steps = overrides.steps ?? known?.steps ?? usualSteps(family, isTurbo);
  const largest = Math.max(...components.map(({ outline }) => outline.initializerBytes));
  const tasks = tasksOf(components, configurations);
  const sizes = sizesAround(width, height, vae.downscale);
  const cost = costOf(configurations, vae.downscale, sizes);
  const title = overrides.title ?? known?.title ?? id;
  return {
    id,
    title,
    summary: summaryOf(family, isTurbo, tasks),
    family,
    tasks,
    components: Object.fromEntries(
      components.map((component) => {
        const [graph, ...external] = filesOfComponent(component).map(({ path }) => path);
        const { inputs, outputs, operators, weights } = component.outline;
        return [
          component.name,
          {
            file: graph!,
            ...(external.length > 0 && { external_data: external }),
            outline: { inputs, outputs, operators, ...(weights !== undefined && { weights }) },
          },
        ];
      }),
    ),
    files,
    scheduler: configurations.scheduler,
    vae,
    defaults: {
      num_inference_steps: steps,
      guidance_scale: overrides.guidance ?? known?.guidance ?? usualGuidance(family, isTurbo),
      width,
      height,
      ...(tasks.includes('image-to-image') && { strength: 0.6 }),
    },
    limits: {
      sizes,
      max_steps: Math.max(steps, family === 'lcm' || isTurbo ? 12 : 60),
      negative_prompt: family !== 'lcm' && !isTurbo,
    },
    requires: {
      ...(needsWebgpu(outlinesOf(components)) && { webgpu: true }),
      ...(components.some(usesHalfFloats) && { features: ['shader-f16'] }),
      max_buffer_bytes: Math.max(...components.map(({ outline }) => outline.largestInitializerBytes)),
      memory_bytes: Math.round(largest * 1.3),
    },
    ...(cost && { cost }),
    licence: known?.licence ?? {
      name: overrides.licence ?? 'Unknown: ask who made it',
      url: '',
      commercial_use: false,
    },
    content_rules: known?.contentRules ?? '',
    source,
  };
}

function familyOf(components: readonly FoundComponent[], { modelIndex }: Configurations): ModelFamily {
  const unet = components.find(({ name }) => name === 'unet');
  const inputs = unet?.outline.inputs.map(({ name }) => name) ?? [];
  if (inputs.includes('time_ids') || String(modelIndex['_class_name']).includes('XL')) return 'sdxl';
  return inputs.includes('timestep_cond') ? 'lcm' : 'sd';
}

function tasksOf(components: readonly FoundComponent[], { unet, vae }: Configurations): Task[] {
  const sample = components.find(({ name }) => name === 'unet')?.outline.inputs.find(({ name }) => name === 'sample');
  const channels = sample?.dims[1];
  const latentChannels = numberIn(vae, 'latent_channels', 4);
  const inputChannels = typeof channels === 'number' ? channels : numberIn(unet, 'in_channels', latentChannels);
  if (inputChannels > latentChannels) return ['inpaint']; // mask and masked picture beside the latents
  return components.some(({ name }) => name === 'vae_encoder')
    ? ['text-to-image', 'image-to-image', 'inpaint']
    : ['text-to-image'];
}

/** AutoencoderKL's configuration, with diffusers' own defaults. */
function vaeNumbers(vae: Readonly<Record<string, unknown>>): ModelManifest['vae'] {
  const channels = vae['block_out_channels'];
  const levels = Array.isArray(channels) ? channels.length : 4;
  const latent_channels = numberIn(vae, 'latent_channels', 4);
  const scaling_factor = numberIn(vae, 'scaling_factor', 0.18215);
  const isFullSize = !Array.isArray(channels) || channels[0] === 128;
  const preview = isFullSize && latent_channels === 4 ? previews.get(scaling_factor) : undefined;
  return {
    scaling_factor,
    ...(typeof vae['shift_factor'] === 'number' && { shift_factor: vae['shift_factor'] }),
    latent_channels,
    downscale: 2 ** (levels - 1),
    ...preview,
  };
}

/** Latents to RGB by scaling factor: the linear fits published for SD's autoencoder (K. Turner) and SDXL's (T. A. Vass). */
const previews = new Map<number, Pick<ModelManifest['vae'], 'latent_rgb_factors' | 'latent_rgb_bias'>>([
  [
    0.18215,
    {
      latent_rgb_factors: [
        [0.298, 0.207, 0.208],
        [0.187, 0.286, 0.173],
        [-0.158, 0.189, 0.264],
        [-0.184, -0.271, -0.473],
      ],
    },
  ],
  [
    0.13025,
    {
      latent_rgb_factors: [
        [60, 60, 60],
        [-60, -5, 10],
        [25, 15, -5],
        [-70, -50, -35],
      ].map((row) => row.map((value) => value / 127.5)),
      latent_rgb_bias: [150, 140, 130].map((value) => value / 127.5 - 1),
    },
  ],
]);

function usualSteps(family: ModelFamily, isTurbo: boolean): number {
  if (isTurbo) return 1;
  return family === 'lcm' ? 4 : 25;
}

function usualGuidance(family: ModelFamily, isTurbo: boolean): number {
  if (isTurbo) return 0;
  if (family === 'lcm') return 8;
  return family === 'sdxl' ? 5 : 7.5;
}

function summaryOf(family: ModelFamily, isTurbo: boolean, tasks: readonly Task[]): string {
  const speed = isTurbo || family === 'lcm' ? 'a few steps a picture' : 'tens of steps a picture';
  const kind = family === 'sdxl' ? 'Stable Diffusion XL' : 'Stable Diffusion';
  return tasks.includes('text-to-image')
    ? `A model of the ${kind} family, ${speed}.`
    : `A model of the ${kind} family for filling in parts of a picture, ${speed}.`;
}

/** The trained size, and the same area at other aspect ratios. */
function sizesAround(width: number, height: number, downscale: number): [number, number][] {
  const grid = downscale * 8; // the networks halve their latents three times
  const area = width * height;
  const ratios = [4 / 3, 3 / 4, 3 / 2, 2 / 3, 16 / 9, 9 / 16];
  const others = ratios.map((ratio): [number, number] => [
    Math.round(Math.sqrt(area * ratio) / grid) * grid,
    Math.round(Math.sqrt(area / ratio) / grid) * grid,
  ]);
  const all: [number, number][] = [[width, height], ...others.filter(([w, h]) => w > 0 && h > 0)];
  return all.filter(([w, h], i) => all.findIndex(([x, y]) => x === w && y === h) === i);
}

const usesHalfFloats = ({ outline }: FoundComponent) =>
  [...outline.inputs, ...outline.outputs].some(({ type }) => type === 'float16');

function numberIn(config: Readonly<Record<string, unknown>>, key: string, fallback: number): number {
  const value = config[key];
  return typeof value === 'number' ? value : fallback;
}
