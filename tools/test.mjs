// npm test: every check there is, one after another, and one line at the end. Plain Node: it runs before there are any packages.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { build, installIfNeeded, requireNode, root } from './prepare.mjs';

/** A program that takes longer hangs. */
const mostMinutes = 70;
const reports = join(root, '.cache', 'test');
const bin = (name) => join(root, 'node_modules', '.bin', name);

const noChromium = `There is no Chromium, so the browser tests cannot run. Get one with
    apt-get update && apt-get install -y chromium
or, if you have one already, say where: CHROMIUM_PATH=/path/to/chromium npm test`;

/** Each stage gives { passed, failed }. One that ends badly without saying how many failed counts as one failure. */
const stages = [
  { name: 'types', run: () => single('npm', ['run', '--silent', 'check']) },
  { name: 'lint', run: () => single('npm', ['run', '--silent', 'lint']) },
  { name: 'units', run: units },
  { name: 'conformance', run: () => closingLine(bin('tsx'), ['tools/conformance.ts', 'tests/golden']) },
  { name: 'build', run: async () => (build() === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }) },
  { name: 'reproduce', run: () => single(bin('tsx'), ['tools/reproduce.ts']) },
  { name: 'browser', run: browser },
  { name: 'training', run: training, only: '--with-training' },
];

requireNode();
installIfNeeded();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const results = [];
for (const { name, run, only } of stages) {
  if (only !== undefined && !process.argv.includes(only)) continue;
  console.log(`\n=== ${name}`);
  const startedAt = performance.now();
  const result = await run();
  results.push({ name, ...result, seconds: (performance.now() - startedAt) / 1000 });
}
console.log('\n=== all stages');
for (const { name, passed, failed, skipped, seconds } of results) {
  const note = skipped ? `, ${skipped} skipped` : '';
  console.log(`${name.padEnd(12)} ${passed} passed, ${failed} failed${note}  (${seconds.toFixed(0)} s)`);
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
process.exitCode = sum('failed') === 0 ? 0 : 1;
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);

async function units() {
  const file = join(reports, 'units.json');
  const code = await command(bin('vitest'), ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]);
  return fromReport(code, file, (report) => ({
    passed: report.numPassedTests,
    // A file that does not load has no tests to fail.
    failed:
      report.numFailedTests +
      report.testResults.filter((one) => one.status === 'failed' && !one.assertionResults.length).length,
    skipped: report.numPendingTests + report.numTodoTests,
  }));
}

async function browser() {
  const chromium = findChromium();
  if (chromium === undefined) {
    console.error(noChromium);
    return { passed: 0, failed: 1 };
  }
  if (!existsSync(join(root, 'dist', 'index.html'))) {
    console.error('There is no build to test.');
    return { passed: 0, failed: 1 };
  }
  const file = join(reports, 'browser.json');
  const code = await command(bin('playwright'), ['test', '--reporter=list,json'], {
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  });
  return fromReport(code, file, ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
  }));
}

function training() {
  return closingLine('python3', ['-m', 'pytest', '-q', 'models/training']);
}

async function single(program, args) {
  return (await command(program, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** For programs that end with `N passed, N failed`, or as pytest with `N failed, N passed in …`. */
async function closingLine(program, args) {
  let output = '';
  const code = await command(program, args, {}, (text) => (output = (output + text).slice(-4000)));
  const last = output.trim().split('\n').at(-1) ?? '';
  const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(last)?.[1] ?? 0);
  return atLeastOneFailure(code, { passed: count('passed'), failed: count('failed') });
}

function fromReport(code, file, counts) {
  if (!existsSync(file)) return atLeastOneFailure(code || 1, { passed: 0, failed: 0 });
  return atLeastOneFailure(code, counts(JSON.parse(readFileSync(file, 'utf8'))));
}

function atLeastOneFailure(code, counts) {
  const nothingRan = counts.passed + counts.failed === 0;
  return (code !== 0 || nothingRan) && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Runs a program to its end, or for so long. `listen` gets what it writes to its standard output. */
function command(program, args, environment = {}, listen = undefined) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', listen ? 'pipe' : 'inherit', 'inherit'],
      detached: true, // its own process group, so that all of it can be ended
    });
    child.stdout?.on('data', (chunk) => {
      process.stdout.write(chunk);
      listen?.(String(chunk));
    });
    const end = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // it had ended by itself
      }
    };
    const timer = setTimeout(
      () => {
        console.error(`${program} did not end within ${mostMinutes} minutes.`);
        end();
      },
      mostMinutes * 60 * 1000,
    );
    const interrupted = () => {
      end();
      process.exit(130);
    };
    process.once('SIGINT', interrupted);
    const finish = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      finish(1);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined) return existsSync(given) ? given : undefined;
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}
