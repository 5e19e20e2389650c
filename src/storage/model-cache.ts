import { clear, createStore, delMany, get, getMany, keys, set, type UseStore } from 'idb-keyval';
import { modelDatabase as databaseName } from '../contract/kept-names';
import type { ModelFile } from '../contract/model-file';

/**
 * The only persistence: public model bytes, in chunks, keyed by SHA-256. Nothing a visitor types, drops or makes has a
 * way in: every function takes a ModelFile, which only `catalog/` makes.
 */

/** Chunks keep each stored value small: one 2 GB value fails in every browser. */
export const chunkBytes = 8 * 1024 * 1024;

export interface CachedFile {
  readonly sha256: string;
  readonly path: string;
  readonly modelId: string;
  readonly bytes: number;
  readonly complete: boolean;
  readonly proof?: Proof;
}

/** What was known of a file's stored bytes when they came: by it they need not be hashed as one again. */
export interface Proof {
  /** SHA-256 of each chunk. */
  readonly digests: readonly string[];
  /** Of the hash over all of them, where it was left. */
  readonly state: Uint8Array;
}

let store: UseStore | undefined;
const open = () => (store ??= createStore(databaseName, 'chunks'));

const infoKey = (sha256: string) => `${sha256}/info`;
const chunkKey = (sha256: string, i: number) => `${sha256}/${i}`;

/** Stores one chunk. Rejects (QuotaExceededError and others) when the browser refuses: the caller goes on in memory. */
export async function putChunk(file: ModelFile, i: number, chunk: Uint8Array, proof?: Proof): Promise<void> {
  // As a Blob, which can be had back without its bytes.
  await set(chunkKey(file.sha256, i), new Blob([chunk as Uint8Array<ArrayBuffer>]), open()); // allocated, never shared
  const complete = (i + 1) * chunkBytes >= file.bytes;
  const info: CachedFile = {
    sha256: file.sha256,
    path: file.path,
    modelId: file.modelId,
    bytes: Math.min((i + 1) * chunkBytes, file.bytes),
    complete,
    ...(proof && { proof }),
  };
  await set(infoKey(file.sha256), info, open());
}

/** What is stored of a file; undefined when nothing is, or when storage is refused. */
export async function lookUp(file: ModelFile): Promise<CachedFile | undefined> {
  try {
    return await get<CachedFile>(infoKey(file.sha256), open());
  } catch {
    return undefined;
  }
}

export async function getChunk(file: ModelFile, i: number): Promise<Uint8Array | undefined> {
  const stored = await get<Uint8Array | Blob>(chunkKey(file.sha256, i), open());
  return stored instanceof Blob ? new Uint8Array(await stored.arrayBuffer()) : stored; // bytes: an earlier version's
}

/** Every chunk of a file that is stored whole, where it lies; undefined when one is not there, or is not of that kind. */
export async function getBlobs(file: ModelFile): Promise<readonly Blob[] | undefined> {
  const count = Math.ceil(file.bytes / chunkBytes);
  const all = Array.from({ length: count }, (_, i) => chunkKey(file.sha256, i));
  const stored = await getMany<unknown>(all, open());
  return stored.every((chunk) => chunk instanceof Blob) ? stored : undefined;
}

export async function forgetFile(file: Pick<ModelFile, 'sha256' | 'bytes'>): Promise<void> {
  const count = Math.ceil(file.bytes / chunkBytes);
  await delMany(
    [infoKey(file.sha256), ...Array.from({ length: count + 1 }, (_, i) => chunkKey(file.sha256, i))],
    open(),
  );
}

/** Whether all of these are stored whole. Makes no database where there is none. */
export async function areStored(files: readonly Pick<ModelFile, 'sha256'>[]): Promise<boolean> {
  const databases = (await indexedDB.databases?.().catch(() => [])) ?? [];
  if (!databases.some(({ name }) => name === databaseName)) return false;
  const whole = new Set((await listCached()).filter(({ complete }) => complete).map(({ sha256 }) => sha256));
  return files.every(({ sha256 }) => whole.has(sha256));
}

/** Every stored file, for the Privacy panel. */
export async function listCached(): Promise<CachedFile[]> {
  try {
    // Not `entries`, which would read every stored byte.
    const all = (await keys<string>(open())).filter((key) => key.endsWith('/info'));
    return (await getMany<CachedFile | undefined>(all, open())).filter((info) => info !== undefined); // removed meanwhile
  } catch {
    return [];
  }
}

/** Each stored value under the name of its file, as bytes: for who looks through it all. */
export async function* entriesOf(): AsyncGenerator<{ readonly name: string; readonly bytes: Uint8Array }> {
  const paths = new Map((await listCached()).map(({ sha256, modelId, path }) => [sha256, `${modelId}/${path}`]));
  for (const key of await keys<string>(open())) {
    const value = await get<unknown>(key, open());
    const bytes = value instanceof Blob ? new Uint8Array(await value.arrayBuffer()) : value;
    const text = `${key} ${JSON.stringify(value)}`;
    const name = paths.get(key.split('/')[0]!) ?? key;
    yield { name, bytes: bytes instanceof Uint8Array ? bytes : new TextEncoder().encode(text) };
  }
}

/** Removes everything that is stored, chunks too of which the list says nothing: a tab may have closed between the two. */
export async function forgetAllModels(): Promise<void> {
  await clear(open()).catch(() => undefined); // where storage is refused nothing is stored
}
