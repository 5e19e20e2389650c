import { defaultHostConfig } from '../../../src/contract/host';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EngineApi, EngineOptions } from '../../../src/contract/engine-api';
import { namedError, type ErrorName } from '../../../src/contract/errors';
import type { CompressedFrame, MotionJob, MotionRequest } from '../../../src/contract/motion';
import { allRead, type GenerateRequest, type GenerateResult } from '../../../src/contract/request';
import type { Progress } from '../../../src/contract/progress';
import type { Trail } from '../../../src/contract/trail';
import { startEngine } from '../../../src/engine/client';
import type { DeviceVerdict } from '../../../src/engine/recovery';
import { aModel } from '../a-model';
import { ChannelWorker, navigatorWithLocks } from './channel-worker';
import { aProbe } from '../session/an-engine';

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
const aMotion = { ...request, keyFrames: [], kind: 'drift' } as unknown as MotionRequest; // what the engine looks at
const result: GenerateResult = {
  pixels: { width: 1, height: 1, data: new Uint8ClampedArray(4) },
  leanedOn: [],
  notRead: allRead,
  safety: { flagged: false },
  elapsedMs: 1,
  loadMs: 0,
  stepMs: 1,
  backend: 'wasm',
};

const configured: EngineOptions[] = [];
let api: EngineApi;
let verdict: DeviceVerdict;
const start = () =>
  startEngine(options, verdict, { tickMs: 5, ticksToStart: 10, ticksAtFirst: 10, times: 5, leastTicks: 5 });
const unheard = () => undefined;

beforeEach(() => {
  ChannelWorker.started.length = 0;
  configured.length = 0;
  verdict = { care: {} };
  api = {
    async configure(given, onNote) {
      configured.push(given);
      onNote({ type: 'backend', backend: given.backend === 'wasm' ? 'wasm' : 'webgpu' });
    },
    warm: async () => ({ backend: 'wasm', threads: 1, startMs: 1, storageRefused: false }),
    probe: async () => aProbe,
    download: async () => true,
    countPrompt: async () => undefined,
    enlarge: async (picture) => picture,
    async generate(_, __, onProgress, signal) {
      onProgress({ stage: 'encoding' });
      signal.throwIfAborted();
      return result;
    },
    motion: async () => undefined,
    check: async () => ({ flagged: false }),
  };
  ChannelWorker.makeApi = () => api;
  vi.stubGlobal('Worker', ChannelWorker);
  vi.stubGlobal('navigator', navigatorWithLocks);
});
afterEach(() => {
  for (const worker of ChannelWorker.started) worker.terminate();
  vi.unstubAllGlobals();
});

const answersNever = () => new Promise<never>(() => undefined);
const fails = (name: ErrorName) => async () => {
  throw namedError(name, 'as the test says');
};
const answer = (value: number) => ({ data: Float32Array.of(value), dims: [1] });
const step = (number: number): Progress => ({
  stage: 'denoising',
  step: number,
  steps: 3,
  elapsedMs: 1,
  answer: answer(number),
});
const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

test('starts one worker when it is needed, and tells it first where the files are', async () => {
  const engine = start();
  expect(ChannelWorker.started).toEqual([]);

  await engine.warm('tiny', unheard, never);
  await engine.generate(request, unheard, never);

  expect(ChannelWorker.started.map(({ url }) => url)).toEqual(['/worker.js']);
  expect(configured).toEqual([options]);
});

test('gives the result and the progress of a picture', async () => {
  const seen: string[] = [];

  expect(await start().generate(request, ({ stage }) => seen.push(stage), never)).toEqual(result);
  await expect.poll(() => seen).toEqual(['encoding']);
});

test('an error that no other worker would do without keeps its name', async () => {
  api.generate = fails('ModelIntegrityError');

  await expect(start().generate(request, unheard, never)).rejects.toMatchObject({
    name: 'ModelIntegrityError',
    message: 'as the test says',
  });
  expect(ChannelWorker.started.length).toBe(1);
});

test('terminate ends the worker and rejects what is pending', async () => {
  api.generate = answersNever;
  api.warm = answersNever;
  const engine = start();
  const picture = engine.generate(request, unheard, never);
  const warm = engine.warm('tiny', unheard, never);

  engine.terminate();

  await expect(picture).rejects.toMatchObject({ name: 'AbortError' });
  await expect(warm).rejects.toMatchObject({ name: 'AbortError' });
  expect(ChannelWorker.started.map(({ isTerminated }) => isTerminated)).toEqual([true]);
});

test('a call after terminate rejects at once', async () => {
  const engine = start();
  engine.terminate();

  await expect(engine.generate(request, unheard, never)).rejects.toMatchObject({ name: 'AbortError' });
});

test('what the workers fetched is known, of the ended ones too', async () => {
  const engine = start();
  const record = { url: 'https://host.test/a', bytes: 3, reason: 'model file', fromCache: false } as const;
  api.configure = async (_, onNote) => onNote({ type: 'request', record });
  api.warm = fails('WorkerCrashedError');

  await engine.warm('tiny', unheard, never).catch(unheard);
  await engine.generate(request, unheard, never);

  await expect.poll(() => engine.requests()).toEqual([record, record]);
});

describe('a worker that ends in the middle of a picture', () => {
  const ends: [string, (worker: ChannelWorker) => void][] = [
    ['by an error', (worker) => worker.crash()],
    ['without a word', (worker) => worker.die()],
    ['by never answering', () => undefined],
  ];
  test.each(ends)('%s, is replaced, and the next one is given the trail', async (_, end) => {
    const trails: Trail[] = [];
    api.generate = async (_, trail, onProgress) => {
      trails.push(structuredClone(trail));
      if (trails.length > 1) return result;
      for (const number of [1, 2]) onProgress(step(number));
      await tick();
      end(ChannelWorker.started[0]!);
      return answersNever();
    };
    const heard: Progress[] = [];

    expect(await start().generate(request, (progress) => heard.push(progress), never)).toEqual(result);

    expect(trails).toEqual([{ answers: [] }, { answers: [answer(1), answer(2)] }]);
    expect(heard).toContainEqual({ stage: 'recovering', fault: 'WorkerCrashedError', remedy: 'again' });
    expect(heard.some((progress) => 'answer' in progress)).toBe(false);
    expect(ChannelWorker.started.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  });

  test('leaves a trail without gaps: what comes after a lost message is not used', async () => {
    const trails: Trail[] = [];
    api.generate = async (_, trail, onProgress) => {
      trails.push(structuredClone(trail));
      if (trails.length > 1) return result;
      for (const number of [1, 3]) onProgress(step(number));
      await tick();
      return fails('DeviceLostError')();
    };

    await start().generate(request, unheard, never);

    expect(trails[1]).toEqual({ answers: [answer(1)] });
  });

  test('takes nobody along: another call on it goes on with the next worker', async () => {
    api.motion = async () => (ChannelWorker.started.length === 1 ? answersNever() : undefined);
    api.generate = async () => (ChannelWorker.started.length === 1 ? fails('OutOfMemoryError')() : result);
    const engine = start();

    const clip = engine.motion({ motion: aMotion, wanted: [], known: [] }, unheard, never);
    const picture = engine.generate(request, unheard, never);

    await expect(picture).resolves.toEqual(result);
    await expect(clip).resolves.toBeUndefined();
  });

  test('is not replaced once the visitor has cancelled', async () => {
    const controller = new AbortController();
    api.generate = async () => {
      controller.abort();
      return fails('WorkerCrashedError')();
    };

    await expect(start().generate(request, unheard, controller.signal)).rejects.toThrow();
    expect(ChannelWorker.started.length).toBe(1);
  });
});

test('a job’s trail goes with the job: neither the next one nor the session is given it', async () => {
  const trails: Trail[] = [];
  api.generate = async (_, trail, onProgress) => {
    trails.push(structuredClone(trail));
    onProgress(step(1));
    onProgress({ stage: 'decoding', drawn: { latents: answer(2), leanedOn: [], notRead: allRead } });
    return result;
  };
  const heard: Progress[] = [];
  const engine = start();

  for (let i = 0; i < 2; i++) await engine.generate(request, (progress) => heard.push(progress), never);
  await expect.poll(() => heard.length).toBe(4);

  expect(trails).toEqual([{ answers: [] }, { answers: [] }]);
  expect(heard.map((progress) => Object.keys(progress).filter((key) => /answer|drawn/.test(key)))).toEqual([
    [],
    [],
    [],
    [],
  ]);
});

describe('a device that fails again and again', () => {
  test('is left for the processor, and the next engine of the session knows', async () => {
    api.generate = async () => (configured.at(-1)!.backend === 'wasm' ? result : fails('DeviceLostError')());
    const remedies: string[] = [];

    await start().generate(
      request,
      (progress) => progress.stage === 'recovering' && remedies.push(progress.remedy),
      never,
    );
    await start().generate(request, unheard, never);

    expect(remedies).toEqual(['again', 'again', 'processor']);
    expect(configured.map(({ backend }) => backend)).toEqual(['auto', 'auto', 'auto', 'wasm', 'wasm']);
  });

  test('and computes wrongly is not believed in what it said before', async () => {
    const trails: Trail[] = [];
    api.generate = async (_, trail, onProgress) => {
      trails.push(structuredClone(trail));
      if (trails.length > 1) return result;
      onProgress(step(1));
      await tick();
      return fails('WrongResultError')();
    };

    await start().generate(request, unheard, never);

    expect(trails).toEqual([{ answers: [] }, { answers: [] }]);
    expect(verdict.care).toEqual({ backend: 'wasm' });
  });

  test('and has no room to decode is given smaller tiles first', async () => {
    api.generate = async (_, __, onProgress) => {
      if (configured.at(-1)!.maxBufferBytes === 64 * 2 ** 20) return result;
      onProgress({ stage: 'decoding' });
      await tick();
      return fails('OutOfMemoryError')();
    };

    await start().generate({ ...request, width: 512, height: 512 }, unheard, never);

    expect(configured.map(({ maxBufferBytes }) => maxBufferBytes)).toEqual([undefined, 128 * 2 ** 20, 64 * 2 ** 20]);
    expect(configured.every(({ backend }) => backend === 'auto')).toBe(true);
  });

  test('as every other does ends in its error, after a bounded number of tries and without a verdict', async () => {
    api.generate = fails('DeviceLostError');

    await expect(start().generate(request, unheard, never)).rejects.toMatchObject({ name: 'DeviceLostError' });

    expect(ChannelWorker.started.length).toBe(6);
    expect(verdict.care).toEqual({});
  });
});

test('a clip whose worker ends is made on, without the frames and latents that are there', async () => {
  const jobs: MotionJob[] = [];
  const frame = { width: 1, height: 1, bytes: new Uint8Array(1) } as unknown as CompressedFrame;
  const latents = { drawn: 0, ...answer(1) };
  api.motion = async (job, onEvent) => {
    jobs.push(structuredClone(job));
    if (jobs.length > 1) return;
    onEvent({ type: 'latents', latents });
    onEvent({ type: 'frame', indices: [0, 2], frame });
    await tick();
    return fails('DeviceLostError')();
  };

  await start().motion({ motion: aMotion, wanted: [0, 1, 2], known: [] }, unheard, never);

  expect(jobs.map(({ wanted }) => wanted)).toEqual([[0, 1, 2], [1]]);
  expect(jobs[1]!.known).toEqual([latents]);
});

test('a worker that has done much is ended between two jobs, and none is started until it is needed', async () => {
  const engine = start();

  await engine.generate({ ...request, numInferenceSteps: 999 }, unheard, never);
  expect(ChannelWorker.started.map(({ isTerminated }) => isTerminated)).toEqual([false]);
  await engine.generate(request, unheard, never);
  expect(ChannelWorker.started.map(({ isTerminated }) => isTerminated)).toEqual([true]);
  await engine.generate(request, unheard, never);

  expect(ChannelWorker.started.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
});

test('one that has done a good part of it is ended as soon as nothing waits for it, one that has not is kept', async () => {
  const engine = start();

  expect(engine.rest(), 'without a worker').toBe(false);
  await engine.generate({ ...request, numInferenceSteps: 599 }, unheard, never);
  expect(engine.rest()).toBe(false);
  await engine.generate(request, unheard, never);
  const drawing = engine.generate({ ...request, numInferenceSteps: 1 }, unheard, never);
  expect(engine.rest(), 'while it draws').toBe(false);
  await drawing;
  expect(engine.rest()).toBe(true);
  expect(engine.rest(), 'its work is not the next one’s').toBe(false);
  expect(ChannelWorker.started.map(({ isTerminated }) => isTerminated)).toEqual([true]);
});
