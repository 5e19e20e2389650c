import { button, expect, generate, openRecipe, pictures, prompt, status, test } from './app';
import type { Page } from '@playwright/test';

/** A word that occurs nowhere else. */
const marker = 'zyxmarkerquux';

/** Everything this origin has stored, as text and names. */
async function storedText(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const parts: string[] = [
      JSON.stringify({ ...localStorage }),
      // Taken away when the page opens, and the file system with them: see leak.spec.ts.
      String(globalThis.sessionStorage),
      String(document.cookie),
    ];
    for (const { name } of await indexedDB.databases()) {
      parts.push(name ?? '');
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open(name!);
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      for (const store of database.objectStoreNames) {
        const all = (request: IDBObjectStore) =>
          new Promise<[IDBValidKey[], unknown[]]>((resolve) => {
            const keys = request.getAllKeys();
            const values = request.getAll();
            values.onsuccess = () => resolve([keys.result, values.result]);
          });
        const [keys, values] = await all(database.transaction(store).objectStore(store));
        parts.push(JSON.stringify(keys));
        for (const value of values) {
          parts.push(value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : JSON.stringify(value));
        }
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      parts.push(name);
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        parts.push(request.url, await (await cache.match(request))!.clone().text());
      }
    }
    return parts.join('\n');
  });
}

/** The keys of every database of this origin. */
async function storedKeys(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const found: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open(name!);
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(open.error);
      });
      for (const store of database.objectStoreNames) {
        const request = database.transaction(store).objectStore(store).getAllKeys();
        await new Promise((resolve) => (request.onsuccess = resolve));
        found.push(...request.result.map(String));
      }
      database.close();
    }
    return found;
  });
}

test('a marker prompt is in no request, storage, address, title, history or log', async ({ app, watch, context }) => {
  const bodies: string[] = [];
  const headers: Promise<Record<string, string>>[] = [];
  context.on('request', (request) => {
    bodies.push(`${request.method()} ${request.postData() ?? ''} ${JSON.stringify(request.headers())}`);
    headers.push(request.allHeaders());
  });

  await app.reload();
  await generate(app, `a red ${marker} apple`);

  const origin = new URL(app.url()).origin;
  expect(
    watch.requests.filter(
      (url) => new URL(url).origin !== origin && !url.startsWith('blob:') && !url.startsWith('data:'),
    ),
  ).toEqual([]);
  const own = /^\/(assets\/|models\/|mediapipe\/|icon|manifest\.webmanifest|host\.json|sw\.js|index\.html)?[\w./-]*$/;
  for (const url of watch.requests) expect(new URL(url).pathname).toMatch(own);
  expect(watch.requests.filter((url) => new URL(url).search !== '' || new URL(url).hash !== '')).toEqual([]);
  expect(bodies.filter((body) => !body.startsWith('GET  '))).toEqual([]);
  // Of a request that the cache answers on reload the browser reports an empty referrer, and sends none.
  expect((await Promise.all(headers)).filter(({ cookie, referer }) => cookie || referer)).toEqual([]);
  expect(await context.cookies()).toEqual([]);

  const everywhere = [
    ...watch.requests,
    ...bodies,
    ...watch.consoleLines,
    await storedText(app),
    app.url(),
    await app.title(),
    await app.evaluate(() => JSON.stringify(history.state)),
    JSON.stringify(await context.cookies()),
  ].join('\n');
  expect(everywhere).toContain('transformer/model.onnx'); // the haystack is real: the model was fetched and stored
  expect(everywhere).not.toContain(marker);
});

test('the marker is in no error, on the page or in a worker', async ({ app, watch }) => {
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Steps' }).fill('9999');
  await prompt(app).fill(`a ${marker}`);
  await button(app, 'Generate').click();
  await expect(app.getByRole('alert')).toContainText('This cannot be drawn');

  expect(await app.getByRole('alert').textContent()).not.toContain(marker);
  expect([...watch.consoleLines, ...watch.pageErrors].join('\n')).not.toContain(marker);
  await expect(prompt(app)).toHaveValue(`a ${marker}`);
});

test('only model files are stored, and each can be removed', async ({ app }) => {
  await generate(app, 'a cat');
  await button(app, 'Privacy').click();
  const dialog = app.getByRole('dialog', { name: 'Privacy' });
  const removes = dialog.getByRole('button', { name: /^Remove / });
  await expect.poll(() => removes.count()).toBeGreaterThan(4);
  const count = await removes.count();

  for (let left = count; left > 0; left--) {
    await removes.first().click();
    await expect(removes).toHaveCount(left - 1);
  }

  const keys = await app.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const open = indexedDB.open('ephemera-models');
        open.onsuccess = () => {
          const keys = open.result.transaction('chunks').objectStore('chunks').getAllKeys();
          keys.onsuccess = () => resolve(keys.result.length);
        };
      }),
  );
  expect(keys).toBe(0);
});

test('with "keep" switched off nothing at all is stored', async ({ app }) => {
  await button(app, 'Privacy').click();
  const dialog = app.getByRole('dialog', { name: 'Privacy' });
  await dialog.getByRole('checkbox', { name: 'Keep model files for the next visit' }).uncheck();
  await button(dialog, 'Close').click();

  await generate(app, 'a dog');

  expect(await storedText(app)).not.toContain('sticker');
});

test('switching "keep" off removes what an earlier picture had stored', async ({ app }) => {
  await generate(app, 'a dog');
  await expect.poll(() => storedKeys(app)).not.toEqual([]);
  await button(app, 'Privacy').click();
  const dialog = app.getByRole('dialog', { name: 'Privacy' });
  await expect(dialog.getByText('sticker/transformer/model.onnx', { exact: true })).toBeVisible();

  await dialog.getByRole('checkbox', { name: 'Keep model files for the next visit' }).uncheck();

  await expect.poll(() => storedKeys(app)).toEqual([]);
  await expect(dialog.getByText('sticker/transformer/model.onnx', { exact: true })).toHaveCount(0);
});

test('each sentence of the Privacy panel leads to something that tests it, there and then', async ({ app }) => {
  const words = `a red ${marker} apple`;
  await generate(app, words);
  await button(app, 'Privacy').click();
  const dialog = app.getByRole('dialog', { name: 'Privacy' });
  const tests = dialog.getByRole('button', { name: /^Test it: / });
  const test = (about: RegExp) => tests.and(dialog.getByRole('button', { name: about })).click();
  await expect(tests).not.toHaveCount(0); // the dialog is fetched when it is first opened
  await expect(tests).toHaveCount(await dialog.locator('.promises li').count());

  await test(/no upload/);
  await expect(dialog.getByRole('heading', { name: 'Try to leak' })).toBeFocused();
  await test(/refuses every other request/);
  await expect(dialog.getByRole('heading', { name: 'Try to leak' })).toBeFocused(); // what the button finds: leak.spec.ts

  await test(/only requests/);
  await expect(dialog.getByText('index.html', { exact: true })).toBeVisible();

  await test(/only things stored/);
  const field = dialog.getByRole('textbox', { name: 'Look for what you typed' });
  await expect(field).toHaveValue(words);
  await button(dialog, 'Look for it').click();
  await expect(dialog.getByText(/^Found nowhere, in [1-9]\d+ places \([1-9]\d* MB\)\.$/)).toBeVisible();
  await field.fill('ONNX');
  await button(dialog, 'Look for it').click();
  await expect(dialog.getByText('Found in:')).toBeVisible();
  await expect(dialog.locator('form li', { hasText: 'sticker/transformer/model.onnx' })).not.toHaveCount(0);

  await test(/it is gone/);
  const row = (name: string) => dialog.getByRole('row').filter({ hasText: name });
  await expect(row('Pictures')).toHaveText(/Pictures\s*1/);
  await button(dialog, 'Forget everything').click();
  await expect(row('Pictures')).toHaveText(/Pictures\s*1\s*0/);
  await expect(row('Characters you typed')).toHaveText(/Characters you typed\s*[1-9]\d*\s*0/);
  await expect(row('Workers')).toHaveText(/Workers\s*1\s*0/);
  await expect(field).toHaveValue('');
});

test('Forget everything leaves no picture, no text, no address and no worker', async ({ app }) => {
  await generate(app, `a ${marker} fox`);
  const downloading = app.waitForEvent('download');
  await button(pictures(app).first(), 'Download').click();
  await downloading;
  await button(pictures(app).first(), 'Use as reference').click();
  expect(app.workers().length).toBeGreaterThan(0);

  await button(app, 'Forget everything').click();

  await expect(pictures(app)).toHaveCount(0);
  await expect(prompt(app)).toHaveValue('');
  await expect(app.getByRole('img', { name: 'Your reference picture' })).toHaveCount(0);
  await expect(app.getByText(/^Forgotten: 1 picture/)).toBeVisible();
  await expect.poll(() => app.workers().length).toBe(0);
  expect(await app.content()).not.toContain(marker);
  await prompt(app).focus();
  await app.keyboard.press('Control+z');
  await expect(prompt(app)).toHaveValue('');
});

test('object URLs live no longer than their download', async ({ page }) => {
  await page.addInitScript(() => {
    const urls: string[] = [];
    (window as unknown as { urls: string[] }).urls = urls;
    const create = URL.createObjectURL.bind(URL);
    const revoke = URL.revokeObjectURL.bind(URL);
    URL.createObjectURL = (object) => {
      const url = create(object);
      urls.push(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      urls.splice(urls.indexOf(url), 1);
      revoke(url);
    };
  });
  await page.goto('./');
  await generate(page, 'a star');
  const openUrls = () => page.evaluate(() => (window as unknown as { urls: string[] }).urls.length);
  expect(await openUrls()).toBe(0);
  const downloading = page.waitForEvent('download');
  await button(pictures(page).first(), 'Download').click();
  await downloading;
  expect(await openUrls()).toBe(1);

  await button(page, 'Forget everything').click();

  expect(await openUrls()).toBe(0);
});

test('reload, and back and forward, start empty', async ({ app }) => {
  await generate(app, 'a rose');
  await app.reload();
  await expect(prompt(app)).toHaveValue('');
  await expect(pictures(app)).toHaveCount(0);

  await generate(app, 'a rose');
  await app.goto('./icon.svg');
  await app.goBack();
  await expect(prompt(app)).toHaveValue('');
  await expect(pictures(app)).toHaveCount(0);
  await expect(status(app)).toContainText('Ready');
});

test('a page that is left forgets at once, so that one kept for "back" would hold nothing', async ({ app }) => {
  await generate(app, `a ${marker} rose`);

  // As the browser says it; under a test's control it keeps no page for "back".
  await app.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));

  await expect(pictures(app)).toHaveCount(0);
  await expect(prompt(app)).toHaveValue('');
  await expect.poll(() => app.workers().length).toBe(0);
});

test('every answer of the server carries the policy', async ({ app, request }) => {
  void app;
  for (const path of ['./', './models/index.json', './icon.svg', './does-not-exist']) {
    const headers = (await request.get(path)).headers();
    expect(headers['content-security-policy'], path).toContain("default-src 'none'");
    expect(headers['content-security-policy'], path).toContain("require-trusted-types-for 'script'");
    expect(headers['cross-origin-opener-policy'], path).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy'], path).toBe('require-corp');
    expect(headers['referrer-policy'], path).toBe('no-referrer');
    expect(headers['x-content-type-options'], path).toBe('nosniff');
  }
});
