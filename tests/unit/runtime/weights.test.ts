import 'fake-indexeddb/auto';
import { createSHA256 } from 'hash-wasm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchWeights, storeWeights, type WeightsOptions } from '../../../src/runtime/weights';
import { chunkBytes, forgetAllModels, getChunk, listCached, lookUp, putChunk } from '../../../src/storage/model-cache';
import { breakAfter, serve, sha256, someBytes, startHost, type Answer, type Host } from '../file-host';

const content = someBytes(5000);
const long = someBytes(chunkBytes + 5000);
const [first, last] = [long.slice(0, chunkBytes), long.slice(chunkBytes)];
const never = new AbortController().signal;
const named = (name: string) => expect.objectContaining({ name });
vi.setConfig({ testTimeout: 60_000 }); // the stand-in for IndexedDB copies megabytes slowly on a busy machine

let host: Host;

beforeEach(async () => {
  host = await startHost(serve(content));
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await host.close();
  await forgetAllModels();
});

/** Options that note what they are told. */
function noted(keep = true) {
  const told = { bytes: 0, sources: [] as [boolean, number][], refused: 0 };
  const options: WeightsOptions = {
    keep,
    onBytes: (bytes) => (told.bytes += bytes),
    onSource: (fromCache, bytes) => told.sources.push([fromCache, bytes]),
    onStorageRefused: () => told.refused++,
    pauses: { beforeFirstByteMs: [], afterwardsMs: [] },
  };
  return { told, options };
}

const isEqual = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

test('fetches a file, checks it and keeps it', async () => {
  const file = host.file('a.bin', content);
  const { told, options } = noted();

  expect(isEqual(await fetchWeights(file, options, never), content)).toBe(true);

  expect(told).toEqual({ bytes: content.length, sources: [[false, content.length]], refused: 0 });
  expect(await listCached()).toMatchObject([{ path: 'a.bin', complete: true }]);
});

test('fetches and checks where the browser has no SHA-256 of its own', async () => {
  vi.stubGlobal('crypto', {});
  const file = host.file('a.bin', content);

  expect(isEqual(await fetchWeights(file, noted().options, never), content)).toBe(true);
  host.answer = serve(someBytes(5000).fill(1));
  await expect(fetchWeights({ ...file, sha256: 'another' }, noted().options, never)).rejects.toThrow(
    named('ModelIntegrityError'),
  );
});

test('takes a kept file from storage, without a request', async () => {
  const file = host.file('a.bin', content);
  await fetchWeights(file, noted().options, never);
  host.asked.length = 0;
  const { told, options } = noted();

  expect(isEqual(await fetchWeights(file, options, never), content)).toBe(true);

  expect(host.asked).toEqual([]);
  expect(told).toEqual({ bytes: content.length, sources: [[true, content.length]], refused: 0 });
});

test('keeps nothing when told so', async () => {
  await fetchWeights(host.file('a.bin', content), noted(false).options, never);

  expect(await listCached()).toEqual([]);
});

test('a stored file with a wrong hash is removed and fetched anew', async () => {
  const file = host.file('a.bin', content);
  await putChunk(
    file,
    0,
    content.map((byte) => byte ^ 1),
  );
  const { told, options } = noted();

  expect(isEqual(await fetchWeights(file, options, never), content)).toBe(true);

  expect(told.bytes).toBe(content.length);
  expect(isEqual((await getChunk(file, 0))!, content)).toBe(true);
});

test('goes on where a broken download stopped', async () => {
  const file = host.file('long.bin', long);
  host.answer = breakAfter(long, chunkBytes + 1000);
  await expect(fetchWeights(file, noted().options, never)).rejects.toThrow(named('NetworkError'));
  expect(await listCached()).toMatchObject([{ bytes: chunkBytes, complete: false }]);
  host.answer = serve(long);
  host.asked.length = 0;
  const { told, options } = noted();

  expect(isEqual(await fetchWeights(file, options, never), long)).toBe(true);

  expect(host.asked.map(({ headers }) => headers.range)).toEqual([`bytes=${chunkBytes}-`]);
  expect(told).toEqual({ bytes: long.length, sources: [[false, long.length - chunkBytes]], refused: 0 });
});

test('what a download left is gone on with unread: its hash was kept with it', async () => {
  const file = host.file('long.bin', long);
  host.answer = breakAfter(long, chunkBytes + 1000);
  await expect(storeWeights(file, noted().options, never)).rejects.toThrow(named('NetworkError'));
  host.answer = serve(long);
  const read = vi.spyOn(Blob.prototype, 'arrayBuffer');
  const { told, options } = noted();

  expect(await storeWeights(file, options, never)).toBe(true);

  expect(read).not.toHaveBeenCalled();
  expect(told).toEqual({ bytes: long.length, sources: [[false, long.length - chunkBytes]], refused: 0 });
  expect(await lookUp(file)).toMatchObject({ complete: true, proof: { digests: [sha256(first), sha256(last)] } });
});

test('a chunk that is not what it was when it came is found by its own hash, and the file fetched anew', async () => {
  const file = host.file('long.bin', long);
  host.answer = serve(long);
  await storeWeights(file, noted().options, never);
  const { proof } = (await lookUp(file))!;
  await putChunk(file, 0, first.with(5, first[5]! ^ 1), proof);
  await putChunk(file, 1, last, proof);
  host.asked.length = 0;
  const { told, options } = noted();

  const bytes = await fetchWeights(file, { ...options, inChunks: true }, never);

  expect(isEqual(bytes.subarray(0, long.length), long)).toBe(true);
  expect(host.asked.map(({ headers }) => headers.range)).toEqual([undefined]);
  expect(told.bytes).toBe(long.length);
});

test('hashes of chunks prove nothing unless those of the whole do', async () => {
  const file = host.file('long.bin', long);
  host.answer = serve(long);
  await storeWeights(file, noted().options, never);
  const wrong = first.with(5, first[5]! ^ 1);
  const state = (await createSHA256()).init().update(wrong).update(last).save();
  const another = { digests: [sha256(wrong), sha256(last)], state };
  await putChunk(file, 0, wrong, another);
  await putChunk(file, 1, last, another);
  host.asked.length = 0;

  const bytes = await fetchWeights(file, { ...noted().options, inChunks: true }, never);

  expect(isEqual(bytes.subarray(0, long.length), long)).toBe(true);
  expect(host.asked).toHaveLength(1);
});

test('a hash that another version left is not understood, and the bytes are read', async () => {
  const file = host.file('long.bin', long);
  host.answer = serve(long);
  await storeWeights(file, noted().options, never);
  const proof = { digests: ['', ''], state: Uint8Array.of(1, 2, 3) };
  await putChunk(file, 0, first, proof);
  await putChunk(file, 1, last, proof);
  host.asked.length = 0;

  const bytes = await fetchWeights(file, { ...noted().options, inChunks: true }, never);

  expect(isEqual(bytes.subarray(0, long.length), long)).toBe(true);
  expect(host.asked).toEqual([]);
});

test('a connection that breaks and comes back is gone on with, and nothing is asked for twice', async () => {
  const file = host.file('long.bin', long);
  const answers = [breakAfter(long, chunkBytes + 1000), serve(long)];
  host.answer = (request, response) => answers.shift()!(request, response);
  const { told, options } = noted();
  const pauses = { beforeFirstByteMs: [], afterwardsMs: [10] };

  expect(isEqual(await fetchWeights(file, { ...options, pauses }, never), long)).toBe(true);

  expect(host.asked.map(({ headers }) => headers.range)).toEqual([undefined, `bytes=${chunkBytes + 1000}-`]);
  expect(told).toEqual({ bytes: long.length, sources: [[false, long.length]], refused: 0 });
});

test('a stored beginning that turns out wrong is removed and the file fetched whole', async () => {
  const file = host.file('long.bin', long);
  host.answer = serve(long);
  await putChunk(file, 0, new Uint8Array(chunkBytes));
  const { told, options } = noted();

  expect(isEqual(await fetchWeights(file, options, never), long)).toBe(true);

  expect(host.asked.map(({ headers }) => headers.range)).toEqual([`bytes=${chunkBytes}-`, undefined]);
  expect(told.bytes).toBe(long.length);
});

test('a full disk does not stop the work: it goes on in memory and says so once', async () => {
  host.answer = serve(long);
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const { told, options } = noted();

  expect(isEqual(await fetchWeights(host.file('long.bin', long), options, never), long)).toBe(true);

  expect(told.refused).toBe(1);
});

test('storage that cannot be opened does not stop the work either', async () => {
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  const { told, options } = noted();

  expect(isEqual(await fetchWeights(host.file('a.bin', content), options, never), content)).toBe(true);

  expect(told.refused).toBe(1);
});

test.each<[string, string, () => Answer]>([
  ['missing', 'ModelMissingError', () => (_, response) => response.writeHead(404).end()],
  [
    'answered with a page',
    'ModelMissingError',
    () => (_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html>'),
  ],
  ['shorter than promised', 'ModelIntegrityError', () => serve(content.subarray(0, 4000))],
  ['longer than promised', 'ModelIntegrityError', () => serve(someBytes(6000))],
  ['of the right length but another', 'ModelIntegrityError', () => serve(content.map((byte) => byte ^ 1))],
])('a file that is %s is a %s, and nothing of it is kept', async (_, name, answer) => {
  host.answer = answer();

  await expect(fetchWeights(host.file('a.bin', content), noted().options, never)).rejects.toThrow(named(name));

  expect(await listCached()).toEqual([]);
});

test('a large wrong file leaves nothing behind, and the next try asks for all of it', async () => {
  const file = host.file('long.bin', long);
  host.answer = serve(long.map((byte) => byte ^ 1));
  await expect(fetchWeights(file, noted().options, never)).rejects.toThrow(named('ModelIntegrityError'));

  expect(await listCached()).toEqual([]);
  host.answer = serve(long);
  expect(isEqual(await fetchWeights(file, noted().options, never), long)).toBe(true);
});

test('a cancelled download is an AbortError', async () => {
  await expect(fetchWeights(host.file('a.bin', content), noted().options, AbortSignal.abort())).rejects.toThrow(
    named('AbortError'),
  );
});

test('a file is brought into storage, from where the next job has it', async () => {
  const file = host.file('long.bin', long);
  host.answer = breakAfter(long, chunkBytes + 1000);
  await expect(storeWeights(file, noted().options, never)).rejects.toThrow(named('NetworkError'));
  host.answer = serve(long);

  expect(await storeWeights(file, noted().options, never)).toBe(true);

  host.asked.length = 0;
  expect(isEqual(await fetchWeights(file, noted().options, never), long)).toBe(true);
  expect(host.asked).toEqual([]);
});

test('a browser that refuses storage is told of, and the rest is not fetched for nothing', async () => {
  host.answer = serve(long);
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });

  expect(await storeWeights(host.file('long.bin', long), noted().options, never)).toBe(false);
});
