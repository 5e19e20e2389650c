import { defaultHostConfig } from '../../../src/contract/host';
import { expose } from 'comlink';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EngineApi, EngineOptions } from '../../../src/contract/engine-api';
import { namedError } from '../../../src/contract/errors';
import type { GenerateRequest, GenerateResult } from '../../../src/contract/request';
import { startEngine } from '../../../src/engine/client';
import { aModel } from '../a-model';

vi.mock('../../../src/engine/diffusion.worker?worker&url', () => ({ default: '/worker.js' }));

const options: EngineOptions = {
  baseUrl: 'https://host.test/',
  models: [aModel()],
  backend: 'auto',
  maxThreads: 1,
  keepModels: true,
  host: defaultHostConfig,
};
const never = new AbortController().signal;
const request: GenerateRequest = {
  modelId: 'tiny',
  prompt: 'a red apple',
  negativePrompt: '',
  width: 1,
  height: 1,
  numInferenceSteps: 2,
  guidanceScale: 1,
  seed: 0,
};
const result: GenerateResult = {
  pixels: { width: 1, height: 1, data: new Uint8ClampedArray(4) },
  leanedOn: [],
  unknownWords: [],
  droppedWords: 0,
  safety: { flagged: false },
  elapsedMs: 1,
  stepMs: 1,
  backend: 'wasm',
};

/** The browser's Worker is what Node lacks: this one is a channel with our API at its far end. */
class ChannelWorker {
  static readonly started: ChannelWorker[] = [];
  static api: EngineApi;
  readonly #channel = new MessageChannel();
  readonly url: string;
  onerror: (() => void) | undefined;
  isTerminated = false;
  constructor(url: string) {
    this.url = url;
    ChannelWorker.started.push(this);
    expose(ChannelWorker.api, this.#channel.port1);
    this.#channel.port2.start();
  }
  postMessage(message: unknown, transfer: Transferable[] = []) {
    this.#channel.port2.postMessage(message, transfer);
  }
  addEventListener(type: string, listener: (event: Event) => void) {
    this.#channel.port2.addEventListener(type, listener);
  }
  removeEventListener(type: string, listener: (event: Event) => void) {
    this.#channel.port2.removeEventListener(type, listener);
  }
  terminate() {
    this.isTerminated = true;
    this.#channel.port1.close();
    this.#channel.port2.close();
  }
}

const configured: EngineOptions[] = [];

beforeEach(() => {
  ChannelWorker.started.length = 0;
  configured.length = 0;
  ChannelWorker.api = {
    async configure(given) {
      configured.push(given);
    },
    warm: async () => ({ backend: 'wasm', threads: 1, storageRefused: false }),
    async generate(_, onProgress, signal) {
      onProgress({ stage: 'encoding' });
      signal.throwIfAborted();
      return result;
    },
    motion: async () => undefined,
    requests: async () => [],
  };
  vi.stubGlobal('Worker', ChannelWorker);
});
afterEach(() => {
  for (const worker of ChannelWorker.started) worker.terminate();
  vi.unstubAllGlobals();
});

const answersNever = () => new Promise<never>(() => undefined);

test('starts one worker and tells it first where the files are', async () => {
  const engine = startEngine(options);
  await engine.requests();

  expect(ChannelWorker.started.map(({ url }) => url)).toEqual(['/worker.js']);
  expect(configured).toEqual([options]);
});

test('gives the result and the progress of a picture', async () => {
  const seen: string[] = [];

  expect(await startEngine(options).generate(request, ({ stage }) => seen.push(stage), never)).toEqual(result);
  await expect.poll(() => seen).toEqual(['encoding']);
});

test('an error of the worker keeps its name', async () => {
  ChannelWorker.api.generate = async () => {
    throw namedError('ModelIntegrityError', 'not the file');
  };

  await expect(startEngine(options).generate(request, () => undefined, never)).rejects.toMatchObject({
    name: 'ModelIntegrityError',
    message: 'not the file',
  });
});

test('terminate ends the worker and rejects what is pending', async () => {
  ChannelWorker.api.generate = answersNever;
  ChannelWorker.api.warm = answersNever;
  const engine = startEngine(options);
  const picture = engine.generate(request, () => undefined, never);
  const warm = engine.warm('tiny', () => undefined, never);

  engine.terminate();

  await expect(picture).rejects.toMatchObject({ name: 'AbortError' });
  await expect(warm).rejects.toMatchObject({ name: 'AbortError' });
  expect(ChannelWorker.started[0]!.isTerminated).toBe(true);
});

test('a call after terminate rejects at once', async () => {
  const engine = startEngine(options);
  engine.terminate();

  await expect(engine.requests()).rejects.toMatchObject({ name: 'AbortError' });
});

test('a worker that crashes rejects what is pending by name', async () => {
  ChannelWorker.api.generate = answersNever;
  const engine = startEngine(options);
  const picture = engine.generate(request, () => undefined, never);

  ChannelWorker.started[0]!.onerror!();

  await expect(picture).rejects.toMatchObject({ name: 'WorkerCrashedError' });
});
