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
export function readManifest(modelsFolder: string, folder: string): ModelManifest {
  const text = readFileSync(join(modelsFolder, folder, 'manifest.json'), 'utf8');
  // Checked against models/manifest.schema.json by `npm run models -- check` and by a test.
  const manifest = JSON.parse(text) as ModelManifest;
  if (manifest.id !== folder) throw new Error(`models/${folder}/manifest.json says its id is "${manifest.id}".`);
  return manifest;
}

/** What the page reads as `models/index.json`. */
export function modelsIndex(manifests: readonly ModelManifest[]): string {
  return `${JSON.stringify({ models: manifests })}\n`;
}
