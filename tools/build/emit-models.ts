import { copyFileSync, existsSync, linkSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import type { ModelManifest } from '../../src/contract/manifest.ts';
import { modelsIndex } from './model-folders.ts';

/**
 * Puts the files that each manifest lists into the build, as hard links where the file system allows: weights are large.
 * @throws when a listed file is missing or has another size; hashes are checked by `npm run models -- check`.
 */
export function emitModels(source: string, manifests: readonly ModelManifest[], target: string): void {
  mkdirSync(target, { recursive: true });
  for (const manifest of manifests) {
    for (const { path, bytes } of manifest.files) {
      checkInside(manifest.id, path);
      const from = join(source, manifest.id, path);
      if (!existsSync(from)) throw new Error(`Model ${manifest.id}: ${path} is listed in its manifest but not there.`);
      const size = statSync(from).size;
      if (size !== bytes)
        throw new Error(`Model ${manifest.id}: ${path} has ${size} bytes, its manifest says ${bytes}.`);
      placeFile(from, join(target, manifest.id, path));
    }
    placeFile(join(source, manifest.id, 'manifest.json'), join(target, manifest.id, 'manifest.json'));
  }
  writeFileSync(join(target, 'index.json'), modelsIndex(manifests));
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
