import type { ModelManifest } from '../contract/manifest';
import { modelFile } from '../catalog/catalog';
import type { ModelFile } from '../contract/model-file';
import { fetchJson } from '../network/download';
import type { OnnxNetwork, OnnxRuntime } from '../runtime/onnx-network';

/** A network that the app uses by itself; `models/<id>/files.json` lists its one file. */
export interface HelperNetwork {
  /** Fetches it. A failure is said by `open`. */
  readAhead(): Promise<void>;
  /** Whether opening it would wait for no byte. */
  isHere(): boolean;
  /** Opens it when first asked; a failure is forgotten, so that the next job tries again. */
  open(): Promise<OnnxNetwork>;
}

export function helperNetwork(
  id: string,
  baseUrl: string,
  runtime: OnnxRuntime | Promise<OnnxRuntime>,
  read: (file: ModelFile) => Promise<Uint8Array>,
): HelperNetwork {
  let graph: Promise<Uint8Array> | undefined;
  let network: Promise<OnnxNetwork> | undefined;
  let isRead = false;

  async function readGraph(): Promise<Uint8Array> {
    const list = await fetchJson(new URL(`models/${id}/files.json`, baseUrl).href, AbortSignal.timeout(30_000));
    const files = list as Pick<ModelManifest, 'id' | 'files'>; // our own file, made with the app
    return read(modelFile(files, files.files[0]!.path, baseUrl));
  }

  const useGraph = () => {
    graph ??= readGraph();
    graph.then(
      () => (isRead = true),
      () => (graph = undefined),
    );
    return graph;
  };

  async function open(): Promise<OnnxNetwork> {
    const bytes = await useGraph();
    graph = undefined; // the network has its own copy
    return (await runtime).open(bytes);
  }

  return {
    async readAhead() {
      if (!network) await useGraph().catch(() => undefined);
    },
    isHere: () => isRead,
    open() {
      network ??= open();
      network.catch(() => {
        network = undefined;
        isRead = false;
      });
      return network;
    },
  };
}
