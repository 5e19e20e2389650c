import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { defaultHostConfig } from '../../../src/contract/host';
import type { GenerateRequest } from '../../../src/contract/request';
import { diffusionApi } from '../../../src/engine/diffusion-api';
import { nodeRuntime } from '../../../tools/node-runtime';
import { aModel } from '../a-model';
import { manifest as sticker } from '../sticker';

const signal = new AbortController().signal;
const ignore = () => undefined;

test('an answer leaves the worker before the next job begins, which may hold the worker for long', async () => {
  const order: string[] = [];
  const api = diffusionApi(() => {
    order.push('the next job began');
    return Promise.reject(new Error('no runtime'));
  });
  const options = { baseUrl: 'https://host.test/', models: [aModel()], host: defaultHostConfig, keepModels: false };
  await api.configure({ ...options, backend: 'wasm', maxThreads: 1 }, ignore);
  const request = (prompt: string): GenerateRequest => ({
    ...{ modelId: 'tiny', prompt, negativePrompt: '', width: 256, height: 256 },
    ...{ numInferenceSteps: 1, guidanceScale: 1, seed: 1 },
  });
  const draw = (prompt: string) => api.generate(request(prompt), {} as never, ignore, signal); // no trail is read

  const refused = draw('a nude man').catch(async () => {
    for (let i = 0; i < 50; i++) await undefined; // what comlink awaits before it posts
    order.push('the answer left');
  });
  await Promise.all([refused, draw('a fox').catch(ignore)]);

  expect(order).toEqual(['the answer left', 'the next job began']);
});

describe('rehearsal', () => {
  afterEach(() => void vi.unstubAllGlobals());

  /** The default model in this process, with its calls counted by what they answer. */
  async function aWorker() {
    vi.stubGlobal(
      'fetch',
      async (url: string) => new Response(new Uint8Array(readFileSync(new URL(url).pathname.slice(1)))),
    );
    const ran: string[] = [];
    const base = nodeRuntime(1);
    const api = diffusionApi(async () => ({
      ...base,
      features: [],
      report: { backend: 'wasm', threads: 1, startMs: 0 },
      async open(graph, externalData) {
        const network = await base.open(graph, externalData);
        const name = `${network.outputs[0]!.name} of ${network.inputs[0]!.name}`;
        return { ...network, run: (...given) => (ran.push(name), network.run(...given)) };
      },
    }));
    const host = defaultHostConfig;
    const options = { baseUrl: 'https://host.test/', models: [sticker], host, keepModels: false };
    await api.configure({ ...options, backend: 'wasm', maxThreads: 1 }, ignore);
    return { api, ran };
  }
  const { width, height } = sticker.defaults;
  const settings = { width, height, numInferenceSteps: 1, guidanceScale: 1, seed: 1 };
  const request = { modelId: 'sticker', prompt: 'a fox', negativePrompt: '', ...settings };
  const trail = { answers: [] };
  const once = [
    'encoder_hidden_states of input_ids',
    'out_sample of sample',
    'sample of latent_sample',
    'dense_3 of input', // the picture check
  ];

  test('a warm worker that is asked for nothing draws once for nobody', { timeout: 60_000 }, async () => {
    const { api, ran } = await aWorker();
    await api.warm('sticker', ignore, signal);

    await vi.waitFor(() => expect(ran).toEqual(once), { timeout: 50_000 });
  });

  test('a picture that is asked for before it does not wait for it', { timeout: 60_000 }, async () => {
    const { api, ran } = await aWorker();
    await api.warm('sticker', ignore, signal);

    await api.generate(request, trail, ignore, signal);
    await new Promise((resolve) => setTimeout(resolve, 500));

    expect(ran).toEqual(once);
  });

  test(
    'nor is there one after a picture that was asked for while the worker became warm',
    { timeout: 60_000 },
    async () => {
      const { api, ran } = await aWorker();

      await Promise.all([api.warm('sticker', ignore, signal), api.generate(request, trail, ignore, signal)]);
      await new Promise((resolve) => setTimeout(resolve, 500));

      expect(ran).toEqual(once);
    },
  );
});

describe('what a cancelled job was reading', () => {
  afterEach(() => void vi.unstubAllGlobals());

  /** A worker whose downloads wait for `arrive`. */
  async function aWaitingWorker() {
    let arrive = () => undefined as void;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const asked: string[] = [];
    const ended: string[] = [];
    vi.stubGlobal('fetch', (url: string, { signal }: RequestInit) => {
      if (signal!.aborted) return Promise.reject(signal!.reason as Error);
      asked.push(url);
      return new Promise<Response>((resolve, reject) => {
        signal!.addEventListener('abort', () => {
          ended.push(url);
          reject(signal!.reason as Error);
        });
        void arrived.then(() => resolve(new Response(new Uint8Array(readFileSync(new URL(url).pathname.slice(1))))));
      });
    });
    const base = nodeRuntime(1);
    const report = { backend: 'wasm', threads: 1, startMs: 0 } as const;
    const api = diffusionApi(async () => ({ ...base, features: [], report }));
    const models = [sticker, aModel()];
    const options = { baseUrl: 'https://host.test/', models, host: defaultHostConfig, keepModels: false };
    await api.configure({ ...options, backend: 'wasm', maxThreads: 1 }, ignore);
    return { api, asked, ended, arrive };
  }
  const { width, height } = sticker.defaults;
  const settings = { width, height, numInferenceSteps: 1, guidanceScale: 1, seed: 1 };
  const request = { modelId: 'sticker', prompt: 'a fox', negativePrompt: '', ...settings };
  const trail = { answers: [] };

  test('goes on for the one that waits for its turn', { timeout: 60_000 }, async () => {
    const { api, asked, ended, arrive } = await aWaitingWorker();
    const cancelled = new AbortController();
    const first = api.generate(request, trail, ignore, cancelled.signal);
    const second = api.generate({ ...request, seed: 2 }, trail, ignore, signal);
    await vi.waitFor(() => expect(asked).not.toEqual([]));

    cancelled.abort();
    arrive();

    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    await expect(second).resolves.toMatchObject({ backend: 'wasm' });
    expect(ended).toEqual([]);
    expect(new Set(asked).size).toBe(asked.length); // none was asked for twice
  });

  test('ends where nobody else wants it', async () => {
    const { api, asked, ended } = await aWaitingWorker();
    const cancelled = new AbortController();
    const only = api.generate(request, trail, ignore, cancelled.signal);
    await vi.waitFor(() => expect(asked).not.toEqual([]));

    cancelled.abort();

    await expect(only).rejects.toMatchObject({ name: 'AbortError' });
    expect(ended).not.toEqual([]);
  });
});
