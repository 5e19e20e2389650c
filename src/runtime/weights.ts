import { createSHA256, type IHasher } from 'hash-wasm';
import { errorNameOf, namedError } from '../contract/errors';
import type { ModelFile } from '../contract/model-file';
import { download } from '../network/download';
import { chunkBytes, forgetFile, getChunk, lookUp, putChunk } from '../storage/model-cache';

export interface WeightsOptions {
  /** False: nothing is written to storage. */
  readonly keep: boolean;
  /** Called with the bytes newly at hand. */
  readonly onBytes: (bytes: number) => void;
  /** Called once per file: how it was had. */
  readonly onSource?: (fromCache: boolean, bytes: number) => void;
  /** Called when the browser refuses storage; the work goes on in memory. */
  readonly onStorageRefused: () => void;
}

/**
 * A model file's bytes: from storage, else from the network (resuming a broken download), with SHA-256 checked while they
 * stream. What is stored, whole or in part, and turns out wrong is removed and the file fetched anew, once.
 * @throws ModelIntegrityError when the bytes that arrive are not the ones the manifest promises.
 */
export async function fetchWeights(file: ModelFile, options: WeightsOptions, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = allocate(file);
  const hasher = await createSHA256();
  let heard = 0;
  const counted: WeightsOptions = {
    ...options,
    onBytes(count) {
      heard += count;
      options.onBytes(count);
    },
  };

  const stored = await readStored(file, bytes, hasher, counted, signal);
  if (stored === file.bytes && hasher.digest('hex') === file.sha256) {
    options.onSource?.(true, file.bytes);
    return bytes;
  }
  if (stored < file.bytes) {
    try {
      return await fetchFrom(stored, file, bytes, hasher, counted, signal);
    } catch (error) {
      if (stored === 0 || errorNameOf(error) !== 'ModelIntegrityError') throw error;
    }
  }
  await forgetFile(file).catch(() => undefined);
  options.onBytes(-heard);
  return fetchFrom(0, file, bytes, hasher.init(), options, signal);
}

function allocate(file: ModelFile): Uint8Array {
  try {
    return new Uint8Array(file.bytes);
  } catch {
    throw namedError('OutOfMemoryError', `no room for ${file.path} (${file.bytes} bytes)`);
  }
}

/** Copies whole stored chunks into `bytes` and the hasher; returns how many bytes are there. */
async function readStored(
  file: ModelFile,
  bytes: Uint8Array,
  hasher: IHasher,
  { onBytes }: WeightsOptions,
  signal: AbortSignal,
): Promise<number> {
  hasher.init();
  const info = await lookUp(file);
  if (!info) return 0;
  let at = 0;
  while (at < info.bytes) {
    signal.throwIfAborted();
    const chunk = await getChunk(file, at / chunkBytes).catch(() => undefined);
    if (!chunk || chunk.length !== Math.min(chunkBytes, file.bytes - at)) break;
    bytes.set(chunk, at);
    hasher.update(chunk);
    at += chunk.length;
    onBytes(chunk.length);
  }
  return at;
}

async function fetchFrom(
  start: number,
  file: ModelFile,
  bytes: Uint8Array,
  hasher: IHasher,
  options: WeightsOptions,
  signal: AbortSignal,
): Promise<Uint8Array> {
  let at = start;
  let chunksStored = start / chunkBytes;
  let keep = options.keep;
  const store = async (upTo: number) => {
    while (keep && chunksStored * chunkBytes < upTo) {
      const from = chunksStored * chunkBytes;
      const end = Math.min(from + chunkBytes, file.bytes);
      if (end > upTo) return;
      try {
        await putChunk(file, chunksStored, bytes.slice(from, end));
        chunksStored++;
      } catch {
        keep = false; // full or refused
        options.onStorageRefused();
      }
    }
  };

  for await (const part of download(file, signal, start)) {
    if (at + part.length > file.bytes) throw wrongLength(file, at + part.length);
    bytes.set(part, at);
    hasher.update(part);
    at += part.length;
    options.onBytes(part.length);
    // The last chunk waits for the hash: a wrong file is never stored whole.
    await store(Math.min(at, file.bytes - 1));
  }
  if (at !== file.bytes) throw wrongLength(file, at);
  if (hasher.digest('hex') !== file.sha256) {
    await forgetFile(file).catch(() => undefined);
    throw namedError('ModelIntegrityError', `${file.path} is not the file the manifest names (SHA-256 differs)`);
  }
  await store(file.bytes);
  options.onSource?.(false, file.bytes - start);
  return bytes;
}

function wrongLength(file: ModelFile, got: number): Error {
  return namedError('ModelIntegrityError', `expected ${file.bytes} bytes of ${file.path}, got ${got}`);
}
