import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FileEntry, ModelManifest, SchedulerConfig } from '../../src/contract/manifest.ts';
import { reasonsAgainst } from '../../src/models/can-run.ts';
import { manifestProblems } from './check-manifest.ts';
import { describeModel, type Configurations, type Overrides } from './describe-model.ts';
import { forgetDownload, MissingError, type DownloadOptions } from './download.ts';
import type { KnownModel } from './known-models.ts';
import {
  filesOfComponent,
  findComponents,
  outlinesOf,
  smallFiles,
  type FoundComponent,
  type FoundFile,
} from './layout.ts';
import { openSource, type ModelSource } from './source.ts';

export interface AddOptions {
  readonly id: string;
  readonly source: string;
  readonly known?: KnownModel;
  readonly overrides?: Overrides;
  readonly modelsFolder: string;
  /** Where partial downloads wait to be gone on with. */
  readonly workFolder: string;
  readonly download?: DownloadOptions;
  readonly onStage?: (sentence: string) => void;
  readonly onFile?: (path: string, presentBytes: number, totalBytes: number | undefined) => void;
  /** Opens the graphs that are on this machine; its error is a reason against the model. */
  readonly tryOpening?: (manifest: ModelManifest, folder: string) => Promise<void>;
}

/**
 * Adds a model to `modelsFolder`. Nothing appears there until all of it is there, checked and described.
 * @throws with the reason when the model cannot run, is incomplete, or is not what its source promises.
 */
export async function addModel(options: AddOptions): Promise<ModelManifest> {
  const { id, modelsFolder, onStage } = options;
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(id)) {
    throw new Error(`"${id}" cannot be an id: small letters, digits, dot, dash and underscore. Choose one with --id.`);
  }
  const target = join(modelsFolder, id);
  if (existsSync(target))
    throw new Error(`models/${id} is there already. Remove it first: npm run models -- remove ${id}`);
  const folder = join(options.workFolder, id);
  const source = openSource(options.known?.address ?? options.source, folder);

  onStage?.(`Reading ${source.label}`);
  const published = await publishedManifest(source);
  const manifest = published
    ? await copyPublished(published, source, folder, options)
    : await describeSource(source, folder, options);

  const problems = manifestProblems(manifest);
  if (problems.length > 0)
    throw new Error(`The model is not complete:\n${problems.map((one) => `  ${one}`).join('\n')}`);
  await options.tryOpening?.(manifest, folder);
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  rmSync(join(folder, 'configurations'), { recursive: true, force: true });
  for (const { path } of manifest.files) forgetDownload(join(folder, path));
  mkdirSync(dirname(target), { recursive: true });
  renameSync(folder, target);
  return manifest;
}

/** A model that another copy of this app offers comes with its own manifest, hashes included. */
async function publishedManifest(source: ModelSource): Promise<ModelManifest | undefined> {
  const text = await source.readText('manifest.json');
  if (text === undefined) return undefined;
  const value: unknown = parse(text, 'manifest.json');
  const problems = manifestProblems(value);
  if (problems.length > 0) throw new Error(`manifest.json of the source: ${problems.join('; ')}`);
  return value as ModelManifest; // the schema says so
}

async function copyPublished(manifest: ModelManifest, source: ModelSource, folder: string, options: AddOptions) {
  for (const { path, sha256 } of manifest.files) {
    await bring({ sourcePath: path, path }, source, folder, options, sha256);
  }
  return { ...manifest, id: options.id, source: source.label };
}

async function describeSource(source: ModelSource, folder: string, options: AddOptions): Promise<ModelManifest> {
  const { known, overrides = {}, id } = options;
  const configurations = await readConfigurations(source);
  const components = await findComponents(source, known?.paths);
  refuseWhatCannotRun(components, configurations);
  const paths = [...components.flatMap(filesOfComponent), ...(await presentSmallFiles(source, components))];
  if (!paths.some(({ path }) => /^tokenizer\/(vocab|tokenizer)\.json$/.test(path))) {
    throw new Error('The model cannot be added: it has no tokenizer (tokenizer/vocab.json and merges.txt).');
  }
  const files: FileEntry[] = [];
  for (const path of paths) files.push(await bring(path, source, folder, options));
  return describeModel(id, source.label, components, configurations, files, known, overrides);
}

function refuseWhatCannotRun(components: readonly FoundComponent[], { scheduler }: Configurations): void {
  if (components.length === 0) {
    throw new Error(
      'No network was found there. What is understood is the diffusers/optimum layout: unet/model.onnx, text_encoder/model.onnx, vae_decoder/model.onnx.',
    );
  }
  const reasons = reasonsAgainst(outlinesOf(components), scheduler._class_name);
  if (reasons.length > 0) {
    throw new Error(`The model cannot run here:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`);
  }
}

async function readConfigurations(source: ModelSource): Promise<Configurations> {
  const read = async (path: string): Promise<Record<string, unknown>> => {
    const text = await source.readText(path);
    const value: unknown = text === undefined ? {} : parse(text, path);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new Error(`${path} is not an object.`);
    return { ...value };
  };
  const scheduler = await read('scheduler/scheduler_config.json');
  if (typeof scheduler['_class_name'] !== 'string') {
    throw new Error('The model cannot be added: it has no scheduler/scheduler_config.json that names a scheduler.');
  }
  const vae = await read('vae_decoder/config.json');
  const textEncoders = [await read('text_encoder/config.json'), await read('text_encoder_2/config.json')];
  return {
    textEncoders: textEncoders.filter((config) => Object.keys(config).length > 0),
    modelIndex: await read('model_index.json'),
    scheduler: scheduler as SchedulerConfig, // its class name was just looked at
    unet: await read('unet/config.json'),
    vae: Object.keys(vae).length > 0 ? vae : await read('vae/config.json'),
  };
}

async function presentSmallFiles(source: ModelSource, components: readonly FoundComponent[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const path of smallFiles(components)) {
    if ((await source.readText(path)) !== undefined) found.push({ sourcePath: path, path });
  }
  return found;
}

async function bring(
  { sourcePath, path }: FoundFile,
  source: ModelSource,
  folder: string,
  { download, onFile }: AddOptions,
  sha256?: string,
): Promise<FileEntry> {
  const target = join(folder, path);
  try {
    const { bytes, sha256: hash } = await source.fetchFile(sourcePath, target, {
      ...download,
      ...(sha256 !== undefined && { sha256 }),
      onProgress: (present, total) => onFile?.(path, present, total),
    });
    return { path, bytes, sha256: hash };
  } catch (error) {
    if (error instanceof MissingError) throw new Error(`The model is not complete: ${error.message}`, { cause: error });
    throw error;
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not JSON.`, { cause: error });
  }
}
