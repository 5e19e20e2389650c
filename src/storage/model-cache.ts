import { createStore, delMany, get, getMany, keys, set, type UseStore } from 'idb-keyval';
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
}

let store: UseStore | undefined;
const open = () => (store ??= createStore(databaseName, 'chunks'));

const infoKey = (sha256: string) => `${sha256}/info`;
const chunkKey = (sha256: string, i: number) => `${sha256}/${i}`;

/** Stores one chunk. Rejects (QuotaExceededError and others) when the browser refuses: the caller goes on in memory. */
export async function putChunk(file: ModelFile, i: number, chunk: Uint8Array): Promise<void> {
  await set(chunkKey(file.sha256, i), chunk, open());
  const complete = (i + 1) * chunkBytes >= file.bytes;
  const info: CachedFile = {
    sha256: file.sha256,
    path: file.path,
    modelId: file.modelId,
    bytes: Math.min((i + 1) * chunkBytes, file.bytes),
    complete,
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
  return get<Uint8Array>(chunkKey(file.sha256, i), open());
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

/** Removes every model file, and the database itself. */
export async function forgetAllModels(): Promise<void> {
  for (const file of await listCached()) await forgetFile(file);
}
