import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildManifestName,
  parseBuildManifest,
  type BuildFile,
  type BuildManifest,
} from '../../src/contract/build-manifest.ts';
import { filesOf, sha256Of } from './files-of.ts';

export const hostSettingsName = 'host.json';
/**
 * What belongs to the host, not to a release: settings, which the app reads with a strict schema, and a contact.
 */
export const hostOwnFiles: readonly string[] = [hostSettingsName, '.well-known/security.txt'];

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

export function readBuildManifest(file: string): BuildManifest {
  return parseBuildManifest(readFileSync(file, 'utf8'));
}
