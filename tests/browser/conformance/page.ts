import type { ModelManifest } from '../../../src/contract/manifest';
import type { Backend } from '../../../src/contract/request';
import { loadModel } from '../../../src/models/load';
import { createRuntime } from '../../../src/runtime/ort-runtime';
import { checkEndToEnd } from '../../../tools/conformance/e2e';
import type { Finding } from '../../../tools/conformance/finding';

declare global {
  interface Window {
    /** Runs one end-to-end case of the fixtures with the app's own code in this browser. */
    checkCase?: (backend: Backend, caseName: string, modelName: string, manifest: ModelManifest) => Promise<Finding>;
  }
}

const fixtures = new URL('/golden/', location.href);

async function read(path: string): Promise<Uint8Array | undefined> {
  const response = await fetch(new URL(path, fixtures));
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
}

async function readNeeded(path: string): Promise<Uint8Array> {
  const bytes = await read(path);
  if (!bytes) throw new Error(`${path} is missing`);
  return bytes;
}

window.checkCase = async (backend, caseName, modelName, manifest) => {
  const runtime = await createRuntime(backend, 1);
  if (runtime.backend !== backend) throw new Error(`this browser gave ${runtime.backend}, not ${backend}`);
  const model = loadModel(manifest, runtime, (path) => readNeeded(`models/${modelName}/${path}`), {
    keepOpen: true,
    onProgress: () => undefined,
  });
  const golden = JSON.parse(new TextDecoder().decode(await readNeeded(`e2e/${caseName}/case.json`)));
  const finding = await checkEndToEnd((name) => read(`e2e/${caseName}/${name}`), golden, model);
  await model.dispose();
  return finding;
};
