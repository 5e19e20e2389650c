import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { buildManifestName, type BuildManifest } from '../../src/contract/build-manifest.ts';
import { hostOwnFiles } from '../build/build-manifest.ts';
import { hostFiles } from '../build/host-files.ts';
import { filesOf, sha256Of } from '../build/files-of.ts';
import { digestOf, forms } from '../doctor/digest.ts';
import { urlOf } from '../doctor/examine.ts';

/** A file and what is wrong with it; sorted as the manifest is. */
export interface Difference {
  readonly path: string;
  readonly what: string;
}

/** Compares a folder with the manifest of a release, both ways: files that are not in it are named too. */
export async function compareFolder(folder: string, manifest: BuildManifest): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = join(folder, path);
    if (!existsSync(file)) differences.push({ path, what: 'is missing' });
    else if (statSync(file).size !== bytes)
      differences.push({ path, what: `has ${statSync(file).size} bytes, not ${bytes}` });
    else if ((await sha256Of(file)) !== sha256) differences.push({ path, what: 'has another SHA-256' });
  }
  const listed = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  const expected = new Set([...listed.keys(), buildManifestName, ...hostOwnFiles, ...Object.keys(hostFiles())]);
  for (const path of filesOf(folder)) {
    if (expected.has(path) || isForLogs(path)) continue;
    const original = path.replace(/\.(br|gz)$/, '');
    if (original === path || !expected.has(original)) differences.push({ path, what: 'is not part of the release' });
    else if (!unpacksTo(join(folder, path), join(folder, original), listed.get(original))) {
      differences.push({ path, what: `does not unpack to ${original}` });
    }
  }
  return differences;
}

/** What `tools/transparency.ts` and the logs' own commands write: lists of hashes, no part of the page. */
function isForLogs(path: string): boolean {
  return /^\.well-known\/(waict|webcat)\//.test(path);
}

/** Compares what a host serves with the manifest of a release. What else the host may serve cannot be known. */
export async function compareServed(
  address: string,
  manifest: BuildManifest,
  onFile: (path: string) => void = () => {},
): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const { path, bytes, sha256 } of manifest.files) {
    onFile(path);
    const what = await servedDifference(urlOf(address, path), bytes, sha256);
    if (what !== undefined) differences.push({ path, what });
  }
  const page = manifest.files.find(({ path }) => path === 'index.html');
  const what = page && (await servedDifference(address, page.bytes, page.sha256));
  if (what !== undefined) differences.push({ path: '/', what });
  return differences;
}

async function servedDifference(url: string, bytes: number, sha256: string): Promise<string | undefined> {
  for (const { accept, name } of forms) {
    const response = await fetch(url, { headers: { 'Accept-Encoding': accept }, cache: 'no-store' });
    if (!response.ok) {
      await response.body?.cancel();
      return `is not served${name} (${response.status})`;
    }
    const received = await digestOf(response);
    if (received.bytes !== bytes) return `has ${received.bytes} bytes, not ${bytes}${name && `,${name}`}`;
    if (received.sha256 !== sha256) return `has another SHA-256${name && `,${name}`}`;
    if (!response.headers.has('content-encoding')) return undefined;
  }
  return undefined;
}

function unpacksTo(packed: string, original: string, sha256: string | undefined): boolean {
  try {
    const bytes = packed.endsWith('.br')
      ? brotliDecompressSync(readFileSync(packed))
      : gunzipSync(readFileSync(packed));
    // The manifest does not list itself; its compressed copies are compared with the file.
    if (sha256 === undefined) return bytes.equals(readFileSync(original));
    return createHash('sha256').update(bytes).digest('hex') === sha256;
  } catch {
    return false; // not a compressed file at all
  }
}
