import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { writeBuildManifest } from './build-manifest.ts';
import { compressFolder } from './compress.ts';
import { writeHostFiles } from './host-files.ts';
import { addIntegrity } from './integrity.ts';
import { writeServiceWorker } from './service-worker.ts';
import { emitModels } from './emit-models.ts';
import { readManifests } from './model-folders.ts';
import { noticesText } from './notices.ts';
import { shippedPackages } from './shipped-packages.ts';
import { billOfMaterials } from './bill-of-materials.ts';

/** What is written after Vite has written its files. The order matters: the manifest hashes all that comes before it. */
export function finishBuild(bundledNames: ReadonlySet<string>): Plugin {
  let root = '';
  return {
    name: 'ephemera:finish-build',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => void (root = config.root),
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler(options) {
        const dist = resolve(root, options.dir ?? 'dist');
        const models = readManifests(join(root, 'models'));
        emitModels(join(root, 'models'), models, join(dist, 'models'));
        const packages = shippedPackages(root, bundledNames);
        writeFileSync(join(dist, 'notices.txt'), noticesText(root, packages, models, foldersOf(join(dist, 'models'))));
        writeFileSync(join(dist, 'sbom.cdx.json'), billOfMaterials(root, packages, models));
        addIntegrity(dist);
        await writeServiceWorker(root, dist);
        await writeBuildManifest(dist);
        writeHostFiles(dist);
        await compressFolder(dist, join(root, '.cache', 'compressed'));
      },
    },
  };
}

function foldersOf(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
