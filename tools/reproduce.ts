import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesOf } from './build/files-of.ts';

/**
 * Builds these sources twice, at two places, under two clocks, languages and homes, and compares every byte of the
 * results. Exit code 1 when anything differs.
 */
const root = join(import.meta.dirname, '..');
const workplace = join(root, '.cache', 'reproduce');
const settings = [
  { folder: join(workplace, 'a'), environment: { TZ: 'UTC', LANG: 'C', LC_ALL: 'C', HOME: join(workplace, 'home-a') } },
  {
    folder: join(workplace, 'b', 'another place, deeper'),
    environment: {
      TZ: 'Pacific/Kiritimati',
      LANG: 'tr_TR.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      HOME: join(workplace, 'home-b'),
    },
  },
];

rmSync(workplace, { recursive: true, force: true });
// Both are copied before either is built, so that an edit in the meantime does not tell them apart.
settings.forEach(({ folder }, i) => copySources(folder, new Date(2001 + i * 20, i, 1)));
const [first, second] = settings.map(({ folder, environment }) => {
  build(folder, environment);
  return join(folder, 'dist');
});
const differences = compare(first!, second!);
for (const line of differences) console.log(line);
console.log(
  differences.length === 0
    ? `Two builds, ${filesOf(first!).length} files each: every byte is the same.`
    : `Two builds differ in ${differences.length} files. They are kept in .cache/reproduce.`,
);
if (differences.length === 0) rmSync(workplace, { recursive: true });
else process.exitCode = 1;

/** The files that git knows or would add, as they are now, with another date. */
function copySources(folder: string, date: Date): void {
  const { status, stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error('git does not list the sources: is this a clone?');
  for (const path of stdout.split('\0')) {
    if (path === '' || !existsSync(join(root, path)) || !statSync(join(root, path)).isFile()) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
    utimesSync(join(folder, path), date, date);
  }
  // Hard links: a symbolic link would lead both builds to one path, and hide what paths do to them.
  const copied = spawnSync('cp', ['-al', join(root, 'node_modules'), join(folder, 'node_modules')]);
  if (copied.status !== 0) throw new Error(`node_modules could not be linked: ${String(copied.stderr)}`);
}

function build(folder: string, environment: Record<string, string>): void {
  const env = { PATH: process.env['PATH'] ?? '', ...environment };
  const vite = join('node_modules', 'vite', 'bin', 'vite.js');
  const { status, stderr, stdout } = spawnSync(process.execPath, [vite, 'build'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The build failed:\n${stdout}\n${stderr}`);
}

function compare(a: string, b: string): string[] {
  const [inA, inB] = [new Set(filesOf(a)), new Set(filesOf(b))];
  return [...new Set([...inA, ...inB])].sort().flatMap((path) => {
    if (!inA.has(path) || !inB.has(path)) return [`${path} is in one build only`];
    return readFileSync(join(a, path)).equals(readFileSync(join(b, path))) ? [] : [`${path} differs`];
  });
}
