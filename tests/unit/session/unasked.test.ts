import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { modelFile } from '../../../src/catalog/catalog';
import { ask } from '../../../src/session/ask';
import { forgetAllModels, putChunk } from '../../../src/storage/model-cache';
import { aModel } from '../a-model';
import { anEngine, aSession } from './an-engine';

afterEach(forgetAllModels);

const large = aModel({ id: 'large', files: [{ path: 'unet/model.onnx', bytes: 2 ** 31, sha256: 'c'.repeat(64) }] });

async function store(model = aModel()) {
  for (const { path, bytes } of model.files) {
    await putChunk(modelFile(model, path, 'https://host.test/'), 0, new Uint8Array(bytes));
  }
}

test('the model that the page opens with is fetched while the visitor types, and no other', async () => {
  const engine = anEngine();
  const { session } = aSession(engine, aModel(), { models: [aModel(), aModel({ id: 'second' })] });
  session.chooseModel('second');
  await session.warm();
  expect(engine.warm).not.toHaveBeenCalled();

  session.chooseModel('tiny');
  await session.warm();
  expect(engine.warm).toHaveBeenCalledOnce();
});

test('a large model waits for Generate, even where a copy opens with it', async () => {
  const engine = anEngine();
  await aSession(engine, large).session.warm();

  expect(engine.warm).not.toHaveBeenCalled();
});

test('a browser that saves data fetches nothing unasked, but opens what it has stored', async () => {
  const engine = anEngine();
  const { session } = aSession(engine, aModel(), { savesData: true });
  await session.warm();
  expect(engine.warm).not.toHaveBeenCalled();

  await store();
  await session.warm();
  expect(engine.warm).toHaveBeenCalledOnce();
});

test('an idle page opens a stored model, and fetches nothing for one that is not', async () => {
  const engine = anEngine();
  const { session } = aSession(engine);
  await session.warmStored();
  expect(engine.warm).not.toHaveBeenCalled();

  await store();
  await session.warmStored();
  expect(engine.warm).toHaveBeenCalledOnce();
});

test('a worker that is replaced while nothing waits is warm again before anybody asks, if that costs no network', async () => {
  await store();
  const engine = anEngine();
  const { session } = aSession(engine);
  session.content.prompt = 'a fox';
  await ask(session);
  expect(engine.warm).not.toHaveBeenCalled();

  engine.rest.mockReturnValue(true);
  await ask(session);
  await vi.waitFor(() => expect(engine.warm).toHaveBeenCalledOnce());
});
