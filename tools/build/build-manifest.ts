import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, sha256Of } from './files-of.ts';

export const buildManifestName = 'build-manifest.json';
export const hostSettingsName = 'host.json';
/**
 * What belongs to the host, not to a release: settings, which the app reads with a strict schema, and a contact.
 */
export const hostOwnFiles: readonly string[] = [hostSettingsName, '.well-known/security.txt'];

export interface BuildManifest {
  readonly format: 1;
  readonly name: 'ephemera';
  /** Sorted by path. Every file that a browser can fetch, wasm and weights included; not this file, and not the host's own. */
  readonly files: readonly BuildFile[];
}

export interface BuildFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Hashes every file of the build. The result holds no date, no path of this machine and no order of its own. */
export async function writeBuildManifest(dist: string): Promise<void> {
  const files: BuildFile[] = [];
  for (const path of filesOf(dist)) {
    if (path === buildManifestName || hostOwnFiles.includes(path)) continue;
    files.push({ path, bytes: statSync(join(dist, path)).size, sha256: await sha256Of(join(dist, path)) });
  }
  const manifest: BuildManifest = { format: 1, name: 'ephemera', files };
  writeFileSync(join(dist, buildManifestName), `${JSON.stringify(manifest, null, 1)}\n`);
}

/** @throws when the text is not such a manifest, saying what is wrong with it. */
export function parseBuildManifest(text: string): BuildManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('The build manifest is not JSON.');
  }
  if (!isBuildManifest(value)) throw new Error('This is not a build manifest of Ephemera.');
  return value;
}

export function readBuildManifest(file: string): BuildManifest {
  return parseBuildManifest(readFileSync(file, 'utf8'));
}

function isBuildManifest(value: unknown): value is BuildManifest {
  const { format, files } = (value ?? {}) as { format?: unknown; files?: unknown }; // each field is looked at next
  return format === 1 && Array.isArray(files) && files.every(isBuildFile);
}

function isBuildFile(value: unknown): value is BuildFile {
  const file = (value ?? {}) as Record<string, unknown>; // each field is looked at next
  return (
    typeof file['path'] === 'string' &&
    typeof file['bytes'] === 'number' &&
    typeof file['sha256'] === 'string' &&
    /^[0-9a-f]{64}$/.test(file['sha256']) &&
    !file['path'].startsWith('/') &&
    !file['path'].split('/').includes('..')
  );
}
