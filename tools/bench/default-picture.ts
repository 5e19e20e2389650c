import { chromium } from '@playwright/test';
import { findChromium } from '../../tests/browser/chromium';
import { responseHeaders } from '../headers';
import { createStaticServer, listen } from '../serve-lib';
import { median, rounded, type Measurement } from './measurement';

const repeats = 7;

/** The visitor's own wait, in Chromium on WASM: the first picture on a fresh profile, then warm ones, and a second visit. */
export async function* defaultPicture(dist = 'dist'): AsyncGenerator<Measurement> {
  const server = createStaticServer({ root: dist, headers: responseHeaders({ modelOrigins: [] }), base: '/' });
  const port = await listen(server, 0, '127.0.0.1');
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--headless', '--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
  try {
    const context = await browser.newContext();
    const visit = async () => {
      const page = await context.newPage();
      const started = performance.now();
      await page.goto(`http://localhost:${port}/`);
      await page.getByRole('textbox', { name: 'Prompt', exact: true }).waitFor();
      return { page, interactiveMs: performance.now() - started };
    };
    const picture = async (page: Awaited<ReturnType<typeof visit>>['page'], prompt: string) => {
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
    };

    const first = await visit();
    const firstMs = await picture(first.page, 'a red apple');
    const warm: number[] = [];
    for (let i = 0; i < repeats; i++) warm.push(await picture(first.page, `a red apple ${i}`));
    await first.page.close();
    const second = await visit();
    const secondMs = await picture(second.page, 'a red apple');

    const line = (name: string, ms: number, note?: string): Measurement => ({
      name,
      value: rounded(ms),
      unit: 'ms',
      ...(note !== undefined && { note }),
    });
    yield line('page-interactive-fresh', first.interactiveMs);
    yield line('first-picture-fresh-profile', firstMs, 'from Generate, nothing cached, local server');
    yield {
      ...line('default-picture-warm', median(warm), `median of ${repeats}, WASM`),
      comparedWith: 'target 3000 ms',
    };
    yield { ...line('first-picture-second-visit', secondMs), comparedWith: `first visit ${Math.round(firstMs)} ms` };
  } finally {
    await browser.close();
    server.close();
  }
}
