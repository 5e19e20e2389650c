import { join } from 'node:path';
import { responseHeaders } from '../../tools/headers';
import { createStaticServer, listen } from '../../tools/serve-lib';
import { expect, test } from './app';

const root = join(import.meta.dirname, '../../dist');
const base = '/tools/ephemera/';

test('a copy under a path of another site works, and every response carries the policy', async ({ page, watch }) => {
  const server = createStaticServer({ root, headers: responseHeaders(), base });
  const address = `http://localhost:${await listen(server, 0)}${base}`;
  const bad: string[] = [];
  let count = 0;
  page.context().on('response', (response) => {
    count++;
    const policy = response.headers()['content-security-policy'];
    if (response.status() >= 400 || policy !== responseHeaders()['Content-Security-Policy']) {
      bad.push(`${response.status()} ${response.url()}`);
    }
  });

  await page.goto(address);
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('a red apple');
  await page.getByRole('button', { name: 'Generate' }).click();
  await expect(page.getByRole('list', { name: 'Session pictures' }).getByRole('img')).toHaveCount(1, {
    timeout: 110_000,
  });
  server.close();
  server.closeAllConnections();

  expect(bad).toEqual([]);
  expect(count).toBeGreaterThan(10);
  expect(watch.requests.filter((url) => !url.startsWith(address))).toEqual([]);
  expect(watch.consoleLines).toEqual([]);
});
