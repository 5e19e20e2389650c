import { buildManifestName, parseBuildManifest, type BuildFile, type BuildManifest } from '../contract/build-manifest';
import { errorNameOf } from '../contract/errors';
import { downloadBuildFile, fetchJson } from './download';

/** A file of this copy that is not what the visitor's manifest says. */
export interface CopyDifference {
  readonly path: string;
  readonly what: 'missing' | 'changed' | 'not-listed';
}

/**
 * Compares the files that this copy serves with a manifest from elsewhere. Only what this copy's own list names is asked
 * for: the visitor's file is content, and never becomes an address.
 * @throws when this copy's own list cannot be read, or the connection breaks.
 */
export async function checkOwnCopy(
  baseUrl: string,
  expected: BuildManifest,
  onFile: (done: number, all: number) => void,
  signal: AbortSignal,
): Promise<readonly CopyDifference[]> {
  const own = parseBuildManifest(JSON.stringify(await fetchJson(new URL(buildManifestName, baseUrl).href, signal)));
  const wanted = new Map(expected.files.map((file) => [file.path, file]));
  const differences: CopyDifference[] = [];
  for (const [i, file] of own.files.entries()) {
    onFile(i, own.files.length);
    const what = await difference(file, wanted.get(file.path), baseUrl, signal);
    if (what) differences.push({ path: file.path, what });
    wanted.delete(file.path);
  }
  return [...differences, ...[...wanted.keys()].map((path) => ({ path, what: 'missing' as const }))];
}

async function difference(
  file: BuildFile,
  wanted: BuildFile | undefined,
  baseUrl: string,
  signal: AbortSignal,
): Promise<CopyDifference['what'] | undefined> {
  if (!wanted) return 'not-listed';
  try {
    return (await servedHash(file, baseUrl, signal)) === wanted.sha256 ? undefined : 'changed';
  } catch (error) {
    if (errorNameOf(error) === 'ModelMissingError') return 'missing';
    throw error;
  }
}

/** In pieces: weights may be larger than what the browser's own SHA-256 takes at once. */
async function servedHash(file: BuildFile, baseUrl: string, signal: AbortSignal): Promise<string> {
  const { createSHA256 } = await import('hash-wasm');
  const hasher = await createSHA256();
  for await (const part of downloadBuildFile(file, baseUrl, signal)) hasher.update(part);
  return hasher.digest('hex');
}
