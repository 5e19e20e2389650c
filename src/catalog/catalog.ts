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

/** Bytes that the first picture needs: every file but the ones a job may never touch. */
export function modelBytes(manifest: ModelManifest): number {
  return manifest.files.reduce((sum, file) => sum + file.bytes, 0);
}
