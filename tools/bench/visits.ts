import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findChromium } from '../../tests/browser/chromium';
import { responseHeaders } from '../headers';
import { createStaticServer, listen } from '../serve-lib';
import { median, rounded, type Measurement } from './measurement';
import { slowLink } from './slow-link';

/** A usual line at home. */
const megabits = 50;
const latencyMs = 20;
const visits = 3;
const warmPictures = 7;

const modelFile = /\/models\/.*\.(onnx|bin|txt)$/;

export const chromiumArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-sync',
];

/** A browser that has just begun lays out its profile and starts its own processes: a visitor's has been running. */
const settlingMs = 3000;

/**
 * The visitor's own wait over a simulated line, in Chromium on WASM: a fresh profile, warm pictures, a second visit. The
 * profile lies on disk, as a visitor's does: what a private window keeps, it keeps in memory and gives back more slowly.
 */
export async function* visitTimes(dist = 'dist'): AsyncGenerator<Measurement> {
  let asked: Asked[] = [];
  const site = createStaticServer({ root: dist, headers: responseHeaders({ modelOrigins: [] }), base: '/' });
  site.prependListener('request', ({ url = '' }) => asked.push({ url, at: Date.now() }));
  const sitePort = await listen(site, 0, '127.0.0.1');
  const options = { executablePath: findChromium(), args: chromiumArguments };
  const browser = await chromium.launch(options);
  const firsts: FirstVisit[] = [];
  const seconds: number[] = [];
  const warm: number[] = [];
  try {
    for (let i = 0; i < visits; i++) {
      const link = await slowLink(sitePort, megabits, latencyMs);
      const profile = await mkdtemp(join(tmpdir(), 'ephemera-visit-'));
      const context = await chromium.launchPersistentContext(profile, options);
      await sleep(settlingMs);
      const at = `http://localhost:${link.port}/`;
      asked = [];
      const first = await visit(await context.newPage(), at);
      const firstModelAt = asked.find(({ url }) => modelFile.test(url))?.at;
      if (firstModelAt === undefined) throw new Error('the first visit asked for no model file');
      const firstModelMs = firstModelAt - first.origin;
      firsts.push({ ...first, firstModelMs, downloadMs: (link.bytes() * 8) / megabits / 1000, compileMs: 0 });
      for (let n = 0; n < warmPictures; n++) warm.push(await pictureMs(first.page, `a red apple ${n}`));
      firsts.at(-1)!.compileMs = await compileMs(browser, `http://127.0.0.1:${sitePort}/`, dist);
      await first.page.close();

      asked = [];
      const second = await visit(await context.newPage(), at);
      const weights = asked.filter(({ url }) => modelFile.test(url)).map(({ url }) => url);
      if (weights.length > 0) throw new Error(`the second visit asked for ${weights.join(', ')}`);
      seconds.push(second.doneMs);
      await context.close();
      await rm(profile, { recursive: true });
      link.close();
    }
  } finally {
    await browser.close();
    site.close();
  }

  const of = (pick: (one: FirstVisit) => number) => median(firsts.map(pick));
  const note = `median of ${visits} fresh profiles, ${megabits} Mbit/s and ${latencyMs} ms, WASM`;
  const ms = (name: string, value: number) => ({ name, value: rounded(value), unit: 'ms', note });
  const picture = median(warm);
  const unavoidable = of(({ downloadMs, compileMs }) => downloadMs + compileMs) + picture;
  const firstMs = of(({ doneMs }) => doneMs);
  yield {
    ...ms(
      'page-interactive',
      of((one) => one.interactiveMs),
    ),
    comparedWith: 'target 300 ms, no model file asked for before',
  };
  yield {
    ...ms(
      'model-bytes-begin',
      of((one) => one.firstModelMs),
    ),
    comparedWith: 'page interactive: not before',
  };
  yield ms(
    'download-of-first-picture',
    of(({ downloadMs }) => downloadMs),
  );
  yield ms(
    'runtime-compile',
    of(({ compileMs }) => compileMs),
  );
  yield {
    ...ms('default-picture-warm', picture),
    comparedWith: 'target 1200 ms',
    note: `median of ${warm.length}, WASM, from Generate to Done`,
  };
  yield {
    ...ms('first-picture', firstMs),
    comparedWith: `${Math.round(unavoidable)} ms that cannot be avoided: download, compile, one picture`,
  };
  yield {
    name: 'first-picture-over-unavoidable',
    value: rounded(firstMs / unavoidable),
    unit: '×',
    comparedWith: 'target 1.3',
    note,
  };
  yield {
    ...ms('second-visit-picture', median(seconds)),
    comparedWith: `first visit ${Math.round(firstMs)} ms; no byte of weights from the network`,
  };
  yield {
    name: 'second-visit-over-first',
    value: rounded(median(seconds) / firstMs),
    unit: '×',
    comparedWith: 'target 0.5',
    note,
  };
}

/** A request that reached the server, and when. */
interface Asked {
  readonly url: string;
  readonly at: number;
}

interface FirstVisit {
  readonly interactiveMs: number;
  /** When the first model file was asked for, by the page's own clock. */
  readonly firstModelMs: number;
  readonly doneMs: number;
  readonly downloadMs: number;
  compileMs: number;
}

/** Opens the page, writes a prompt and presses Generate at once. Times are from the start of the navigation. */
async function visit(page: Page, at: string) {
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector('main textarea')) return;
      (globalThis as { interactiveAt?: number }).interactiveAt = performance.now();
      watch.disconnect();
    });
    watch.observe(document, { childList: true, subtree: true });
  });
  await page.goto(at, { waitUntil: 'commit' }); // nobody waits for the last icon
  await pictureMs(page, 'a red apple');
  const { interactiveMs, doneMs, origin } = await page.evaluate(() => ({
    interactiveMs: (globalThis as { interactiveAt?: number }).interactiveAt ?? NaN,
    doneMs: performance.now(),
    origin: performance.timeOrigin,
  }));
  return { page, interactiveMs, doneMs, origin };
}

/** From the press of Generate to Done, by the page's own clock. */
export async function pictureMs(page: Page, prompt: string): Promise<number> {
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(prompt);
  return page.evaluate(async () => {
    const status = document.querySelector('[role="status"][aria-label="Job status"]')!;
    const button = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Generate')!;
    const started = performance.now();
    button.click();
    await new Promise((resolve) => setTimeout(resolve)); // the old status is gone
    while (!status.textContent.startsWith('Done')) await new Promise((resolve) => setTimeout(resolve, 2));
    return performance.now() - started;
  });
}

/** Compiling the runtime's wasm and nothing else, from bytes at hand. */
async function compileMs(browser: Browser, at: string, dist: string): Promise<number> {
  const manifest = JSON.parse(await readFile(join(dist, 'build-manifest.json'), 'utf8')) as {
    files: { path: string }[];
  }; // our own
  const wasm = manifest.files.find(({ path }) => /ort-wasm-simd-threaded-[^.]*\.wasm$/.test(path))!.path;
  const page = await browser.newPage();
  await page.goto(at);
  const took = await page.evaluate(async (path) => {
    const bytes = await (await fetch(path)).arrayBuffer();
    const started = performance.now();
    await WebAssembly.compile(bytes);
    return performance.now() - started;
  }, wasm);
  await page.close();
  return took;
}
