import { createSHA256 } from 'hash-wasm';
import { errorNameOf, namedError } from '../contract/errors';
import { hex } from '../contract/hex';
import type { ModelFile } from '../contract/model-file';
import { downloadPatiently, type Pauses } from '../network/download-patiently';
import { chunkBytes, forgetFile, getChunk, lookUp, putChunk } from '../storage/model-cache';
import { ChunkedBytes } from './chunked-bytes';

export interface WeightsOptions {
  /** False: nothing is written to storage. */
  readonly keep: boolean;
  /** True: the bytes need not be one array, as those beside a graph; see `ChunkedBytes`. */
  readonly inChunks?: boolean;
  /** Called with the bytes newly at hand. */
  readonly onBytes: (bytes: number) => void;
  /** Called once per file: how it was had. */
  readonly onSource?: (fromCache: boolean, bytes: number) => void;
  /** Called when the browser refuses storage; the work goes on in memory. */
  readonly onStorageRefused: () => void;
  /** How long a broken connection is waited for; the usual time where it is not said. */
  readonly pauses?: Pauses | undefined;
}

/**
 * A model file's bytes: from storage, else from the network (resuming a broken download), with SHA-256 checked while they
 * stream. What is stored, whole or in part, and turns out wrong is removed and the file fetched anew, once.
 * @throws ModelIntegrityError when the bytes that arrive are not the ones the manifest promises.
 */
export async function fetchWeights(file: ModelFile, options: WeightsOptions, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = allocate(file, options.inChunks ?? false);
  const sink = (!options.inChunks && hashedAtOnce(bytes)) || (await hashedAsItComes((part, at) => bytes.set(part, at)));
  await bring(file, sink, options, signal);
  return bytes;
}

/**
 * Brings a file into storage without holding it in memory. What is there already is read and checked, the rest fetched.
 * @returns false when the browser refuses storage: nothing more is fetched then.
 * @throws as `fetchWeights`.
 */
export async function storeWeights(
  file: ModelFile,
  options: Omit<WeightsOptions, 'keep' | 'onStorageRefused'>,
  signal: AbortSignal,
): Promise<boolean> {
  const refusal = new Error('the browser refuses storage');
  const onStorageRefused = () => {
    throw refusal; // out of the loop that fetches, which ends the download
  };
  try {
    await bring(file, await hashedAsItComes(), { ...options, keep: true, onStorageRefused }, signal);
    return true;
  } catch (error) {
    if (error === refusal) return false;
    throw error;
  }
}

/** Takes a file's parts, and knows the SHA-256 of what came since it was begun. */
interface Sink {
  begin(): void;
  take(part: Uint8Array, at: number): void;
  hex(): Promise<string>;
}

async function hashedAsItComes(receive?: (part: Uint8Array, at: number) => void): Promise<Sink> {
  const hasher = await createSHA256();
  return {
    begin: () => void hasher.init(),
    take(part, at) {
      receive?.(part, at);
      hasher.update(part);
    },
    hex: async () => hasher.digest('hex'),
  };
}

/** Larger files would be in memory twice. */
const mostAtOnce = 64 * 2 ** 20;

/** The browser's own, many times faster and on another thread; undefined where it has none, or the file is too large. */
function hashedAtOnce(bytes: Uint8Array): Sink | undefined {
  const { subtle } = crypto as { subtle?: SubtleCrypto }; // only where the page came over https, or from this machine
  if (!subtle || bytes.length > mostAtOnce) return undefined;
  return {
    begin: () => undefined,
    take: (part, at) => bytes.set(part, at),
    hex: async () => hex(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)), // allocated here
  };
}

async function bring(file: ModelFile, sink: Sink, options: WeightsOptions, signal: AbortSignal): Promise<void> {
  let heard = 0;
  const counted: WeightsOptions = {
    ...options,
    onBytes(count) {
      heard += count;
      options.onBytes(count);
    },
  };

  sink.begin();
  const stored = await readStored(file, sink, counted, signal);
  if (stored === file.bytes && (await sink.hex()) === file.sha256) {
    options.onSource?.(true, file.bytes);
    return;
  }
  if (stored < file.bytes) {
    try {
      return await fetchFrom(stored, file, sink, counted, signal);
    } catch (error) {
      if (stored === 0 || errorNameOf(error) !== 'ModelIntegrityError') throw error;
    }
  }
  await forgetFile(file).catch(() => undefined);
  options.onBytes(-heard);
  sink.begin();
  return fetchFrom(0, file, sink, options, signal);
}

function allocate(file: ModelFile, inChunks: boolean): Uint8Array {
  try {
    return inChunks ? new ChunkedBytes(file.bytes) : new Uint8Array(file.bytes);
  } catch {
    throw namedError('OutOfMemoryError', `no room for ${file.path} (${file.bytes} bytes)`);
  }
}

/** Gives whole stored chunks to the sink; returns how many bytes are there. */
async function readStored(
  file: ModelFile,
  sink: Sink,
  { onBytes }: WeightsOptions,
  signal: AbortSignal,
): Promise<number> {
  const info = await lookUp(file);
  if (!info) return 0;
  let at = 0;
  while (at < info.bytes) {
    signal.throwIfAborted();
    const chunk = await getChunk(file, at / chunkBytes).catch(() => undefined);
    if (!chunk || chunk.length !== Math.min(chunkBytes, file.bytes - at)) break;
    sink.take(chunk, at);
    at += chunk.length;
    onBytes(chunk.length);
  }
  return at;
}

async function fetchFrom(
  start: number,
  file: ModelFile,
  sink: Sink,
  options: WeightsOptions,
  signal: AbortSignal,
): Promise<void> {
  let at = start;
  const keeper = chunkKeeper(file, start, options);
  for await (const part of downloadPatiently(file, signal, start, options.pauses)) {
    if (at + part.length > file.bytes) throw wrongLength(file, at + part.length);
    sink.take(part, at);
    at += part.length;
    options.onBytes(part.length);
    await keeper.take(part);
  }
  if (at !== file.bytes) throw wrongLength(file, at);
  if ((await sink.hex()) !== file.sha256) {
    await forgetFile(file).catch(() => undefined);
    throw namedError('ModelIntegrityError', `${file.path} is not the file the manifest names (SHA-256 differs)`);
  }
  await keeper.finish();
  options.onSource?.(false, file.bytes - start);
}

/** Gathers parts into chunks and stores each that is full. The last one waits for the hash: a wrong file is never stored whole. */
function chunkKeeper(file: ModelFile, start: number, { keep, onStorageRefused }: WeightsOptions) {
  let number = start / chunkBytes;
  let chunk = new Uint8Array(0);
  let filled = 0;
  let keeps = keep;
  const next = () => {
    chunk = new Uint8Array(Math.min(chunkBytes, file.bytes - number * chunkBytes));
    filled = 0;
  };
  const store = async () => {
    try {
      await putChunk(file, number, chunk);
    } catch {
      keeps = false; // full or refused
      onStorageRefused();
    }
    number++;
  };
  if (keeps) next();
  return {
    async take(part: Uint8Array) {
      for (let taken = 0; keeps && taken < part.length;) {
        if (filled === chunk.length) {
          await store();
          next();
        }
        const piece = part.subarray(taken, taken + chunk.length - filled);
        chunk.set(piece, filled);
        filled += piece.length;
        taken += piece.length;
      }
    },
    async finish() {
      if (keeps && filled > 0) await store();
    },
  };
}

function wrongLength(file: ModelFile, got: number): Error {
  return namedError('ModelIntegrityError', `expected ${file.bytes} bytes of ${file.path}, got ${got}`);
}
