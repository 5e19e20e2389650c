import { createSHA256 } from 'hash-wasm';
import { errorNameOf, namedError } from '../contract/errors';
import { hex } from '../contract/hex';
import type { ModelFile } from '../contract/model-file';
import { downloadPatiently, type Pauses } from '../network/download-patiently';
import { chunkBytes, forgetFile, getBlobs, getChunk, lookUp, putChunk, type Proof } from '../storage/model-cache';
import { ChunkedBytes } from './chunked-bytes';
import { canReadStored, StoredBytes } from './stored-bytes';

export interface WeightsOptions {
  /** False: nothing is written to storage. */
  readonly keep: boolean;
  /** True: the bytes need not be one array, nor in memory, as those beside a graph: see `StoredBytes` and `ChunkedBytes`. */
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
  const stored = options.inChunks && options.keep ? await leaveInStorage(file, options, signal) : undefined;
  if (stored) return stored;
  const bytes = allocate(file, options.inChunks ?? false);
  const sink = (!options.inChunks && hashedAtOnce(bytes)) || (await hashedAsItComes((part, at) => bytes.set(part, at)));
  await bring(file, sink, options, signal);
  return bytes;
}

/**
 * Brings a file into storage without holding it in memory. What is there already is checked when it is used, the rest
 * fetched.
 * @returns false when the browser refuses storage: nothing more is fetched then.
 * @throws as `fetchWeights`.
 */
export async function storeWeights(
  file: ModelFile,
  options: Omit<WeightsOptions, 'keep' | 'onStorageRefused'>,
  signal: AbortSignal,
  checksStored = false,
): Promise<boolean> {
  const refusal = new Error('the browser refuses storage');
  const onStorageRefused = () => {
    throw refusal; // out of the loop that fetches, which ends the download
  };
  try {
    const sink = await hashedAsItComes();
    await bring(
      file,
      checksStored ? sink : { ...sink, trustsProof: true },
      { ...options, keep: true, onStorageRefused },
      signal,
    );
    return true;
  } catch (error) {
    if (error === refusal) return false;
    throw error;
  }
}

/** The file where it is stored, checked and to be read from there; undefined where that cannot be. */
async function leaveInStorage(
  file: ModelFile,
  options: WeightsOptions,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  if (!canReadStored()) return undefined;
  let heard = 0;
  const onBytes = (count: number) => {
    heard += count;
    options.onBytes(count);
  };
  const isKept = await storeWeights(file, { ...options, onBytes }, signal, true);
  const blobs = isKept && (await getBlobs(file).catch(() => undefined));
  if (blobs) return new StoredBytes(blobs);
  options.onBytes(-heard); // it is had in another way, and counted anew
  return undefined;
}

/** Takes a file's parts, and knows the SHA-256 of what came since it was begun. */
interface Sink {
  begin(): void;
  /** Goes on where the hash was left when these bytes came; false: it does not know how. */
  resume?(proof: Proof): boolean;
  /** `isHashed`: by a proof. */
  take(part: Uint8Array, at: number, isHashed?: boolean): void;
  /** With one more chunk, which is what came since the last. */
  prove?(chunk: Uint8Array): Promise<Proof>;
  hex(): Promise<string>;
  /** True: stored bytes that have a proof are not read. */
  readonly trustsProof?: boolean;
}

async function hashedAsItComes(receive?: (part: Uint8Array, at: number) => void): Promise<Sink> {
  const hasher = await createSHA256();
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  let digests: readonly (string | Promise<string>)[] = [];
  return {
    begin() {
      hasher.init();
      digests = [];
    },
    resume(proof) {
      try {
        hasher.load(proof.state); // another version's state is refused
        ({ digests } = proof);
        return subtle !== undefined;
      } catch {
        return false;
      }
    },
    take(part, at, isHashed = false) {
      receive?.(part, at);
      if (!isHashed) hasher.update(part);
    },
    ...(subtle && {
      async prove(chunk: Uint8Array) {
        digests = [...digests, digestOf(subtle, chunk)];
        const [state, all] = [hasher.save(), digests];
        return { state, digests: await Promise.all(all) };
      },
    }),
    hex: async () => hasher.digest('hex'),
  };
}

const digestOf = async (subtle: SubtleCrypto, bytes: Uint8Array) =>
  hex(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)); // allocated here, or read from storage

/** Larger files would be in memory twice. */
const mostAtOnce = 64 * 2 ** 20;

/** The browser's own, many times faster and on another thread; undefined where it has none, or the file is too large. */
function hashedAtOnce(bytes: Uint8Array): Sink | undefined {
  const { subtle } = crypto as { subtle?: SubtleCrypto }; // only where the page came over https, or from this machine
  if (!subtle || bytes.length > mostAtOnce) return undefined;
  return {
    begin: () => undefined,
    take: (part, at) => bytes.set(part, at),
    hex: () => digestOf(subtle, bytes),
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
  if (stored !== undefined && stored < file.bytes) {
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

/** Gives whole stored chunks to the sink; returns how many bytes are there, or undefined when some are not what they were. */
async function readStored(
  file: ModelFile,
  sink: Sink,
  { onBytes }: WeightsOptions,
  signal: AbortSignal,
): Promise<number | undefined> {
  const info = await lookUp(file);
  if (!info) return 0;
  const proof = info.proof && sink.resume?.(info.proof) ? info.proof : undefined;
  if (!proof) sink.begin();
  if (proof && sink.trustsProof) {
    onBytes(info.bytes);
    return info.bytes;
  }
  const read = (at: number) =>
    at < info.bytes ? getChunk(file, at / chunkBytes).catch(() => undefined) : Promise.resolve(undefined);
  let at = 0;
  let next = read(at);
  while (at < info.bytes) {
    signal.throwIfAborted();
    const chunk = await next;
    if (!chunk || chunk.length !== Math.min(chunkBytes, file.bytes - at)) return proof ? undefined : at;
    next = read(at + chunk.length); // while this one is hashed
    if (proof && (await digestOf(crypto.subtle, chunk)) !== proof.digests[at / chunkBytes]) return undefined;
    sink.take(chunk, at, proof !== undefined);
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
  const keeper = chunkKeeper(file, start, sink, options);
  try {
    for await (const part of downloadPatiently(file, signal, start, options.pauses)) {
      if (at + part.length > file.bytes) throw wrongLength(file, at + part.length);
      for (const piece of alongChunks(part, at)) {
        sink.take(piece, at);
        at += piece.length;
        await keeper.take(piece);
      }
      options.onBytes(part.length);
    }
  } finally {
    await keeper.settled(); // what is on its way to storage is what a next try goes on from
  }
  if (at !== file.bytes) throw wrongLength(file, at);
  if ((await sink.hex()) !== file.sha256) {
    await forgetFile(file).catch(() => undefined);
    throw namedError('ModelIntegrityError', `${file.path} is not the file the manifest names (SHA-256 differs)`);
  }
  await keeper.finish();
  options.onSource?.(false, file.bytes - start);
}

/** A part, cut where a chunk ends. */
function* alongChunks(part: Uint8Array, at: number): Generator<Uint8Array> {
  for (let from = 0; from < part.length;) {
    const to = Math.min(part.length, from + chunkBytes - ((at + from) % chunkBytes));
    yield part.subarray(from, to);
    from = to;
  }
}

/**
 * Gathers pieces into chunks and stores each that is full, while the next is gathered. The last one waits for the hash: a
 * wrong file is never stored whole.
 */
function chunkKeeper(file: ModelFile, start: number, sink: Sink, { keep, onStorageRefused }: WeightsOptions) {
  let number = start / chunkBytes;
  let chunk = new Uint8Array(0);
  let filled = 0;
  let proof: Promise<Proof> | undefined;
  let keeps = keep;
  let storing: Promise<boolean> = Promise.resolve(true);

  /** One is on its way at a time. */
  async function store() {
    await heed();
    if (!keeps) return;
    const put = async (i: number, bytes: Uint8Array, known: typeof proof) => putChunk(file, i, bytes, await known);
    storing = put(number++, chunk, proof).then(
      () => true,
      () => false, // full or refused
    );
    filled = 0;
  }
  async function heed() {
    if (!keeps || (await storing)) return;
    keeps = false;
    onStorageRefused();
  }

  return {
    async take(piece: Uint8Array) {
      if (!keeps) return;
      if (filled === 0) chunk = new Uint8Array(Math.min(chunkBytes, file.bytes - number * chunkBytes));
      chunk.set(piece, filled);
      filled += piece.length;
      if (filled < chunk.length) return;
      proof = sink.prove?.(chunk);
      if ((number + 1) * chunkBytes < file.bytes) await store();
    },
    async finish() {
      if (filled > 0) await store();
      await heed();
    },
    settled: () => storing,
  };
}

function wrongLength(file: ModelFile, got: number): Error {
  return namedError('ModelIntegrityError', `expected ${file.bytes} bytes of ${file.path}, got ${got}`);
}
