import { chromium } from '@playwright/test';
import { findChromium } from '../../tests/browser/chromium';
import { responseHeaders } from '../headers';
import { createStaticServer, listen } from '../serve-lib';

/** The built app, served with its production headers and open in a fresh browser. `close` ends both. */
export async function openApp(dist: string) {
  const server = createStaticServer({ root: dist, headers: responseHeaders({ modelOrigins: [] }), base: '/' });
  const port = await listen(server, 0, '127.0.0.1');
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--headless', '--no-sandbox', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/`);
  return {
    page,
    async close() {
      await browser.close();
      server.close();
    },
  };
}
