import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildManifestName, parseBuildManifest, type BuildManifest } from '../src/contract/build-manifest.ts';
import { readBuildManifest } from './build/build-manifest.ts';
import { readArguments, UsageError } from './command-line.ts';
import { compareFolder, compareServed } from './verify/compare.ts';

const usage = `npm run verify -- ADDRESS|DIR [--manifest FILE|ADDRESS]
    Without --manifest: dist/${buildManifestName}, the build of this checkout. Build the release's commit first (npm run build).`;
const ownManifest = join(import.meta.dirname, '../dist', buildManifestName);

async function main(): Promise<void> {
  const { values, positionals } = readArguments(usage, {
    allowPositionals: true,
    options: { manifest: { type: 'string', default: ownManifest } },
  });
  const [subject] = positionals;
  if (subject === undefined) throw new UsageError('Which address or folder?', usage);
  const manifest = await readManifestFrom(values.manifest);
  const differences = /^https?:\/\//.test(subject)
    ? await compareServed(subject.endsWith('/') ? subject : `${subject}/`, manifest)
    : await compareFolder(existingFolder(subject), manifest);
  for (const { path, what } of differences) console.log(`${path} ${what}`);
  if (differences.length === 0) {
    console.log(`All ${manifest.files.length} files are those of the release.`);
  } else {
    console.log(
      `${differences.length} ${differences.length === 1 ? 'file differs' : 'files differ'} from the release.`,
    );
    process.exitCode = 1;
  }
}

async function readManifestFrom(place: string): Promise<BuildManifest> {
  if (/^https?:\/\//.test(place)) {
    const response = await fetch(place);
    if (!response.ok) throw new Error(`${place} answers ${response.status}.`);
    return parseBuildManifest(await response.text());
  }
  if (!existsSync(place)) throw new UsageError(`There is no manifest to compare with (${buildManifestName}).`, usage);
  return readBuildManifest(place);
}

function existingFolder(path: string): string {
  if (existsSync(path) && statSync(path).isDirectory()) return path;
  throw new Error(`"${path}" is neither an address nor a folder.`);
}

try {
  await main();
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  console.error(error instanceof Error ? error.message + cause : error);
  process.exitCode = 1;
}
