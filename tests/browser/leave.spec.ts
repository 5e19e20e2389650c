import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { findChromium } from './chromium';
import { button, expect, generate, pictures, prompt, test } from './app';

/** Two words that occur nowhere else; apart, so that no file of the test's own holds them. */
const marker = ['quuxzy', 'markerzyx'].join('');

async function startsEmpty(page: Page): Promise<void> {
  await expect(prompt(page)).toHaveValue('');
  await expect(pictures(page)).toHaveCount(0);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

/** In any of the encodings in which browsers write text down. */
function filesWith(folder: string, word: string): string[] {
  const wide = Buffer.from(word, 'utf16le');
  const forms = [Buffer.from(word, 'utf8'), wide, Buffer.from(wide).swap16()];
  return filesUnder(folder).filter((path) => forms.some((form) => readFileSync(path).includes(form)));
}

function launch(profile: string, more: string[] = []): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: findChromium()!,
    args: ['--headless', '--no-sandbox', '--no-first-run', '--disable-background-networking', ...more],
  });
}

test('after a visit the browser’s whole profile holds nothing of it, and a restored window starts empty', async ({
  baseURL,
}) => {
  const profile = mkdtempSync(join(tmpdir(), 'profile-'));
  try {
    const first = await launch(profile);
    const page = first.pages()[0] ?? (await first.newPage());
    await page.goto(baseURL!);
    await generate(page, `a red ${marker} apple`);
    // A picture of the visitor's, by its name and by the bytes of its file.
    const photo = Buffer.from(encode({ width: 64, height: 64, channels: 3, data: randomBytes(64 * 64 * 3) }));
    await page
      .locator('main form input[type=file]')
      .setInputFiles({ name: `${marker}.png`, mimeType: 'image/png', buffer: photo });
    await expect(page.getByRole('img', { name: 'Your reference picture' })).toBeVisible();
    await generate(page, `a ${marker} apple like it`);
    await page.evaluate(() => document.querySelector('textarea')?.blur()); // when form fillers take their note
    await first.close();

    expect(filesUnder(profile).length).toBeGreaterThan(20); // a real profile, with what it stored
    expect(filesWith(profile, 'ephemera-models')).not.toEqual([]); // and the search does find what is there
    expect(filesWith(profile, marker)).toEqual([]);
    expect(filesUnder(profile).filter((path) => readFileSync(path).includes(photo.subarray(1000, 1032)))).toEqual([]);

    const second = await launch(profile, ['--restore-last-session']);
    const restored = second.pages()[0] ?? (await second.newPage());
    if (!restored.url().startsWith(baseURL!)) await restored.goto(baseURL!);
    await expect(prompt(restored)).toBeVisible();
    await startsEmpty(restored);
    await second.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});

test('a crashed tab starts empty, a second tab has nothing to copy, and the source holds nothing', async ({
  app,
  context,
  request,
}) => {
  await prompt(app).fill(`a ${marker}`);
  const carried = await app.evaluate(() => ({
    state: history.state as unknown,
    length: history.length,
    name: window.name as string | undefined,
  }));
  // What a duplicated tab takes along; about:blank was first, and the name is out of the page's reach.
  expect(carried).toEqual({ state: null, length: 2, name: undefined });
  const source = await (await request.get(app.url())).text();
  expect(source).not.toContain(marker);
  const twin = await context.newPage();
  await twin.goto(app.url());
  await expect(prompt(twin)).toBeVisible();
  await startsEmpty(twin);
  await twin.close();

  const crashed = app.waitForEvent('crash');
  const client = await context.newCDPSession(app);
  client.send('Page.crash').catch(() => undefined); // nobody is left to answer
  await crashed;
  const again = await context.newPage();
  await again.goto('./');
  await expect(prompt(again)).toBeVisible();

  await startsEmpty(again);
});

test('every text field of every mode asks the browser to keep, correct and send nothing', async ({ app }) => {
  const loose: string[] = [];
  let seen = 0;
  const look = async () => {
    const fields = await app.locator('textarea, input:not([type]), input[type="text"], input[type="search"]').all();
    for (const field of fields) {
      seen++;
      const found = await field.evaluate((element) =>
        ['autocomplete', 'spellcheck', 'autocorrect', 'writingsuggestions'].map((name) => element.getAttribute(name)),
      );
      if (found.join() !== 'off,false,off,false')
        loose.push(`${await field.getAttribute('aria-label')}: ${found.join()}`);
    }
  };
  await look();
  for (const mode of ['Portrait', 'Motion']) {
    await app.getByRole('radio', { name: mode }).check({ force: true });
    await expect(app.locator('main > *').first()).toBeVisible();
    await look();
  }

  expect(seen).toBeGreaterThan(2);
  expect(loose).toEqual([]);
});

test('Forget everything says what it wiped, counted before and after', async ({ app }) => {
  await generate(app, 'a red apple');

  await button(app, 'Forget everything').click();
  await button(app, 'What was wiped').click();

  const rows = app.getByRole('dialog', { name: 'What was wiped' }).getByRole('row');
  await expect(rows.filter({ hasText: 'Pictures' })).toHaveText(/Pictures\s*1\s*0/);
  await expect(rows.filter({ hasText: 'Characters you typed' })).toHaveText(/Characters you typed\s*[1-9]\d*\s*0/);
  await expect(rows.filter({ hasText: 'Workers' })).toHaveText(/Workers\s*1\s*0/);
});
