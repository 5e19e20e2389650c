import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import type { EngineApi } from '../../../src/contract/engine-api';
import { namedError } from '../../../src/contract/errors';
import type { Backend } from '../../../src/contract/request';
import { diffusionApi, type StartRuntime } from '../../../src/engine/diffusion-api';
import type { OnnxNetwork } from '../../../src/runtime/onnx-network';
import { errorFromOrt } from '../../../src/runtime/ort-errors';
import * as storage from '../../../src/storage/model-cache';
import type { Tensor } from '../../../src/tensor/tensor';
import { nodeRuntime } from '../../../tools/node-runtime';
import { ChannelWorker, navigatorWithLocks } from '../engine/channel-worker';
import { manifest } from '../sticker';
import type { Fault, Kind } from './faults';

export const baseUrl = 'https://host.test/';
const root = fileURLToPath(new URL('../../../', import.meta.url));
/** A promise of its own each time: what waits for a shared one would never be let go. */
const never = () => new Promise<never>(() => undefined);

/**
 * Workers, a host, a storage and a graphics card, all on this machine and all breakable. The code between them is the
 * app's own, and the networks are the default model's; the card has the processor's kernels, so its pictures are the same.
 */
export class FaultyWorld {
  /** How often each place was passed since the fault was set. */
  passed = 0;
  #fault: Fault | undefined;
  readonly #networks = new Map<string, Promise<OnnxNetwork>>();
  readonly #files = new Map<string, Uint8Array>();

  constructor() {
    ChannelWorker.makeApi = (worker) => this.#workerApi(worker);
    // onnxruntime-web puts Node's own class there.
    Object.defineProperty(globalThis, 'Worker', { configurable: true, get: () => ChannelWorker, set: () => undefined });
    vi.stubGlobal('navigator', navigatorWithLocks);
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => this.#answer(url, init));
  }

  set fault(fault: Fault | undefined) {
    this.#fault = fault;
    this.passed = 0;
    vi.restoreAllMocks();
    const refuse = (name: string) => async () => {
      throw new DOMException('as the test says', name);
    };
    if (fault?.kind === 'quota') vi.spyOn(storage, 'putChunk').mockImplementation(refuse('QuotaExceededError'));
    if (fault?.kind === 'storage-refused') {
      vi.spyOn(storage, 'putChunk').mockImplementation(refuse('InvalidStateError'));
      vi.spyOn(storage, 'lookUp').mockResolvedValue(undefined);
    }
  }

  /** Leaves this machine as it was. */
  end(): void {
    this.endWorkers();
    vi.unstubAllGlobals();
    Reflect.deleteProperty(globalThis, 'Worker');
  }

  /** Ends what still runs of the last job's workers. */
  endWorkers(): void {
    for (const worker of ChannelWorker.started.splice(0)) worker.terminate();
  }

  /** The kind of fault that this place now has. */
  #strikes(place: string, backend?: Backend): Kind | undefined {
    const fault = this.#fault;
    if (fault?.place !== place) return undefined;
    if (fault.lasting === 'on-card' && backend === 'wasm') return undefined;
    this.passed++;
    return fault.lasting === 'once' && this.passed > 1 ? undefined : fault.kind;
  }

  /** Suffers what stops a call; gives back what spoils its result. */
  async #pass(place: string, worker: ChannelWorker, backend?: Backend): Promise<Kind | undefined> {
    const kind = this.#strikes(place, backend);
    switch (kind) {
      case 'crash':
        worker.crash();
        return never();
      case 'death':
        worker.die();
        return never();
      case 'silence':
        return never();
      case 'device-lost':
        throw namedError('DeviceLostError', 'as the test says');
      case 'out-of-memory':
        throw errorFromOrt(new Error('std::bad_alloc'));
      case 'prose':
        throw errorFromOrt(new Error('[WebGPU] Kernel "Conv" failed'));
      default:
        return kind;
    }
  }

  #workerApi(worker: ChannelWorker): EngineApi {
    let backend: Backend | undefined;
    /** Of each network, in this job; steps that an earlier worker did count as done. */
    let calls: Record<string, number> = {};
    const startRuntime: StartRuntime = async (wanted) => {
      const chosen: Backend = wanted === 'wasm' ? 'wasm' : 'webgpu';
      await this.#pass('start', worker, chosen);
      backend = chosen;
      return {
        backend: chosen,
        report: { backend: chosen, threads: 1, startMs: 0 },
        features: [],
        open: async (graph) => {
          const name = componentOf(graph);
          await this.#pass(`open ${name}`, worker, chosen);
          const network = await this.#network(name, graph);
          return {
            ...network,
            run: async (feeds, fetches) => {
              calls[name] = (calls[name] ?? 0) + 1;
              const kind = await this.#pass(`run ${name} ${calls[name]}`, worker, chosen);
              return spoilt(await network.run(feeds, fetches), kind);
            },
            release: async () => undefined,
          };
        },
      };
    };
    const api = diffusionApi(startRuntime);
    return {
      ...api,
      generate: async (request, trail, onProgress, signal) => {
        calls = { transformer: trail.answers.length };
        const result = await api.generate(
          request,
          trail,
          (progress) => {
            const isLost =
              this.#fault?.kind === 'progress-lost' && progress.stage === 'denoising' && progress.step === 1;
            if (!isLost) onProgress(progress);
            // The gap matters when another worker has to go on.
            if (progress.stage === 'decoding' && this.#strikes('progress') !== undefined) worker.crash();
          },
          signal,
        );
        if (this.#strikes('result', backend) !== undefined) worker.isMute = true;
        return result;
      },
    };
  }

  /** Opened once for all workers: what is tried here is the engine, not the kernels. */
  #network(name: string, graph: Uint8Array): Promise<OnnxNetwork> {
    const network = this.#networks.get(name) ?? nodeRuntime(1).open(graph);
    this.#networks.set(name, network);
    return network;
  }

  #answer(url: string, { headers }: RequestInit): Response {
    const path = new URL(url).pathname.slice(1);
    const content = this.#files.get(path) ?? new Uint8Array(readFileSync(root + path));
    this.#files.set(path, content);
    const from = Number(/\d+/.exec(new Headers(headers).get('Range') ?? '0')![0]);
    const isWeights = path.endsWith('transformer/model.onnx');
    const kind = isWeights ? this.#strikes('download') : undefined;
    const sent = content.slice(from);
    if (kind === 'other-bytes') sent[sent.length >> 1]! ^= 1;
    const body = kind === 'connection' ? broken(sent.subarray(0, sent.length >> 1)) : sent;
    return new Response(body, { status: from > 0 ? 206 : 200 });
  }
}

/** Which graph it is, by its size. */
function componentOf(graph: Uint8Array): string {
  const isIt = ([, { file }]: [string, { file: string }]) =>
    manifest.files.some(({ path, bytes }) => path === file && bytes === graph.length);
  return Object.entries(manifest.components).find(isIt)?.[0] ?? 'safety';
}

function spoilt(results: Record<string, Tensor>, kind: Kind | undefined): Record<string, Tensor> {
  const change: Partial<Record<Kind, (value: number, i: number) => number>> = {
    nan: (value, i) => (i === 3 ? Number.NaN : value),
    zeros: () => 0,
    huge: (value) => value * 1e6,
  };
  const spoil = kind && change[kind];
  if (!spoil) return results;
  return Object.fromEntries(
    Object.entries(results).map(([name, { data, dims }]) => [name, { data: data.map(spoil), dims }]),
  );
}

/** A body that ends in the middle. */
function broken(part: Uint8Array): ReadableStream<Uint8Array> {
  let isSent = false;
  return new ReadableStream({
    pull(controller) {
      if (isSent) controller.error(new TypeError('the connection broke'));
      else controller.enqueue(part);
      isSent = true;
    },
  });
}
