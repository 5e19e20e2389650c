import type { ModelManifest } from '../contract/manifest';
import type { OnProgress } from '../contract/progress';
import type { ExternalData, OnnxNetwork, OnnxRuntime } from '../runtime/onnx-network';
import { namedError } from '../contract/errors';
import { reasonsAgainstModel, reasonsAgainstOne } from './can-run';
import type { LoadedModel } from './loaded-model';
import { readOnnxOutline } from './onnx-outline';

/** Reads one file of the model, whole. `onBytes` hears of bytes as they come. */
export type ReadFile = (path: string, onBytes: (bytes: number) => void) => Promise<Uint8Array>;

export interface LoadOptions {
  /** True: components stay open between jobs. False: each is freed when the job is done with it. */
  readonly keepOpen: boolean;
  readonly onProgress: OnProgress;
  /** What there is to download, for the progress: all files, unless a job is known to need fewer. */
  readonly totalBytes?: number;
}

export interface ModelInUse extends LoadedModel {
  onProgress: OnProgress;
  /**
   * Reads these files before anything asks for them, so that the network works while the runtime compiles, and `last` after
   * the last of them was begun. Resolves when the files are read; a failure is said by whoever asks for the file.
   */
  readonly readAhead: (paths: readonly string[], last?: () => Promise<unknown>) => Promise<void>;
  /** Whether opening this component would wait for no byte. */
  readonly isHere: (component: string) => boolean;
  readonly dispose: () => Promise<void>;
  /** Spent so far on fetching and opening networks. */
  loadMs: number;
}

/**
 * What is asked for ahead and has not arrived: enough that the line is busy while a network is opened, for nothing can be
 * asked for meanwhile; no more, or the file that is needed first would arrive with the last.
 */
const bytesAhead = 3e6;

/** A model over any source of bytes; components are read and opened when first asked for. The runtime may still be starting. */
export function loadModel(
  manifest: ModelManifest,
  runtime: OnnxRuntime | Promise<OnnxRuntime>,
  readFile: ReadFile,
  { keepOpen, onProgress, totalBytes = bytesOf(manifest) }: LoadOptions,
): ModelInUse {
  const open = new Map<string, Promise<OnnxNetwork>>();
  const files = new Map<string, Promise<Uint8Array>>();
  /** Read and not yet asked for. */
  const ahead = new Map<string, Promise<Uint8Array>>();
  /** Asked for, be it ahead. */
  const begun = new Set<string>();
  /** To be read ahead: what is used first comes first, whoever asks for it meanwhile. */
  const queue: (() => unknown)[] = [];
  const sizes = new Map(manifest.files.map(({ path, bytes }) => [path, bytes]));
  let outstanding = 0;
  const arrived = new Set<string>();
  let loadedBytes = 0;
  let maxBufferBytes: number | undefined;
  Promise.resolve(runtime).then(
    (ready) => (maxBufferBytes = ready.maxBufferBytes),
    () => undefined, // said by the first component that is opened
  );

  const read = (path: string) => {
    begun.add(path);
    let heard = 0;
    let awaited = sizes.get(path) ?? 0;
    outstanding += awaited;
    const arrives = (count: number) => {
      awaited -= count;
      outstanding -= count;
      readOn();
    };
    const bytes = readFile(path, (count) => {
      heard += count;
      arrives(count);
      loadedBytes += count;
      model.onProgress({ stage: 'downloading', loadedBytes: Math.min(loadedBytes, totalBytes), totalBytes });
    });
    bytes.then(
      () => {
        arrived.add(path);
        arrives(awaited);
      },
      () => {
        arrives(awaited);
        loadedBytes -= heard; // the next job counts them again
        begun.delete(path);
        ahead.delete(path);
      },
    );
    return bytes;
  };

  /** The bytes belong to the caller: they are not kept here. */
  const take = (path: string) => {
    const bytes = ahead.get(path) ?? read(path);
    ahead.delete(path);
    return bytes;
  };

  function readOn() {
    while (queue.length > 0 && outstanding < bytesAhead) queue.shift()!();
  }

  function queueUp(path: string) {
    begun.add(path);
    const bytes = new Promise<Uint8Array>((resolve) => queue.push(() => resolve(read(path))));
    bytes.catch(() => undefined);
    ahead.set(path, bytes);
  }

  async function openComponent(name: string): Promise<OnnxNetwork> {
    const started = performance.now();
    const component = manifest.components[name];
    if (!component) throw namedError('ModelUnsupportedError', `the model has no component "${name}"`);
    refuse(reasonsAgainstModel(manifest));
    const ready = await runtime;
    const { file, external_data = [] } = component.variants?.[ready.backend] ?? component;
    const graph = await take(file);
    // The weights beside a graph are most of the model: they are not fetched for a graph that nobody can run.
    if (external_data.length > 0 && manifest.family !== 'flow') refuse(await reasonsOfGraph(name, graph));
    const externals = await Promise.all(external_data.map(take));
    model.onProgress({ stage: 'preparing', component: name });
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    const externalData: ExternalData[] = externals.map((data, i) => ({
      path: external_data[i]!.slice(folder.length), // graphs name their data relative to themselves
      data,
    }));
    const network = await ready.open(graph, externalData);
    model.loadMs += performance.now() - started;
    return network;
  }

  const model: ModelInUse = {
    manifest,
    get maxBufferBytes() {
      return maxBufferBytes;
    },
    onProgress,
    loadMs: 0,
    hasComponent: (name: string) => name in manifest.components,
    isHere(name) {
      const { file, external_data = [], variants } = manifest.components[name] ?? {};
      return file !== undefined && !variants && [file, ...external_data].every((path) => arrived.has(path));
    },
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
      const bytes = files.get(path) ?? take(path);
      files.set(path, bytes);
      bytes.catch(() => files.delete(path));
      return bytes;
    },
    async readAhead(paths, last) {
      if (reasonsAgainstModel(manifest).length > 0) return;
      paths.filter((path) => !begun.has(path)).forEach(queueUp);
      if (last) queue.push(last);
      readOn();
      await Promise.allSettled(paths.map((path) => ahead.get(path)));
    },
    async dispose() {
      const networks = [...open.values()];
      open.clear();
      files.clear();
      ahead.clear();
      for (const network of networks) {
        await network.then(
          (opened) => opened.release(),
          () => undefined, // not opened: there is nothing to give back
        );
      }
    },
  };
  return model;
}

function bytesOf(manifest: ModelManifest): number {
  return manifest.files.reduce((sum, file) => sum + file.bytes, 0);
}

function refuse(reasons: readonly string[]): void {
  if (reasons.length > 0) throw namedError('ModelUnsupportedError', reasons.join('; '));
}

async function reasonsOfGraph(name: string, graph: Uint8Array): Promise<string[]> {
  const read = async (offset: number, length: number) => graph.subarray(offset, offset + length);
  const outline = await readOnnxOutline(read, graph.length).catch(() => {
    throw namedError('ModelIntegrityError', `${name} is not an ONNX graph`);
  });
  return reasonsAgainstOne(name, outline);
}
