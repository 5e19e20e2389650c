import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../../tests/browser/chromium';
import { emitModels } from '../build/emit-models';
import { readManifests } from '../build/model-folders';
import { makeModel, sdTurbo, type Shapes } from '../full-size/make-model';
import { responseHeaders } from '../headers';
import { addModel } from '../models/add-model';
import { createStaticServer, listen } from '../serve-lib';
import { rounded, type Measurement } from './measurement';
import { slowLink } from './slow-link';

const fixture = join('tests', 'golden', 'models', 'tiny-sdturbo');
const edge = 256;
const longestMs = 30 * 60e3;
/** A fast line at home. What this machine gives itself is faster than it can add up and store. */
const megabits = 200;

/**
 * A model as large as SD-Turbo, with random weights, by the visitor's way: added by the host, downloaded into a fresh
 * profile with a pause and a reload in between, opened and run for one step. Memory is that of all of the browser's
 * processes (proportional set size), so Linux only. Wants 8 GB of disk and not to be disturbed.
 */
export async function* fullSize(
  folder = join('.cache', 'full-size'),
  shapes: Shapes = sdTurbo,
): AsyncGenerator<Measurement> {
  rmSync(folder, { recursive: true, force: true });
  const manifest = await makeHost(folder, shapes);
  const totalBytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  const partBytes = Object.values(manifest.components).map(({ file, external_data = [] }) =>
    manifest.files
      .filter(({ path }) => path === file || external_data.includes(path))
      .reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const largestBytes = Math.max(...partBytes);
  const server = createStaticServer({
    root: join(folder, 'dist'),
    headers: responseHeaders({ modelOrigins: [] }),
    base: '/',
  });
  const port = await listen(server, 0, '127.0.0.1');
  const address = `http://localhost:${port}/`;
  const profile = join(folder, 'profile');
  // A profile on disk: a private window keeps its storage in memory, which would be counted.
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    args: ['--headless', '--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
  context.setDefaultTimeout(longestMs);
  const memory = watchMemory(profile);
  const gigabytes = (bytes: number) => rounded(bytes / 1e9);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(address);
    const paths = manifest.files.map(({ path }) => `models/full-size/${path}`);
    const bareMs = await bareDownload(page, paths);

    memory.restart();
    const downloadMs = await downloadWithPause(page, totalBytes);
    yield {
      name: 'full-size-download',
      value: rounded(downloadMs / 1000),
      unit: 's',
      comparedWith: `${rounded(bareMs / 1000)} s for a bare download of the same ${gigabytes(totalBytes)} GB`,
      note: 'from this machine, into storage, with SHA-256, a pause and a reload',
    };
    yield { name: 'full-size-download-peak', value: gigabytes(memory.peakBytes), unit: 'GB', note: 'all processes' };

    memory.restart();
    const drawn = await draw(page);
    yield {
      name: 'full-size-picture',
      value: rounded(drawn.ms / 1000),
      unit: 's',
      note: `${drawn.said} One step at ${edge} × ${edge} on WASM, from the click, parts read from storage and opened.`,
    };
    yield {
      name: 'full-size-peak',
      value: gigabytes(memory.peakBytes),
      unit: 'GB',
      comparedWith: `target ${gigabytes(1.3 * largestBytes + 1e9)} GB: 1.3 times the largest part (${gigabytes(largestBytes)} GB) and 1 GB`,
      note: 'all processes',
    };

    const link = await slowLink(port, megabits, 20);
    await page.goto(`http://localhost:${link.port}/`); // another origin: nothing is stored there
    const bareOverLineMs = await bareDownload(page, paths);
    const overLineMs = await downloadWithPause(page, totalBytes);
    link.close();
    yield {
      name: 'full-size-download-over-line',
      value: rounded(overLineMs / bareOverLineMs),
      unit: '× a bare download',
      comparedWith: `target 1.2; ${rounded(overLineMs / 1000)} s, bare ${rounded(bareOverLineMs / 1000)} s`,
      note: `a line of ${megabits} Mbit/s; into storage, with SHA-256, a pause and a reload`,
    };
  } finally {
    memory.stop();
    await context.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
}

async function makeHost(folder: string, shapes: Shapes) {
  const [source, models, dist] = [join(folder, 'source'), join(folder, 'models'), join(folder, 'dist')];
  const scheduler: unknown = JSON.parse(readFileSync(join(fixture, 'scheduler/scheduler_config.json'), 'utf8'));
  makeModel(source, shapes, scheduler as Record<string, unknown>, join(fixture, 'tokenizer')); // our own fixture
  for (const name of ['sticker', 'safety', 'face'])
    cpSync(join('models', name), join(models, name), { recursive: true });
  const manifest = await addModel({
    id: 'full-size',
    source,
    overrides: { title: 'Full size', licence: 'none: random weights', size: [edge, edge], steps: 1 },
    modelsFolder: models,
    workFolder: join(folder, 'work'),
  });
  rmSync(source, { recursive: true });
  copyLinked('dist', dist);
  rmSync(join(dist, 'models'), { recursive: true });
  emitModels(models, readManifests(models), join(dist, 'models'));
  return manifest;
}

function copyLinked(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) copyLinked(join(from, entry.name), join(to, entry.name));
    else linkSync(join(from, entry.name), join(to, entry.name));
  }
}

function bareDownload(page: Page, paths: readonly string[]): Promise<number> {
  return page.evaluate(async (all) => {
    const started = performance.now();
    for (const path of all) {
      const reader = (await fetch(path, { cache: 'no-store' })).body!.getReader();
      while (!(await reader.read()).done);
    }
    return performance.now() - started;
  }, paths);
}

/** @returns the time in which it was not paused. */
async function downloadWithPause(page: Page, totalBytes: number): Promise<number> {
  const card = await openCard(page);
  const loaded = async () => Number(await card.getByRole('progressbar').getAttribute('value', { timeout: 5000 }));
  let started = performance.now();
  await card.getByRole('button', { name: 'Download' }).click();
  while ((await loaded()) < totalBytes / 3) await page.waitForTimeout(200);
  await card.getByRole('button', { name: 'Pause' }).click();
  await card.getByText('Paused.').waitFor();
  const firstMs = performance.now() - started;
  await page.reload();
  const again = await openCard(page);
  await again.getByText('The rest is fetched when it is needed, or now.').waitFor();
  started = performance.now();
  await again.getByRole('button', { name: 'Download' }).click();
  await again.getByText('This browser keeps it.').waitFor();
  return firstMs + performance.now() - started;
}

async function openCard(page: Page) {
  await page.locator('summary', { hasText: 'Recipe' }).click();
  await page.getByRole('button', { name: 'About the models' }).click();
  return page.getByRole('article', { name: 'Full size' });
}

async function draw(page: Page): Promise<{ readonly ms: number; readonly said: string }> {
  await page.getByRole('button', { name: 'Use this model' }).click();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('combobox', { name: 'Runs on' }).selectOption('wasm');
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a cat');
  const started = performance.now();
  await page.getByRole('button', { name: 'Generate' }).click();
  const status = page.getByRole('status', { name: 'Job status' });
  await status.filter({ hasText: /^Done/ }).or(page.getByRole('alert')).first().waitFor();
  return { ms: performance.now() - started, said: (await status.textContent()) ?? '' };
}

/** Sums the proportional set size of every process of the browser with this profile, four times a second. */
function watchMemory(profile: string) {
  let peakBytes = 0;
  const timer = setInterval(() => {
    peakBytes = Math.max(
      peakBytes,
      processes(profile).reduce((sum, id) => sum + proportionalBytes(id), 0),
    );
  }, 250);
  return {
    get peakBytes() {
      return peakBytes;
    },
    restart: () => void (peakBytes = 0),
    stop: () => clearInterval(timer),
  };
}

/** The browser, and what descends from it. */
function processes(profile: string): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ id: Number(name), command: read(`/proc/${name}/cmdline`), stat: read(`/proc/${name}/stat`) }));
  const family = new Set(all.filter(({ command }) => command.includes(profile)).map(({ id }) => id));
  for (let before = -1; before < family.size;) {
    before = family.size;
    for (const { id, stat } of all) {
      const parent = Number(/\) \S (\d+)/.exec(stat)?.[1]);
      if (family.has(parent)) family.add(id);
    }
  }
  return [...family];
}

function proportionalBytes(id: number): number {
  return 1024 * Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${id}/smaps_rollup`))?.[1] ?? 0);
}

/** A process may be gone by the time it is looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
