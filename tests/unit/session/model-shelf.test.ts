import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { modelFile } from '../../../src/catalog/catalog';
import { namedError, type ErrorName } from '../../../src/contract/errors';
import { forgetAllModels, putChunk } from '../../../src/storage/model-cache';
import { aModel } from '../a-model';
import { ask } from '../../../src/session/ask';
import { anEngine, aProbe, aSession } from './an-engine';

const model = aModel();

/** Puts a whole file of the model into storage, as a download would. */
async function store(path: string): Promise<void> {
  const file = modelFile(model, path, 'https://host.test/');
  await putChunk(file, 0, new Uint8Array(file.bytes));
}

beforeEach(() => forgetAllModels());

test('what storage holds of a model is counted, whoever put it there', async () => {
  const { session } = aSession();
  await store('unet/model.onnx');

  await session.shelf.refresh();

  expect(session.shelf.stored).toEqual({ tiny: 5 });
});

test('a download runs, says how far it is, and leaves the model stored', async () => {
  const engine = anEngine();
  const { session } = aSession(engine);
  const heard: unknown[] = [];
  engine.download.mockImplementation(async (_id, onBytes) => {
    onBytes(3);
    heard.push(session.shelf.downloads['tiny']);
    await store('text_encoder/model.onnx');
    await store('unet/model.onnx');
    return true;
  });

  await session.shelf.start('tiny');

  expect(heard).toEqual([{ state: 'running', loadedBytes: 3 }]);
  expect(session.shelf.downloads).toEqual({});
  expect(session.shelf.stored).toEqual({ tiny: 8 });
});

/** Downloads one file, then waits until it is told to stop. */
function untilStopped(engine: ReturnType<typeof anEngine>): void {
  engine.download.mockImplementation(async (_id, _onBytes, signal) => {
    await store('text_encoder/model.onnx');
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    throw signal.reason;
  });
}

test('a pause keeps what arrived, and the next start goes on', async () => {
  const engine = anEngine();
  const { session } = aSession(engine);
  untilStopped(engine);
  const first = session.shelf.start('tiny');

  session.shelf.pause('tiny');
  await first;

  expect(session.shelf.downloads).toEqual({ tiny: { state: 'paused', loadedBytes: 3 } });
  engine.download.mockResolvedValue(true);
  await session.shelf.start('tiny');
  expect(engine.download).toHaveBeenCalledTimes(2);
});

test('a picture of the model pauses its download: the job brings the rest itself', async () => {
  const engine = anEngine();
  const { session } = aSession(engine);
  untilStopped(engine);
  const download = session.shelf.start('tiny');
  session.content.prompt = 'a cat';

  await ask(session);
  await download;

  expect(session.shelf.downloads['tiny']?.state).toBe('paused');
  expect(session.job.state).toBe('done');
});

test('discarding ends the download and takes away what arrived', async () => {
  const engine = anEngine();
  const { session } = aSession(engine);
  untilStopped(engine);
  const download = session.shelf.start('tiny');
  await store('text_encoder/model.onnx');

  await session.shelf.discard('tiny');
  await download;

  expect(session.shelf.downloads).toEqual({});
  expect(session.shelf.stored).toEqual({ tiny: 0 });
});

test.each<[string, () => Promise<boolean>, object]>([
  ['refused by the browser', async () => false, { state: 'refused', loadedBytes: 0 }],
  [
    'broken',
    async () => {
      throw namedError('NetworkError' satisfies ErrorName, 'no answer');
    },
    { state: 'failed', loadedBytes: 0, errorName: 'NetworkError' },
  ],
])('a download that is %s says so', async (_name, download, expected) => {
  const engine = anEngine();
  const { session } = aSession(engine);
  engine.download.mockImplementation(download);

  await session.shelf.start('tiny');

  expect(session.shelf.downloads).toEqual({ tiny: expected });
});

test('a picture bears what was foretold of it, once the device is measured', async () => {
  const free = { convolution: 0, product: 0, working_bytes: 0 };
  const second = { convolution: 1e9, product: 0, working_bytes: 0 };
  const known = aModel({ cost: { text: free, sizes: [{ width: 256, height: 256, step: second, decode: free }] } });
  const { session } = aSession(anEngine(), known);
  session.content.prompt = 'a cat';

  await ask(session);
  await session.shelf.measure();
  await ask(session);

  const [before, after] = session.content.pictures;
  expect(before).not.toHaveProperty('foretoldMs');
  expect(after!.foretoldMs).toBeGreaterThan(4000);
  expect(session.shelf.drawn).toMatchObject([{ modelId: 'tiny', foretoldMs: after!.foretoldMs, tookMs: 5 }]);
});

test('another device is measured anew', async () => {
  const engine = anEngine();
  const { session } = aSession(engine);
  await session.shelf.measure();
  expect(session.shelf.probe).toEqual(aProbe);

  session.chooseBackend('webgpu');
  expect(session.shelf.probe).toBeUndefined();
  await session.shelf.measure();

  expect(engine.probe).toHaveBeenCalledTimes(2);
});
