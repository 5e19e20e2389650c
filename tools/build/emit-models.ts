import { copyFileSync, existsSync, linkSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import type { ModelManifest } from '../../src/contract/manifest.ts';
import { modelsIndex, readHelperModels, type HelperModel } from './model-folders.ts';

/**
 * Puts the files that each manifest lists into the build, as hard links where the file system allows: weights are large.
 * @throws when a listed file is missing or has another size; hashes are checked by `npm run models -- check`.
 */
export function emitModels(source: string, manifests: readonly ModelManifest[], target: string): void {
  mkdirSync(target, { recursive: true });
  for (const manifest of manifests) {
    placeFiles(source, manifest, target);
    placeFile(join(source, manifest.id, 'manifest.json'), join(target, manifest.id, 'manifest.json'));
    placeSheet(source, manifest, target);
  }
  for (const helper of readHelperModels(source)) {
    placeFiles(source, helper, target);
    for (const name of ['files.json', 'LICENSE']) {
      placeFile(join(source, helper.id, name), join(target, helper.id, name));
    }
  }
  writeFileSync(join(target, 'index.json'), modelsIndex(manifests));
}

function placeFiles(source: string, { id, files }: HelperModel, target: string): void {
  for (const { path, bytes } of files) {
    checkInside(id, path);
    const from = join(source, id, path);
    if (!existsSync(from)) throw new Error(`Model ${id}: ${path} is listed but not there.`);
    const size = statSync(from).size;
    if (size !== bytes) throw new Error(`Model ${id}: ${path} has ${size} bytes, not the ${bytes} that are listed.`);
    placeFile(from, join(target, id, path));
  }
}

/** Not among a manifest's files: those are what the engine fetches. */
function placeSheet(source: string, { id, examples_sheet: path }: ModelManifest, target: string): void {
  if (path === undefined) return;
  checkInside(id, path);
  const from = join(source, id, path);
  if (!existsSync(from)) throw new Error(`Model ${id}: ${path} is listed but not there.`);
  placeFile(from, join(target, id, path));
}

function checkInside(id: string, path: string): void {
  const clean = normalize(path);
  if (path.startsWith('/') || clean.startsWith(`..${sep}`) || clean === '..') {
    throw new Error(`Model ${id}: ${path} points out of the model's folder.`);
  }
}

function placeFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  rmSync(to, { force: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // another file system
  }
}
