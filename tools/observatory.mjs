// node tools/observatory.mjs HOST: the grade that Mozilla's HTTP Observatory gives a copy, without asking their server.
// The scorer is fetched from npm into .cache/ when asked for, and is no dependency: it brings 230 packages of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [host] = process.argv.slice(2);
if (host === undefined) {
  console.error('Usage: node tools/observatory.mjs HOST    (served at ports 80 and 443)');
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

const { scan } = await import(pathToFileURL(join(scorer, 'src', 'scanner', 'index.js')).href);
const result = await scan(host);
for (const [name, { pass, result: what, scoreModifier }] of Object.entries(result.tests)) {
  console.log(`${pass ? '✓' : '✗'} ${name}: ${what} (${scoreModifier})`);
}
const { grade, score, testsPassed, testsQuantity } = result.scan;
console.log(`Grade ${grade}, ${score} points, ${testsPassed} of ${testsQuantity} tests.`);
process.exit(grade === 'A+' ? 0 : 1);
