import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelManifest } from '../../src/contract/manifest.ts';
import { nodeRuntime } from '../node-runtime.ts';

/** Above this a graph and its weights do not fit the runtime's memory in Node with certainty; a browser may still run it. */
const largestBytes = 1.5e9;

/**
 * Opens each graph with the runtime that the page uses (its WASM), which knows best what it can run.
 * @throws with the component and the runtime's own words.
 */
export async function openGraphs(manifest: ModelManifest, folder: string): Promise<void> {
  const runtime = nodeRuntime();
  const sizes = new Map(manifest.files.map(({ path, bytes }) => [path, bytes]));
  for (const [name, { file, external_data = [] }] of Object.entries(manifest.components)) {
    if ([file, ...external_data].reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0) > largestBytes) continue;
    const graphFolder = file.slice(0, file.lastIndexOf('/') + 1);
    const externals = external_data.map((path) => ({
      path: path.slice(graphFolder.length),
      data: new Uint8Array(readFileSync(join(folder, path))),
    }));
    try {
      const network = await runtime.open(new Uint8Array(readFileSync(join(folder, file))), externals);
      await network.release();
    } catch (error) {
      throw new Error(`The model cannot run here: ${name} does not open: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }
}
