import { modelBytes } from '../catalog/catalog';
import { leanBytes, type ProbeResult } from '../contract/forecast';
import type { Cost, ModelManifest } from '../contract/manifest';
import type { Settings } from './settings';

/** What a model would take on this device, before a byte of it is fetched. */
export interface Forecast {
  /** Empty: nothing speaks against it. */
  readonly obstacles: readonly Obstacle[];
  /** Milliseconds for one picture; undefined where the manifest does not say what the networks cost. */
  readonly pictureMs?: number;
  /** Of the largest part with what it works on, and of all parts where they stay open together. */
  readonly memoryBytes?: number;
  readonly downloadBytes: number;
}

export type Obstacle =
  | { readonly kind: 'needs-webgpu' }
  | { readonly kind: 'needs-feature'; readonly feature: string }
  | { readonly kind: 'needs-buffer'; readonly neededBytes: number; readonly hasBytes: number }
  | { readonly kind: 'needs-memory'; readonly neededBytes: number; readonly hasBytes: number }
  | { readonly kind: 'unusable'; readonly reason: string };

/** WebAssembly's memory has 32-bit addresses. */
const wasmBytes = 2 ** 32;

/**
 * What the probe does not measure: norms, activations, and moving tensors about. By `npm run bench -- --only forecast`:
 * UNet 1.47, text encoder 1.39, decoder 1.08 (medians of five, SD-Turbo at half its width, WASM on two idle cores).
 */
export const besidesProducts = 1.35;

/** A picture that this session drew, for a better forecast than the probe's. */
export interface Drawn {
  readonly modelId: string;
  readonly backend: ProbeResult['backend'];
  /** What was foretold, and what it took. */
  readonly foretoldMs: number;
  readonly tookMs: number;
}

type Asked = Pick<Settings, 'width' | 'height' | 'numInferenceSteps' | 'guidanceScale'>;

export function forecast(
  model: ModelManifest,
  settings: Asked,
  probe: ProbeResult,
  drawn: readonly Drawn[] = [],
): Forecast {
  const pictureMs = foretellMs(model, settings, probe);
  const like = drawn.findLast(({ modelId, backend }) => modelId === model.id && backend === probe.backend);
  const learned = like ? like.tookMs / like.foretoldMs : 1;
  const memoryBytes = foretellMemory(model, settings, probe);
  return {
    obstacles: obstaclesOf(model, probe, memoryBytes),
    ...(pictureMs !== undefined && { pictureMs: pictureMs * learned }),
    ...(memoryBytes !== undefined && { memoryBytes }),
    downloadBytes: modelBytes(model),
  };
}

/** By the probe alone. */
export function foretellMs(model: ModelManifest, settings: Asked, probe: ProbeResult): number | undefined {
  const cost = costAt(model, settings);
  if (!cost) return undefined;
  const runs = isGuided(model, settings) ? 2 : 1;
  const seconds = ({ convolution, product }: Cost) =>
    convolution / probe.convolutionPerSecond + product / probe.productPerSecond;
  const all = runs * seconds(cost.text) + settings.numInferenceSteps * runs * seconds(cost.step) + seconds(cost.decode);
  return 1000 * besidesProducts * all;
}

/**
 * Decoding and the picture check in the time of steps, before either was measured: by what the manifest says the networks
 * cost. Of the default model 3.6 to 11.5 were measured (nine pictures in Chromium on two cores, WASM); where nothing is
 * known, a guess.
 */
export function foretoldDecodeSteps(model: ModelManifest, settings: Asked): number {
  const cost = costAt(model, settings);
  if (!cost) return model.family === 'flow' ? 8 : 2.4;
  const work = ({ convolution, product }: Cost) => convolution + product;
  return work(cost.decode) / ((isGuided(model, settings) ? 2 : 1) * work(cost.step));
}

function costAt({ cost }: ModelManifest, { width, height }: Asked) {
  const size = cost?.sizes.find((one) => one.width === width && one.height === height);
  return cost && size && { text: cost.text, ...size };
}

/** As the pipelines decide it; a network that is told of guidance runs once. */
function isGuided({ family }: ModelManifest, { guidanceScale }: Asked): boolean {
  return guidanceScale > 1 && family !== 'lcm';
}

/** Parts are opened one after another: the largest counts, not the sum. */
function foretellMemory(model: ModelManifest, settings: Asked, probe: ProbeResult): number | undefined {
  const cost = costAt(model, settings);
  if (!cost) return model.requires.memory_bytes;
  const runs = isGuided(model, settings) ? 2 : 1;
  const working = (name: string) => {
    if (name === 'unet') return runs * cost.step.working_bytes;
    if (name === 'vae_decoder') return cost.decode.working_bytes;
    return name.startsWith('text_encoder') ? cost.text.working_bytes : 0;
  };
  return Math.max(
    ...Object.keys(model.components).map((name) => weightBytes(model, name, probe.backend) + working(name)),
  );
}

/** The largest weight of a Stable Diffusion UNet as whole floats, the products it is laid out for, and the graph. */
const besidesLeanWeights = 0.4e9;

/**
 * Bytes of a component's files. The processor has no half floats: it keeps them as whole ones, which are twice as large, or
 * where they are many, makes them whole one after another.
 */
function weightBytes({ components, files }: ModelManifest, name: string, backend: ProbeResult['backend']): number {
  const component = components[name]!;
  const { file, external_data = [] } = component.variants?.[backend] ?? component;
  const bytesOf = (paths: readonly string[]) =>
    files.filter(({ path }) => paths.includes(path)).reduce((sum, one) => sum + one.bytes, 0);
  const bytes = bytesOf([file, ...external_data]);
  if (backend !== 'wasm' || component.outline?.weights !== 'float16') return bytes;
  return bytesOf(external_data) >= leanBytes ? bytes + besidesLeanWeights : 2 * bytes;
}

function obstaclesOf(model: ModelManifest, probe: ProbeResult, memoryBytes: number | undefined): Obstacle[] {
  const { webgpu, features = [], max_buffer_bytes: bufferBytes = 0 } = model.requires;
  const { maxBufferBytes } = probe;
  const onGpu = probe.backend === 'webgpu';
  return [
    ...(probe.unusable[model.id] ?? []).map((reason) => ({ kind: 'unusable', reason }) as const),
    ...(webgpu && !onGpu ? [{ kind: 'needs-webgpu' } as const] : []),
    ...(onGpu
      ? features
          .filter((feature) => !probe.features.includes(feature))
          .map((feature) => ({ kind: 'needs-feature', feature }) as const)
      : []),
    ...(maxBufferBytes !== undefined && bufferBytes > maxBufferBytes
      ? [{ kind: 'needs-buffer', neededBytes: bufferBytes, hasBytes: maxBufferBytes } as const]
      : []),
    ...(!onGpu && memoryBytes !== undefined && memoryBytes > wasmBytes
      ? [{ kind: 'needs-memory', neededBytes: memoryBytes, hasBytes: wasmBytes } as const]
      : []),
  ];
}
