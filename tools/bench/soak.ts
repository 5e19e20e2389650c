import { readFile } from 'node:fs/promises';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { findChromium } from '../../tests/browser/chromium';
import { responseHeaders } from '../headers';
import { createStaticServer, listen } from '../serve-lib';
import { median, rounded, type Measurement } from './measurement';

const perJob = 16;

/** Many pictures in one session of the built page, in Chromium on the processor: its memory as the gallery grows. Then Cancel, twice pressed. */
export async function* soak(count = 500): AsyncGenerator<Measurement> {
  const server = createStaticServer({ root: 'dist', headers: responseHeaders({ modelOrigins: [] }), base: '/' });
  const address = `http://localhost:${await listen(server, 0, '127.0.0.1')}/`;
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--headless', '--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const devtools = await page.context().newCDPSession(page);
    const system = await browser.newBrowserCDPSession();
    await page.goto(address);
    await prepare(page);
    const curve: Point[] = [];
    for (let made = 0; made < count;) {
      const asked = Math.min(perJob, count - made);
      await page.getByRole('spinbutton', { name: 'Number of pictures' }).fill(String(asked));
      const began = performance.now();
      await draw(page);
      const pictureMs = (performance.now() - began) / asked;
      made += asked;
      curve.push({ pictures: made, pictureMs, rss: await rendererBytes(system), heap: await heapBytes(devtools) });
    }
    yield* summary(curve);
    yield* cancelling(page);
  } finally {
    await browser.close();
    server.close();
  }
}

interface Point {
  readonly pictures: number;
  /** Of each picture of the last job. */
  readonly pictureMs: number;
  readonly rss: number;
  readonly heap: number;
}

async function prepare(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a red apple');
  await page.locator('summary', { hasText: 'Recipe' }).click();
  await page.getByRole('spinbutton', { name: 'Steps' }).fill('1');
}

async function draw(page: Page): Promise<void> {
  const status = page.getByRole('status', { name: 'Job status' });
  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await status.filter({ hasText: /^(?!.*(Done|done in))/ }).waitFor();
  await status
    .filter({ hasText: /Done|done in/ })
    .waitFor({ timeout: 600_000 })
    .catch(async (error: unknown) => {
      const said = await page.getByRole('status').or(page.getByRole('alert')).allInnerTexts();
      throw new Error(`no picture; the page says: ${said.join(' | ')}`, { cause: error });
    });
}

function* summary(curve: readonly Point[]): Generator<Measurement> {
  const megabytes = (bytes: number) => rounded(bytes / 2 ** 20);
  const points = curve.filter((_, i) => i % 4 === 0 || i === curve.length - 1);
  const note = points
    .map(({ pictures, rss, heap }) => `${pictures}: ${megabytes(rss)} (${megabytes(heap)})`)
    .join(', ');
  const last = curve.at(-1)!;
  yield {
    name: 'soak-memory',
    value: megabytes(last.rss),
    unit: 'MB',
    note: `pictures: resident MB of the tab (page heap MB): ${note}`,
  };
  // The first job opens the model; what comes after is to grow by the pictures alone: 256 × 256 of four bytes.
  const from = curve[Math.min(3, curve.length - 1)]!;
  const pictures = last.pictures - from.pictures;
  yield {
    name: 'soak-growth-a-picture',
    value: rounded((last.rss - from.rss) / 1024 / Math.max(1, pictures)),
    unit: 'KB',
    comparedWith: '256 KB of a picture itself',
    note: `over the last ${pictures} of ${last.pictures} pictures`,
  };
  const third = Math.ceil(curve.length / 3);
  const msOf = (part: readonly Point[]) => median(part.map(({ pictureMs }) => pictureMs));
  yield {
    name: 'growth-pictures-in-gallery',
    value: rounded(msOf(curve.slice(-third)) / msOf(curve.slice(0, third))),
    unit: '× the time of a picture at the beginning',
    comparedWith: 'to be 1: what is there already costs a new picture nothing',
    note: `pictures: ms a picture: ${points.map(({ pictures: there, pictureMs }) => `${there}: ${Math.round(pictureMs)}`).join(', ')}`,
  };
}

/** Of all processes that hold pages and workers. */
async function rendererBytes(system: CDPSession): Promise<number> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(async ({ id }) => Number((await readFile(`/proc/${id}/statm`, 'utf8')).split(' ')[1]) * 4096);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function heapBytes(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
}

async function* cancelling(page: Page): AsyncGenerator<Measurement> {
  await page.getByRole('spinbutton', { name: 'Number of pictures' }).fill('1');
  await page.getByRole('spinbutton', { name: 'Steps' }).fill('40');
  const hard: number[] = [];
  const soft: number[] = [];
  const again: number[] = [];
  for (let i = 0; i < 5; i++) {
    for (const [presses, times] of [
      [1, soft],
      [2, hard],
    ] as const) {
      await page.getByRole('button', { name: 'Generate', exact: true }).click();
      const started = performance.now();
      await page
        .getByRole('status', { name: 'Job status' })
        .filter({ hasText: /Step \d/ })
        .waitFor();
      if (i > 0 && presses === 1) again.push(performance.now() - started); // the worker was ended just before
      times.push(await pressCancel(page, presses));
    }
  }
  yield {
    name: 'cancel-within-a-step',
    value: rounded(median(soft)),
    unit: 'ms',
    note: `of 5: ${soft.map(rounded).join(', ')}`,
  };
  yield {
    name: 'cancel-hard',
    value: rounded(median(hard)),
    unit: 'ms',
    note: `of 5, to be at most 300: ${hard.map(rounded).join(', ')}`,
  };
  yield {
    name: 'first-step-after-hard-cancel',
    value: rounded(median(again)),
    unit: 'ms',
    note: 'a fresh worker, model from storage, to the end of the first step',
  };
}

/** From the last press to the word Cancelled, in the page itself: no round trip counts. */
function pressCancel(page: Page, presses: number): Promise<number> {
  return page.evaluate(async (times) => {
    const line = document.querySelector('[aria-label="Job status"][role="status"]')!;
    let from = 0;
    for (let i = 0; i < times; i++) {
      from = performance.now();
      [...document.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === 'Cancel')?.click();
      if (i + 1 < times) await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    while (!line.textContent.includes('Cancelled')) await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - from;
  }, presses);
}
