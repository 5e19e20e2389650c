import type { ModelManifest } from '../contract/manifest';
import type { OnProgress } from '../contract/progress';
import type { ExternalData, OnnxNetwork, OnnxRuntime } from '../runtime/onnx-network';
import { namedError } from '../contract/errors';
import type { LoadedModel } from './loaded-model';

/** Reads one file of the model, whole. `onBytes` hears of bytes as they come. */
export type ReadFile = (path: string, onBytes: (bytes: number) => void) => Promise<Uint8Array>;

export interface LoadOptions {
  /** True: components stay open between jobs. False: each is freed when the job is done with it. */
  readonly keepOpen: boolean;
  readonly onProgress: OnProgress;
}

/** A model over any source of bytes; components are read and opened when first asked for. */
export function loadModel(
  manifest: ModelManifest,
  runtime: OnnxRuntime,
  readFile: ReadFile,
  { keepOpen, onProgress }: LoadOptions,
): LoadedModel & { readonly dispose: () => Promise<void>; onProgress: OnProgress } {
  const open = new Map<string, Promise<OnnxNetwork>>();
  const files = new Map<string, Promise<Uint8Array>>();
  const totalBytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  let loadedBytes = 0;

  const read = (path: string) => {
    let heard = 0;
    const bytes = readFile(path, (count) => {
      heard += count;
      loadedBytes += count;
      model.onProgress({ stage: 'downloading', loadedBytes: Math.min(loadedBytes, totalBytes), totalBytes });
    });
    bytes.catch(() => (loadedBytes -= heard)); // the next job counts them again
    return bytes;
  };

  async function openComponent(name: string): Promise<OnnxNetwork> {
    const component = manifest.components[name];
    if (!component) throw namedError('ModelUnsupportedError', `the model has no component "${name}"`);
    const { file, external_data = [] } = component.variants?.[runtime.backend] ?? component;
    const [graph, ...externals] = await Promise.all([file, ...external_data].map(read));
    model.onProgress({ stage: 'preparing', component: name });
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    const externalData: ExternalData[] = externals.map((data, i) => ({
      path: external_data[i]!.slice(folder.length), // graphs name their data relative to themselves
      data,
    }));
    return runtime.open(graph!, externalData);
  }

  const model = {
    manifest,
    ...(runtime.maxBufferBytes !== undefined && { maxBufferBytes: runtime.maxBufferBytes }),
    onProgress,
    hasComponent: (name: string) => name in manifest.components,
    open(name: string) {
      const network = open.get(name) ?? openComponent(name);
      open.set(name, network);
      network.catch(() => open.delete(name)); // the next job may try again
      return network;
    },
    async done(name: string) {
      const network = open.get(name);
      if (keepOpen || !network) return;
      open.delete(name);
      await (await network).release();
    },
    file(path: string) {
      const bytes = files.get(path) ?? read(path);
      files.set(path, bytes);
      bytes.catch(() => files.delete(path));
      return bytes;
    },
    async dispose() {
      const networks = [...open.values()];
      open.clear();
      files.clear();
      for (const network of networks) await (await network).release();
    },
  };
  return model;
}
