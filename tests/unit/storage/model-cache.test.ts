import 'fake-indexeddb/auto';
import { createStore, del } from 'idb-keyval';
import { afterEach, expect, test, vi } from 'vitest';
import { modelFile } from '../../../src/catalog/catalog';
import { modelDatabase } from '../../../src/contract/kept-names';
import {
  areStored,
  chunkBytes,
  forgetAllModels,
  forgetFile,
  getChunk,
  listCached,
  lookUp,
  putChunk,
} from '../../../src/storage/model-cache';

const fileOf = (path: string, bytes: number) =>
  modelFile({ id: 'tiny', files: [{ path, bytes, sha256: path.padEnd(64, '0') }] }, path, 'https://host.test/');
const small = fileOf('a', 3);
const large = fileOf('b', chunkBytes + 2);

afterEach(async () => {
  vi.restoreAllMocks();
  await forgetAllModels();
});

test('gives a chunk back as it was stored', async () => {
  await putChunk(small, 0, Uint8Array.of(1, 2, 3));

  expect(await getChunk(small, 0)).toEqual(Uint8Array.of(1, 2, 3));
  expect(await getChunk(small, 1)).toBeUndefined();
  expect(await getChunk(large, 0)).toBeUndefined();
});

test('says how much of a file is here', async () => {
  expect(await lookUp(large)).toBeUndefined();

  await putChunk(large, 0, new Uint8Array(chunkBytes));
  expect(await lookUp(large)).toMatchObject({ bytes: chunkBytes, complete: false });

  await putChunk(large, 1, new Uint8Array(2));
  expect(await lookUp(large)).toMatchObject({ bytes: chunkBytes + 2, complete: true });
});

test('lists what is stored: paths of model files and sizes, nothing else', async () => {
  await putChunk(small, 0, Uint8Array.of(1, 2, 3));

  expect(await listCached()).toEqual([{ sha256: small.sha256, path: 'a', modelId: 'tiny', bytes: 3, complete: true }]);
});

test('forgets one file whole, and leaves the others', async () => {
  await putChunk(small, 0, Uint8Array.of(1, 2, 3));
  await putChunk(large, 0, new Uint8Array(chunkBytes));
  await putChunk(large, 1, new Uint8Array(2));

  await forgetFile(large);

  expect(await getChunk(large, 0)).toBeUndefined();
  expect(await getChunk(large, 1)).toBeUndefined();
  expect((await listCached()).map(({ path }) => path)).toEqual(['a']);
});

test('forgets all models', async () => {
  await putChunk(small, 0, Uint8Array.of(1, 2, 3));
  await putChunk(large, 0, new Uint8Array(chunkBytes));

  await forgetAllModels();

  expect(await listCached()).toEqual([]);
  expect(await getChunk(large, 0)).toBeUndefined();
});

test('forgetting all takes a chunk too that was stored when the tab closed before it could be listed', async () => {
  await putChunk(small, 0, Uint8Array.of(1, 2, 3));
  await del(`${small.sha256}/info`, createStore(modelDatabase, 'chunks'));
  expect(await listCached()).toEqual([]);
  expect(await getChunk(small, 0)).toBeDefined();

  await forgetAllModels();

  expect(await getChunk(small, 0)).toBeUndefined();
});

test('storage that is refused reads as empty, and says so when written to', async () => {
  await putChunk(small, 0, Uint8Array.of(1, 2, 3));
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });

  expect(await lookUp(small)).toBeUndefined();
  expect(await listCached()).toEqual([]);
  await expect(putChunk(small, 0, Uint8Array.of(1))).rejects.toThrow('denied');
});

test('files are stored when each is here whole', async () => {
  await putChunk(small, 0, Uint8Array.of(1, 2, 3));
  await putChunk(large, 0, new Uint8Array(chunkBytes));
  expect([await areStored([small]), await areStored([small, large])]).toEqual([true, false]);

  await putChunk(large, 1, new Uint8Array(2));
  expect(await areStored([small, large])).toBe(true);
});

test('asking what is stored makes no database', async () => {
  vi.spyOn(indexedDB, 'databases').mockResolvedValue([]);
  const open = vi.spyOn(indexedDB, 'open');

  expect(await areStored([small])).toBe(false);
  expect(open).not.toHaveBeenCalled();
});
