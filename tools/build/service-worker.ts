import { createHash } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import type { AppFile, AppFiles } from '../../src/contract/offline.ts';
import { filesOf, sha256Of } from './files-of.ts';

/** In the folder itself: a service worker serves the folder that its script lies in. */
const serviceWorkerName = 'sw.js';

/**
 * Bundles the service worker, with the list of this build's files in its script: another build is another script, which is
 * how a browser learns of it.
 */
export async function writeServiceWorker(root: string, dist: string): Promise<void> {
  const files = JSON.stringify(await offlineFiles(dist));
  const version = createHash('sha256').update(files).digest('hex').slice(0, 12);
  const list = `self.ephemeraFiles=${files};self.ephemeraVersion="${version}";\n`;
  writeFileSync(join(dist, serviceWorkerName), list + (await bundled(root)));
}

/** One script that needs no other. */
async function bundled(root: string): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2023',
      rolldownOptions: { input: join(root, 'src/offline/service.worker.ts'), output: { format: 'iife' } },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('the service worker is one bundle');
  return built.output[0].code;
}

/** Weights are not among them: the app stores those by their hash. Nor is what no page of the app fetches. */
async function offlineFiles(dist: string): Promise<AppFiles> {
  const describe = async (path: string): Promise<AppFile> => ({
    path,
    bytes: statSync(join(dist, path)).size,
    sha256: await sha256Of(join(dist, path)),
  });
  const paths = filesOf(dist).filter((path) => !/\.(br|gz)$/.test(path));
  return {
    shell: await Promise.all(paths.filter((path) => isShell(path) && !isOnUse(path)).map(describe)),
    onUse: await Promise.all(paths.filter(isOnUse).map(describe)),
  };
}

function isShell(path: string): boolean {
  return /^(index\.html|manifest\.webmanifest|icon[\w.-]*|assets\/.*|models\/(index|[^/]+\/files)\.json|models\/[^/]+\/examples\.jpg)$/.test(
    path,
  );
}

/** Runtimes: tens of megabytes in all, of which a device needs one. */
function isOnUse(path: string): boolean {
  return /^assets\/.*\.wasm$|^mediapipe\//.test(path);
}
