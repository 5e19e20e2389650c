import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComponentFiles, FileEntry, ModelFamily, ModelManifest } from '../../src/contract/manifest';
import { loadModel } from '../../src/models/load';
import type { OnnxRuntime } from '../../src/runtime/onnx-network';

type Config = Readonly<Record<string, unknown>>;

/** The family that a diffusers pipeline class belongs to. */
export function familyOf(pipelineClass: string): ModelFamily {
  if (pipelineClass.includes('XL')) return 'sdxl';
  return pipelineClass.includes('LatentConsistency') ? 'lcm' : 'sd';
}

/**
 * Opens a folder in the diffusers/optimum ONNX layout as it is, without a manifest: for fixtures, whose files are neither
 * hashed nor licensed.
 */
export function openPlainFolder(folder: string, runtime: OnnxRuntime, family?: ModelFamily) {
  const manifest = manifestOfFolder(folder, family);
  const read = async (path: string) => new Uint8Array(await readFile(join(folder, path)));
  return loadModel(manifest, runtime, read, { keepOpen: true, onProgress: () => undefined });
}

/** A manifest made up from the folder's own configurations. */
export function manifestOfFolder(folder: string, family?: ModelFamily): ModelManifest {
  const index = readConfig(folder, 'model_index.json');
  const folders = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
  const components = folders.flatMap((name) => {
    const files = componentFiles(folder, name);
    return files ? [[name, files] as const] : [];
  });
  const vae = readConfig(folder, 'vae_decoder/config.json');
  const blocks = Array.isArray(vae.block_out_channels) ? vae.block_out_channels.length : 4;
  const scheduler = readConfig(folder, 'scheduler/scheduler_config.json');
  return {
    id: 'folder',
    title: 'Folder',
    summary: '',
    family: family ?? familyOf(String(index._class_name)),
    tasks: ['text-to-image', 'image-to-image', 'inpaint'],
    components: Object.fromEntries(components),
    files: folders.flatMap((name) => listFiles(folder, name)),
    scheduler: { ...scheduler, _class_name: String(scheduler._class_name) },
    vae: {
      scaling_factor: numberOr(vae.scaling_factor, 0.18215),
      latent_channels: numberOr(vae.latent_channels, 4),
      downscale: 2 ** (blocks - 1),
    },
    defaults: { num_inference_steps: 4, guidance_scale: 1, width: 64, height: 64 },
    limits: { sizes: [[64, 64]], max_steps: 1000, negative_prompt: true },
    requires: {},
    licence: { name: '', url: '', commercial_use: false },
    content_rules: '',
    source: '',
  };
}

function componentFiles(folder: string, name: string): ComponentFiles | undefined {
  const files = readdirSync(join(folder, name));
  const graphs = files.filter((file) => file.endsWith('.onnx'));
  const graph = graphs.includes('model.onnx') ? 'model.onnx' : graphs[0];
  if (graph === undefined) return undefined;
  const data = files.filter((file) => file.startsWith(`${graph}_`) || file.startsWith(`${graph}.`));
  return { file: `${name}/${graph}`, external_data: data.map((file) => `${name}/${file}`) };
}

function listFiles(folder: string, name: string): FileEntry[] {
  return readdirSync(join(folder, name))
    .filter((file) => statSync(join(folder, name, file)).isFile())
    .map((file) => ({ path: `${name}/${file}`, bytes: statSync(join(folder, name, file)).size, sha256: '' }));
}

function readConfig(folder: string, path: string): Config {
  const file = join(folder, path);
  if (!existsSync(file)) return {};
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`${path} is not an object`);
  return parsed as Config; // checked above
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}
