// npx tsx tools/observatory.ts HOST: the grade that Mozilla's HTTP Observatory gives a copy, without asking their server.
// The scorer is fetched from npm into .cache/ when asked for, and is no dependency: it brings 230 packages of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gradeOf, type Scan } from './observatory-lib';

const [host] = process.argv.slice(2);
if (host === undefined) {
  console.error('Usage: npx tsx tools/observatory.ts HOST    (served at ports 80 and 443)');
  process.exit(1);
}
const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '.cache', 'observatory');
const scorer = join(folder, 'node_modules', '@mdn', 'mdn-http-observatory');
if (!existsSync(scorer)) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '@mdn/mdn-http-observatory@1.4.8'];
  if (spawnSync('npm', install, { cwd: folder, stdio: 'inherit' }).status !== 0) process.exit(1);
}
// Its install script downloads the list of preloaded hosts; without it, nobody counts as preloaded.
const preloaded = join(scorer, 'conf', 'hsts-preload.json');
if (!existsSync(preloaded)) writeFileSync(preloaded, '{}');

// Typed here: the scorer is no dependency, and has no types.
const { scan } = (await import(pathToFileURL(join(scorer, 'src', 'scanner', 'index.js')).href)) as {
  scan(host: string): Promise<Scan>;
};
const { lines, isTop } = gradeOf(await scan(host));
console.log(lines.join('\n'));
process.exit(isTop ? 0 : 1);
