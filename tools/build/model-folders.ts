import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelManifest } from '../../src/contract/manifest.ts';

/** The model that a first visit uses; first in the index. */
export const defaultModelId = 'sticker';

/** The manifests of `models/<id>/manifest.json`, the default model first, then by id. */
export function readManifests(modelsFolder: string): ModelManifest[] {
  if (!existsSync(modelsFolder)) return [];
  return readdirSync(modelsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(modelsFolder, entry.name, 'manifest.json')))
    .map((entry) => entry.name)
    .sort((a, b) => Number(b === defaultModelId) - Number(a === defaultModelId) || (a < b ? -1 : 1))
    .map((folder) => readManifest(modelsFolder, folder));
}

/** @throws when the file is not JSON or its id is not its folder's name. */
function readManifest(modelsFolder: string, folder: string): ModelManifest {
  const text = readFileSync(join(modelsFolder, folder, 'manifest.json'), 'utf8');
  // Checked against models/manifest.schema.json by `npm run models -- check` and by a test.
  const manifest = JSON.parse(text) as ModelManifest;
  if (manifest.id !== folder) throw new Error(`models/${folder}/manifest.json says its id is "${manifest.id}".`);
  return manifest;
}

/** A network the app uses by itself (faces, safety): `models/<id>/files.json` lists what of its folder is served. */
export interface HelperModel {
  readonly id: string;
  readonly files: ModelManifest['files'];
}

export function readHelperModels(modelsFolder: string): HelperModel[] {
  if (!existsSync(modelsFolder)) return [];
  return readdirSync(modelsFolder)
    .filter((name) => existsSync(join(modelsFolder, name, 'files.json')))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(modelsFolder, name, 'files.json'), 'utf8')) as HelperModel); // our own files
}

/** What the page reads as `models/index.json`. */
export function modelsIndex(manifests: readonly ModelManifest[]): string {
  return `${JSON.stringify({ models: manifests })}\n`;
}
