// What `npm start` and `npm test` need before anything else. Plain Node: it runs before there are any packages.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const singleInputs = [
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'LICENSE',
  'tsconfig.base.json',
  'tsconfig.json',
  'tools/headers.ts',
  'svelte.config.js',
  'tools/serve-lib.ts',
  'tools/vite-mediapipe.ts',
  'tools/vite-plugins.ts',
];
const inputFolders = ['src', 'public', 'tools/build'];
const inputsRecord = join(root, '.cache', 'build-inputs.txt');

/** Stops with a sentence when Node is older than package.json asks for. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Runs `npm ci` when node_modules is not what package-lock.json says. */
export function installIfNeeded() {
  if (isInstalled()) return;
  console.log('Installing packages (npm ci) …');
  const { status } = run('npm', ['ci', '--no-audit', '--no-fund']);
  if (status === 0) return;
  console.error('The packages could not be installed. Is the npm registry reachable? What npm said is above.');
  process.exit(1);
}

function isInstalled() {
  const installedLock = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(installedLock, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || present[path]?.version === version || (optional && !(path in present)), // other platforms' binaries
  );
}

/** @returns {number} the exit status of `vite build`; 0 when the build in dist/ is already that of these sources. */
export function buildIfStale() {
  const inputs = inputsHash();
  const isFresh = existsSync(join(root, 'dist', 'build-manifest.json')) && existsSync(inputsRecord);
  if (isFresh && readFileSync(inputsRecord, 'utf8') === inputs) return 0;
  console.log('Building …');
  return build(inputs);
}

/** Builds whether or not it is needed. */
export function build(inputs = inputsHash()) {
  mkdirSync(dirname(inputsRecord), { recursive: true });
  writeFileSync(inputsRecord, '');
  const { status } = run(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build']);
  if (status === 0) writeFileSync(inputsRecord, inputs);
  return status ?? 1;
}

/** A hash of all that the build reads. Of a model's files the manifest is enough: it holds their hashes. */
function inputsHash() {
  const hash = createHash('sha256');
  for (const path of [...singleInputs, ...inputFolders.flatMap(filesUnder), ...modelInputs()]) {
    if (!existsSync(join(root, path))) continue;
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();
}

function modelInputs() {
  return readdirSync(join(root, 'models'))
    .filter((id) => ['manifest.json', 'files.json'].some((list) => existsSync(join(root, 'models', id, list))))
    .sort()
    .flatMap((id) => readdirSync(join(root, 'models', id)).map((name) => `models/${id}/${name}`))
    .filter((path) => /(manifest\.json|files\.json|licen[cs]e|notice|attribution)[^/]*$/i.test(path));
}

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' });
}
