import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import { errorNames, namedError } from '../../../src/contract/errors';
import type { Progress } from '../../../src/contract/progress';
import type { GenerateResult } from '../../../src/contract/request';
import { ask } from '../../../src/session/ask';
import { offer } from '../../../src/session/save';
import { maxPictures, type Settings } from '../../../src/session/settings';
import { aModel } from '../a-model';
import { anEngine, aResult, aSession, drawsUntilCancelled } from './an-engine';

const tick = () => new Promise((resolve) => setTimeout(resolve, 5));
const pixel = { width: 1, height: 1, data: new Uint8ClampedArray(4) };

/** Everything in an object, through getters (Svelte's state is made of them), as plain values. Seeds are drawn anew. */
function plain(value: unknown): unknown {
  if (value instanceof Set || value instanceof Map) return [...value].map(plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  const getters: string[] = [];
  for (
    let level = Object.getPrototypeOf(value);
    level && level !== Object.prototype;
    level = Object.getPrototypeOf(level)
  ) {
    for (const [key, { get }] of Object.entries(Object.getOwnPropertyDescriptors(level))) if (get) getters.push(key);
  }
  const keys = [...Object.keys(value), ...getters].filter((key) => key !== 'seed').sort();
  return Object.fromEntries(keys.map((key) => [key, plain((value as Record<string, unknown>)[key])]));
}

describe('generate', () => {
  test('adds a picture with its recipe, labelled by its prompt, and selects it', async () => {
    const { session } = aSession();
    session.content.prompt = ' a red fox ';
    session.content.settings.seed = 7;

    await ask(session);

    const [picture] = session.content.pictures;
    expect(picture).toMatchObject({
      id: 1,
      label: 'a red fox',
      modelTitle: 'Tiny',
      sourceType: 'trainedAlgorithmicMedia',
      recipe: { prompt: 'a red fox', seed: 7, numInferenceSteps: 4, usedPicture: false, usedMask: false },
    });
    expect(session.selected).toBe(picture);
    expect(session.job).toMatchObject({ state: 'done', pictures: 1 });
  });

  test('several pictures in one go have seeds that count up', async () => {
    const engine = anEngine();
    const { session } = aSession(engine);
    session.content.prompt = 'a fox';
    session.content.settings.seed = 41;
    session.content.settings.numPictures = 4;

    await ask(session);

    expect(engine.generate.mock.calls.map(([request]) => request.seed)).toEqual([41, 42, 43, 44]);
    expect(session.content.pictures.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  });

  test('starts one engine for many pictures', async () => {
    const { session, startEngine } = aSession();
    session.content.prompt = 'a fox';

    await ask(session);
    await ask(session);

    expect(startEngine).toHaveBeenCalledOnce();
  });

  test('a locked seed stays, an open one is drawn anew', async () => {
    const { session } = aSession();
    session.content.prompt = 'a fox';
    session.content.settings.seed = 7;
    session.content.settings.isSeedLocked = true;
    await ask(session);
    expect(session.content.settings.seed).toBe(7);

    session.content.settings.isSeedLocked = false;
    await ask(session);

    expect(session.content.settings.seed).not.toBe(7);
  });

  test('the visitor may go on typing: the picture is of what was asked', async () => {
    const engine = anEngine(async (request) => {
      await tick();
      return aResult(request);
    });
    const { session } = aSession(engine);
    session.content.prompt = 'a fox';
    session.content.settings.numPictures = 2;

    const job = ask(session);
    session.content.prompt = 'a castle';
    session.content.settings.numInferenceSteps = 9;
    await job;

    expect(session.content.pictures.map(({ label }) => label)).toEqual(['a fox', 'a fox']);
    expect(session.content.pictures.map(({ recipe }) => recipe!.numInferenceSteps)).toEqual([4, 4]);
  });

  test('what is asked for while one runs waits, and is drawn when that is cancelled', async () => {
    const engine = anEngine(drawsUntilCancelled);
    const { session } = aSession(engine);
    session.content.prompt = 'a fox';
    const job = ask(session);

    await ask(session);

    expect(engine.generate).toHaveBeenCalledOnce();
    expect(session.content.queue).toHaveLength(1);
    session.cancel();
    await vi.waitFor(() => expect(engine.generate).toHaveBeenCalledTimes(2));
    session.cancel();
    await job;
  });

  test('a number of pictures that cannot be drawn is told as such', async () => {
    const { session } = aSession(anEngine(drawsUntilCancelled));
    session.content.prompt = 'a fox';
    session.content.settings.numPictures = 99;

    await ask(session);

    expect(session.job).toMatchObject({
      state: 'failed',
      detail: expect.stringMatching(/number of pictures/) as string,
    });
  });

  test('progress that arrives after the result is dropped', async () => {
    let late: (progress: Progress) => void = () => undefined;
    const engine = anEngine(async (request, onProgress) => {
      late = onProgress;
      return aResult(request);
    });
    const { session } = aSession(engine);
    session.content.prompt = 'a fox';
    await ask(session);
    const done = session.job;

    late({ stage: 'decoding' });

    expect(session.job).toBe(done);
  });
});

describe('bad input', () => {
  const cases: [string, (settings: Settings) => void][] = [
    ['a width that the model does not draw', (settings) => (settings.width = 4096)],
    ['a size that is not a number', (settings) => (settings.height = Number.NaN)],
    ['no steps', (settings) => (settings.numInferenceSteps = 0)],
    ['too many steps', (settings) => (settings.numInferenceSteps = 21)],
    ['half a step', (settings) => (settings.numInferenceSteps = 2.5)],
    ['steps as text', (settings) => Object.assign(settings, { numInferenceSteps: '4' })],
    ['steps that were cleared', (settings) => Object.assign(settings, { numInferenceSteps: null })],
    ['guidance that is not a number', (settings) => (settings.guidanceScale = Number.NaN)],
    ['guidance beyond the model', (settings) => (settings.guidanceScale = 11)],
    ['infinite guidance', (settings) => (settings.guidanceScale = Infinity)],
    ['a strength of nothing', (settings) => (settings.strength = 0)],
    ['a strength as an object', (settings) => Object.assign(settings, { strength: {} })],
    ['a negative seed', (settings) => (settings.seed = -1)],
    ['a seed beyond 32 bits', (settings) => (settings.seed = 2 ** 32)],
    ['a seed as text', (settings) => Object.assign(settings, { seed: '7' })],
    ['no pictures', (settings) => (settings.numPictures = 0)],
    ['a number of pictures that is not one', (settings) => (settings.numPictures = Number.NaN)],
    ['half a picture', (settings) => (settings.numPictures = 1.5)],
    ['more pictures than one job makes', (settings) => (settings.numPictures = maxPictures + 1)],
    ['pictures as text', (settings) => Object.assign(settings, { numPictures: '2' })],
  ];

  test.each(cases)('%s ends in a BadRequestError, and everything stays as it was', async (_, change) => {
    const engine = anEngine();
    const { session } = aSession(engine);
    session.content.prompt = 'a fox';
    await ask(session);
    engine.generate.mockClear();
    change(session.content.settings);
    const before = plain(session.content);

    await ask(session);

    expect(session.job).toMatchObject({ state: 'failed', errorName: 'BadRequestError' });
    expect(engine.generate).not.toHaveBeenCalled();
    expect(plain(session.content)).toEqual(before);
  });

  test.each(['', '   ', '\n\t', '\u00a0'])('an empty prompt (%j) is a BadRequestError', async (prompt) => {
    const { session, startEngine } = aSession();
    session.content.prompt = prompt;

    await ask(session);

    expect(session.job).toMatchObject({ state: 'failed', errorName: 'BadRequestError' });
    expect(startEngine).not.toHaveBeenCalled();
  });

  test('the message of a bad request holds nothing that was typed', async () => {
    const { session } = aSession();
    session.content.prompt = 'a secret prompt';
    Object.assign(session.content.settings, { numInferenceSteps: 'a secret' });

    await ask(session);

    expect(JSON.stringify(session.job)).not.toContain('secret');
  });

  test.each([
    ['10,000 characters', 'a red fox '.repeat(1000)],
    ['emoji', '🦊🎩👩‍🚀'],
    ['right-to-left text', 'שועל אדום عربي'],
    ['a lone surrogate', 'a fox \ud83e'],
    ['markup', '<img src=x onerror=alert(1)> {{7*7}} ${1}'],
  ])('%s is drawn as it was typed', async (_, prompt) => {
    const engine = anEngine();
    const { session } = aSession(engine);
    session.content.prompt = prompt;

    await ask(session);

    expect(session.job.state).toBe('done');
    expect(engine.generate.mock.calls[0]![0].prompt).toBe(prompt.trim());
    expect(session.content.prompt).toBe(prompt);
  });
});

describe('an error', () => {
  test.each(errorNames.filter((name) => name !== 'AbortError'))(
    '%s keeps prompt, settings and pictures',
    async (name) => {
      const engine = anEngine();
      const { session } = aSession(engine);
      session.content.prompt = 'a fox';
      session.content.reference = pixel;
      await ask(session);
      const before = plain(session.content);
      engine.generate.mockRejectedValueOnce(namedError(name, 'why'));

      await ask(session);

      expect(session.job).toMatchObject({ state: 'failed', errorName: name });
      expect(plain(session.content)).toEqual(before);
    },
  );

  test('that the engine survived is told while it goes on, and when the pictures are done', async () => {
    const recovery = { fault: 'DeviceLostError', remedy: 'processor' } as const;
    const engine = anEngine(async (request, onProgress) => {
      if (request.seed === 1) onProgress({ stage: 'recovering', ...recovery });
      return aResult(request);
    });
    const { session } = aSession(engine);
    session.content.prompt = 'a fox';
    Object.assign(session.content.settings, { seed: 1, numPictures: 2 });

    await ask(session);

    expect(session.job).toMatchObject({ state: 'done', pictures: 2, recoveries: [recovery] });
  });

  test('what was finished before it stays', async () => {
    const engine = anEngine();
    const { session } = aSession(engine);
    session.content.prompt = 'a fox';
    session.content.settings.numPictures = 3;
    engine.generate.mockImplementationOnce(async (request) => aResult(request));
    engine.generate.mockRejectedValueOnce(namedError('OutOfMemoryError', 'full'));

    await ask(session);

    expect(session.content.pictures).toHaveLength(1);
  });

  test('can be put away', async () => {
    const { session } = aSession();
    await ask(session);
    expect(session.job.state).toBe('failed');

    session.dismiss();

    expect(session.job).toEqual({ state: 'idle' });
  });
});

describe('cancel', () => {
  test('a second call ends the worker at once, and the job counts as cancelled', async () => {
    const ended = new AbortController();
    // An engine inside a step that never ends: it hears no signal, only the end of its worker.
    const engine = anEngine(
      () =>
        new Promise((_, reject) => {
          ended.signal.addEventListener('abort', () => reject(namedError('AbortError', 'the worker was ended')));
        }),
    );
    engine.terminate.mockImplementation(() => ended.abort());
    const { session } = aSession(engine);
    session.content.prompt = 'a cat';
    const done = ask(session);
    await vi.waitFor(() => expect(engine.generate).toHaveBeenCalled());

    session.cancel();
    expect(session.job).toMatchObject({ state: 'running', isStopping: true });
    expect(engine.terminate).not.toHaveBeenCalled();
    session.cancel();
    await done;

    expect(engine.terminate).toHaveBeenCalledOnce();
    expect(session.job).toEqual({ state: 'cancelled', pictures: 0 });
    expect(session.content.prompt).toBe('a cat');
  });

  test('ends the job, keeps the warm engine and what was finished, and the next Generate works', async () => {
    const engine = anEngine(drawsUntilCancelled);
    const { session, startEngine } = aSession(engine);
    session.content.prompt = 'a fox';
    session.content.settings.numPictures = 4;
    engine.generate.mockImplementationOnce(async (request) => aResult(request));
    const job = ask(session);
    await tick();

    session.cancel();
    await job;

    expect(session.job).toEqual({ state: 'cancelled', pictures: 1 });
    expect(session.content.prompt).toBe('a fox');
    expect(engine.terminate).not.toHaveBeenCalled();
    engine.generate.mockImplementation(async (request) => aResult(request));
    await ask(session);
    expect(session.job.state).toBe('done');
    expect(startEngine).toHaveBeenCalledOnce();
  });

  test('with nothing running does nothing', () => {
    const { session } = aSession();

    session.cancel();

    expect(session.job).toEqual({ state: 'idle' });
  });
});

describe('forget', () => {
  test('leaves the session as it was born and ends the worker', async () => {
    const engine = anEngine();
    const { session } = aSession(engine);
    const born = plain(session.content);
    session.content.prompt = 'a red fox';
    session.content.negativePrompt = 'blue';
    session.content.reference = pixel;
    session.content.settings.numPictures = 2;
    await ask(session);
    expect(plain(session.content)).not.toEqual(born);

    const report = session.forget();

    expect(plain(session.content)).toEqual(born);
    expect(session.job).toEqual({ state: 'idle' });
    expect(engine.terminate).toHaveBeenCalledOnce();
    expect(report).toMatchObject({ pictures: 2, workers: 1, addresses: 0 });
  });

  test('during a job: a result that comes too late is not let in', async () => {
    let finish: (result: GenerateResult) => void = () => undefined;
    const engine = anEngine(() => new Promise((resolve) => (finish = resolve)));
    const { session } = aSession(engine);
    session.content.prompt = 'a fox';
    const job = ask(session);

    session.forget();
    finish({
      ...aResult(engine.generate.mock.calls[0]![0]),
      notRead: { unknown: ['secret'], dropped: 3, notLaid: [] },
    });
    await job;

    expect(session.content.pictures).toEqual([]);
    expect(session.notRead).toEqual({ unknown: [], dropped: 0, notLaid: [] });
    expect(session.job).toEqual({ state: 'idle' });
  });

  test('the words that a model did not know go too', async () => {
    const { session } = aSession(
      anEngine(async (request) => ({ ...aResult(request), notRead: { unknown: ['zxqv'], dropped: 0, notLaid: [] } })),
    );
    session.content.prompt = 'a zxqv';
    await ask(session);
    expect(session.notRead.unknown).toEqual(['zxqv']);

    session.forget();

    expect(session.notRead.unknown).toEqual([]);
  });

  test('ends what else was registered, and counts it', () => {
    const { session } = aSession();
    const end = vi.fn(() => 2);
    const takeBack = session.onForget(end);

    expect(session.forget().workers).toBe(2);
    takeBack();
    session.forget();

    expect(end).toHaveBeenCalledOnce();
  });

  test('revokes the addresses of downloads, and counts them', () => {
    vi.stubGlobal('document', { createElement: () => ({ click: () => undefined }) });
    const revoke = vi.spyOn(URL, 'revokeObjectURL');
    offer(Uint8Array.of(1), 'image/png', 'a.png');
    vi.unstubAllGlobals();

    expect(aSession().session.forget().addresses).toBe(1);
    expect(revoke).toHaveBeenCalledOnce();
    revoke.mockRestore();
  });

  test('text fields are made anew, and with them their undo history', () => {
    const { session } = aSession();
    const before = session.generation;

    session.forget();

    expect(session.generation).toBe(before + 1);
  });
});

test('warming the model ahead says how it will run, and its failure says nothing', async () => {
  const engine = anEngine();
  const { session } = aSession(engine);
  engine.warm.mockRejectedValueOnce(namedError('NetworkError', 'no host'));
  await session.warm();
  expect([session.report, session.job.state]).toEqual([undefined, 'idle']);

  await session.warm();

  expect(session.report).toEqual({ backend: 'wasm', threads: 1, startMs: 1, storageRefused: false });
});

test('Delete removes one picture and selects its neighbour', async () => {
  const { session } = aSession();
  session.content.prompt = 'a fox';
  session.content.settings.numPictures = 3;
  await ask(session);

  session.deletePicture(3);
  expect([session.content.pictures.map(({ id }) => id), session.selected?.id]).toEqual([[1, 2], 2]);
  session.deletePicture(1);
  session.deletePicture(2);

  expect([session.content.pictures, session.selected]).toEqual([[], undefined]);
});

test('a recipe goes back into the composer: prompt, style, numbers, and its seed locked', async () => {
  const { session } = aSession();
  session.content.prompt = 'a fox';
  session.content.settings.styleId = 'flat';
  session.content.settings.seed = 5;
  session.content.settings.numInferenceSteps = 9;
  await ask(session);
  const [picture] = session.content.pictures;
  session.forget();

  session.reuse(picture!);

  expect(session.content.prompt).toBe('a fox');
  expect(session.content.settings).toMatchObject({
    styleId: 'flat',
    seed: 5,
    isSeedLocked: true,
    numInferenceSteps: 9,
  });
});

test('choosing another device ends the engine, and the next job starts one there', async () => {
  const engine = anEngine();
  const { session, startEngine } = aSession(engine, aModel());
  session.content.prompt = 'a fox';
  await ask(session);

  session.chooseBackend('wasm');
  await ask(session);

  expect(engine.terminate).toHaveBeenCalledOnce();
  expect(startEngine).toHaveBeenLastCalledWith(expect.objectContaining({ backend: 'wasm' }), { care: {} });
});
