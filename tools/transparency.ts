import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildManifestName, type BuildManifest } from '../src/contract/build-manifest.ts';
import { hostSettingsName, readBuildManifest } from './build/build-manifest.ts';
import { waictManifest, webcatManifest } from './verify/transparency.ts';

/**
 * `npx tsx tools/transparency.ts ADDRESS --source URL --version TAG [--dist DIR]`: writes the build manifest of `dist/` in
 * the forms of WAICT and WEBCAT into its `.well-known/`, and says which header goes with it.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { type: 'string' },
    version: { type: 'string' },
    dist: { type: 'string', default: join(import.meta.dirname, '../dist') },
  },
});
const [address] = positionals;
const { dist, source, version } = values;
if (address === undefined || source === undefined || version === undefined || !URL.canParse(address)) {
  throw new Error('Usage: npx tsx tools/transparency.ts ADDRESS --source URL --version TAG [--dist DIR]');
}

const build = readBuildManifest(join(dist, buildManifestName));
// The two files that the build manifest does not list, and a browser fetches: as they are now.
const own = [buildManifestName, hostSettingsName].map((path) => {
  const bytes = readFileSync(join(dist, path));
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
});
const served: BuildManifest = { ...build, files: [...build.files, ...own] };

const waict = waictManifest(served, address.endsWith('/') ? address : `${address}/`);
write(waict.path, waict.body);
write('/.well-known/webcat/manifest.json', `${JSON.stringify(webcatManifest(served, source, version), null, 1)}\n`);
console.log(`${waict.path}\n${waict.header}\n/.well-known/webcat/manifest.json: to be signed with webcat-cli`);

function write(path: string, text: string): void {
  const file = join(dist, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
