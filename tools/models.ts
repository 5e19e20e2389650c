import { existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defaultModelId, readManifests } from './build/model-folders.ts';
import { readArguments, UsageError } from './command-line.ts';
import { addModel } from './models/add-model.ts';
import { checkModels } from './models/check-models.ts';
import { knownModels } from './models/known-models.ts';
import { openGraphs } from './models/open-graphs.ts';
import { showProgress } from './models/show-progress.ts';

const usage = `npm run models -- list
npm run models -- add SOURCE [--id ID] [--title "…"] [--steps N] [--guidance N] [--size WxH] [--licence "…"]
    SOURCE: a folder or an address (https://…) in the diffusers/optimum layout, or a known name (see list)
npm run models -- check [ID]
npm run models -- remove ID`;

const root = join(import.meta.dirname, '..');
const modelsFolder = join(root, 'models');

async function main(): Promise<void> {
  const { values, positionals } = readArguments(usage, {
    allowPositionals: true,
    options: {
      id: { type: 'string' },
      title: { type: 'string' },
      steps: { type: 'string' },
      guidance: { type: 'string' },
      size: { type: 'string' },
      licence: { type: 'string' },
    },
  });
  const [command, argument] = positionals;
  if (command === 'list') return list();
  if (command === 'check') return check(argument);
  if (argument === undefined) throw new UsageError(`What to ${command ?? 'do'}?`, usage);
  if (command === 'remove') return remove(argument);
  if (command !== 'add') throw new UsageError(`"${command}" is not one of list, add, check, remove.`, usage);

  const known = knownModels.find(({ name }) => name === argument);
  const progress = showProgress();
  const manifest = await addModel({
    id: values.id ?? known?.name ?? idFrom(argument),
    source: argument,
    ...(known && { known }),
    overrides: {
      ...(values.title !== undefined && { title: values.title }),
      ...(values.licence !== undefined && { licence: values.licence }),
      ...(values.steps !== undefined && { steps: numberFrom('--steps', values.steps, true) }),
      ...(values.guidance !== undefined && { guidance: numberFrom('--guidance', values.guidance, false) }),
      ...(values.size !== undefined && { size: sizeFrom(values.size) }),
    },
    modelsFolder,
    workFolder: join(root, '.cache', 'models'),
    onStage: progress.stage,
    onFile: progress.file,
    tryOpening: openGraphs,
  });
  progress.end();
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  console.log(`Added models/${manifest.id}: ${manifest.family}, ${manifest.tasks.join(', ')}, ${megabytes(bytes)}.`);
  console.log('Look at its title, licence and rules in its manifest.json. npm start puts it on the page.');
}

function list(): void {
  const manifests = readManifests(modelsFolder);
  console.log(manifests.length === 0 ? 'No models here.' : 'Here:');
  for (const { id, family, title, files, licence } of manifests) {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    console.log(`  ${id.padEnd(22)} ${family.padEnd(5)} ${megabytes(bytes).padStart(9)}  ${title} (${licence.name})`);
  }
  console.log(
    'Known names, to be added with npm run models -- add NAME (addresses read in November 2026, never tried):',
  );
  for (const { name, gigabytes, title, licence } of knownModels) {
    console.log(`  ${name.padEnd(22)} ${`${gigabytes} GB`.padStart(15)}  ${title} (${licence.name})`);
  }
}

async function check(id: string | undefined): Promise<void> {
  const problems = await checkModels(modelsFolder, id, openGraphs, console.log);
  if (problems === 0) return;
  console.error(`${problems} ${problems === 1 ? 'problem' : 'problems'}.`);
  process.exitCode = 1;
}

function remove(id: string): void {
  const folder = join(modelsFolder, id);
  if (id !== basename(id) || !existsSync(join(folder, 'manifest.json'))) throw new Error(`There is no model "${id}".`);
  if (id === defaultModelId) throw new Error('The default model belongs to the repository; it stays.');
  rmSync(folder, { recursive: true });
  console.log(`Removed models/${id}. npm start takes it off the page.`);
}

function idFrom(source: string): string {
  const parts = source
    .replace(/\/resolve\/[^/]+\/?$/, '')
    .split('/')
    .filter(Boolean);
  return (parts.at(-1) ?? '').toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-');
}

function numberFrom(name: string, text: string, isWhole: boolean): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < (isWhole ? 1 : 0) || (isWhole && !Number.isInteger(value))) {
    throw new UsageError(`${name} is a ${isWhole ? 'whole number from 1' : 'number from 0'}, not "${text}".`, usage);
  }
  return value;
}

function sizeFrom(text: string): [number, number] {
  const match = /^(\d+)x(\d+)$/.exec(text);
  if (!match) throw new UsageError(`--size is WIDTHxHEIGHT, not "${text}".`, usage);
  return [Number(match[1]), Number(match[2])];
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

try {
  await main();
} catch (error) {
  process.stderr.write('\n');
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit(); // the runtime's threads would keep the process
