import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { responseHeaders } from '../../tools/headers';
import { createStaticServer, listen } from '../../tools/serve-lib';
import { button, expect, generate, pictures, prompt, test } from './app';

const root = join(import.meta.dirname, '../../dist');

async function openPrivacy(page: Page) {
  await button(page, 'Privacy').click();
  return page.getByRole('dialog', { name: 'Privacy' });
}

async function workOffline(page: Page) {
  const dialog = await openPrivacy(page);
  const choice = dialog.getByRole('checkbox', { name: 'Work offline' });
  await choice.check();
  await expect(choice).toBeEnabled();
  await expect(choice).toBeChecked();
  return dialog;
}

/** Names of service workers and caches of this origin. */
function keptBy(page: Page): Promise<string[]> {
  return page.evaluate(async () => [
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    ...(await caches.keys()),
  ]);
}

test('nobody who did not ask gets a service worker or a cache', async ({ app }) => {
  await generate(app, 'a cat');

  expect(await keptBy(app)).toEqual([]);
});

test('offline, the page opens again and draws, and the panel says what is kept and takes it away', async ({
  app,
  context,
}) => {
  const dialog = await workOffline(app);
  await expect(dialog.getByText(/^This site’s own files: \d+/)).toBeVisible();
  const kept = await app.evaluate(async () => {
    const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => new URL(url).pathname);
  });
  const build = JSON.parse(readFileSync(join(root, 'build-manifest.json'), 'utf8')) as { files: { path: string }[] };
  const own = new Set([...build.files.map(({ path }) => `/${path}`), '/host.json']);
  expect(kept.filter((path) => !own.has(path))).toEqual([]);
  expect(kept.filter((path) => path.startsWith('/models/') && !/\.(json|jpg)$/.test(path))).toEqual([]);

  await context.setOffline(true);
  await app.reload();
  await expect(prompt(app)).toBeVisible();
  await generate(app, 'a red apple');
  await expect(pictures(app)).toHaveCount(1);

  await context.setOffline(false);
  const again = await openPrivacy(app);
  await again.getByText(/^\d+ requests/).click();
  await expect(again.getByText('service worker').first()).toBeVisible();
  await button(again, 'Remove this site’s own files').click();
  await expect(again.getByText(/^This site’s own files/)).toHaveCount(0);
  expect(await keptBy(app)).toEqual([]);
});

test('switching "keep" off takes the service worker and its files away', async ({ app }) => {
  const dialog = await workOffline(app);

  await dialog.getByRole('checkbox', { name: 'Keep model files for the next visit' }).uncheck();

  await expect.poll(() => keptBy(app)).toEqual([]);
  await expect(dialog.getByRole('checkbox', { name: 'Work offline' })).not.toBeChecked();
});

test('no body, no query and no stranger of this origin gets past the service worker', async ({ app, watch }) => {
  await workOffline(app);

  const outcomes = await app.evaluate(async () => {
    const fails = (address: string, options?: RequestInit) =>
      fetch(address, options).then(
        ({ status }) => status,
        () => 'refused',
      );
    return [
      await fails('./host.json', { method: 'POST', body: 'test' }),
      await fails('./host.json?test'),
      await fails('./icon.svg'),
    ];
  });

  expect(outcomes).toEqual(['refused', 'refused', 200]);
  expect(watch.requests.some((url) => url.includes('?test'))).toBe(true); // asked for, but of the service worker only
});

test('a newer build takes over whole, at the next loading of the only tab', async ({ page, watch }) => {
  void watch;
  const folder = mkdtempSync(join(tmpdir(), 'two-builds-'));
  cpSync(root, folder, { recursive: true });
  const server = createStaticServer({ root: folder, headers: responseHeaders() });
  const address = `http://localhost:${await listen(server, 0)}/`;
  try {
    await page.goto(address);
    await expect(prompt(page)).toBeVisible();
    await workOffline(page);
    for (const name of ['index.html', 'sw.js']) {
      for (const suffix of ['.br', '.gz']) rmSync(join(folder, name + suffix), { force: true });
    }
    const pagePath = join(folder, 'index.html');
    const changed = readFileSync(pagePath, 'utf8').replace('<title>Ephemera', '<title data-newer>Ephemera');
    writeFileSync(pagePath, changed);
    const newHash = await page.evaluate(async (text) => {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
      return [...new Uint8Array(digest)].map((one) => one.toString(16).padStart(2, '0')).join('');
    }, changed);
    const worker = join(folder, 'sw.js');
    const script = readFileSync(worker, 'utf8')
      .replace(/("path":"index\.html","bytes":\d+,"sha256":")[0-9a-f]{64}/, `$1${newHash}`)
      .replace(/ephemeraVersion="[0-9a-f]+"/, 'ephemeraVersion="newer"');
    writeFileSync(worker, script);
    rmSync(join(folder, 'build-manifest.json')); // the server takes its ETags from it

    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
    await expect
      .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.waiting !== null))
      .toBe(true);
    expect(await page.locator('title[data-newer]').count()).toBe(0);
    await page.reload();

    await expect(page.locator('title[data-newer]')).toHaveCount(1);
    await expect(prompt(page)).toBeVisible();
    await expect
      .poll(async () => (await keptBy(page)).filter((name) => name.startsWith('ephemera-app')))
      .toEqual(['ephemera-app / newer']);
  } finally {
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  }
});

test('the page can be installed', async ({ app }) => {
  const client = await app.context().newCDPSession(app);

  const { errors, url } = await client.send('Page.getAppManifest');
  const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');

  expect(url).toMatch(/manifest\.webmanifest$/);
  expect(errors).toEqual([]);
  // A headless browser's profile counts as private, in which nothing can be installed.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});
