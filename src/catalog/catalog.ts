import { namedError } from '../contract/errors';
import type { ModelManifest } from '../contract/manifest';
import type { ModelFile } from '../contract/model-file';

/**
 * Reads the list of models this copy offers (`models/index.json`, written by the build from `models/<id>/manifest.json`).
 * Full validation is the tools' work (`npm run models -- check`); here only what the page relies on is checked.
 * @throws ModelIntegrityError
 */
export function readCatalog(json: unknown): readonly ModelManifest[] {
  const models = (json as { models?: unknown } | null)?.models;
  if (!Array.isArray(models) || models.length === 0 || !models.every(isManifest)) {
    throw namedError('ModelIntegrityError', 'the list of models is not what this version expects');
  }
  return models;
}

function isManifest(value: unknown): value is ModelManifest {
  const model = value as Partial<ModelManifest> | null;
  return (
    typeof model?.id === 'string' &&
    /^[a-z0-9][a-z0-9._-]*$/i.test(model.id) &&
    Array.isArray(model.files) &&
    model.files.every((file) => staysInFolder(file?.path)) &&
    isObject(model.components) &&
    isObject(model.defaults)
  );
}

/** The pattern of models/manifest.schema.json. */
function staysInFolder(path: unknown): boolean {
  return typeof path === 'string' && /^(?!\/)(?!(.*\/)?\.\.(\/|$))[^\\?#]+$/.test(path);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** The file of a model at `path`, as something that may be fetched and cached. @throws ModelMissingError */
export function modelFile(manifest: Pick<ModelManifest, 'id' | 'files'>, path: string, baseUrl: string): ModelFile {
  const entry = manifest.files.find((file) => file.path === path);
  if (!entry) throw namedError('ModelMissingError', `the manifest of ${manifest.id} lists no ${path}`);
  const url = new URL(`models/${manifest.id}/${path}`, baseUrl).href;
  return { url, modelId: manifest.id, path, bytes: entry.bytes, sha256: entry.sha256 } as ModelFile; // the one place of the brand
}

/** Parts in the order in which a picture from words needs them. */
export const openingOrder = [
  'text_encoder',
  'text_encoder_2',
  'transformer',
  'unet',
  'vae_decoder',
  'restyler', // seldom: no picture waits for it
] as const;

/**
 * Files that a picture from words needs, in the order of use: a part's own, and before what decodes the picture those that
 * belong to no part (words, artwork). What only other tasks need is left out, and so are parts whose file the device decides.
 */
export function firstPictureFiles(manifest: ModelManifest): readonly string[] {
  const own = (name: string) => {
    const component = manifest.components[name];
    return component ? [component.file, ...(component.external_data ?? [])] : [];
  };
  const variants = Object.values(manifest.components).flatMap((component) =>
    Object.values(component.variants ?? {}).flatMap(({ file, external_data = [] }) => [file, ...external_data]),
  );
  const ofParts = new Set([...Object.keys(manifest.components).flatMap(own), ...variants]);
  const loose = manifest.files.map(({ path }) => path).filter((path) => !ofParts.has(path));
  return openingOrder.flatMap((name) => {
    const files = manifest.components[name]?.variants ? [] : own(name);
    return name === 'vae_decoder' ? [...loose, ...files] : files;
  });
}

/** Bytes of the whole model. */
export function modelBytes(manifest: Pick<ModelManifest, 'files'>): number {
  return manifest.files.reduce((sum, file) => sum + file.bytes, 0);
}
