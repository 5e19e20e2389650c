import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page, type Route } from '@playwright/test';
import { button, expect, generate, openRecipe, pictures, prompt, status, test } from './app';

const transformer = '**/models/sticker/transformer/model.onnx';

/** Presses Generate and expects a sentence, with the prompt as it was. */
async function expectError(page: Page, sentence: RegExp): Promise<void> {
  await button(page, 'Generate').click();
  await expect(page.getByRole('alert')).toContainText(sentence);
  await expect(page.getByRole('alert')).toContainText('Your prompt, settings and pictures are as they were.');
  await expect(button(page, 'Cancel')).toHaveCount(0);
}

test('an empty prompt cannot be generated', async ({ app }) => {
  await expect(button(app, 'Generate')).toBeDisabled();
  await prompt(app).fill('   \n ');
  await expect(button(app, 'Generate')).toBeDisabled();
});

test('10,000 characters are drawn, and the page says what was not read', async ({ app }) => {
  const long = 'a red apple '.repeat(834).slice(0, 10_000);

  await generate(app, long);

  await expect(status(app)).toContainText('beyond what the model reads');
  await expect(prompt(app)).toHaveValue(long);
  await expect(pictures(app)).toHaveCount(1);
});

test('emoji and right-to-left text are drawn and said to be unknown where they are', async ({ app }) => {
  await generate(app, '🦊 ثعلب fox שועל');

  await expect(pictures(app)).toHaveCount(1);
  await expect(prompt(app)).toHaveValue('🦊 ثعلب fox שועל');
});

test('sizes and steps out of range, by address or by script, are refused in words', async ({ page }) => {
  await page.goto('./?width=99999&height=1&steps=1000000#prompt=hello&size=99999x1');
  await expect(prompt(page)).toHaveValue('');
  await openRecipe(page);
  await prompt(page).fill('a bear');
  for (const [name, value] of [
    ['Steps', '100000'],
    ['Steps', '2.5'],
    ['Seed', '-1'],
    ['Guidance', '1e9'],
  ] as const) {
    const field = page.getByRole('spinbutton', { name });
    const before = await field.inputValue();
    await field.evaluate((element, text) => {
      (element as HTMLInputElement).value = text;
      element.dispatchEvent(new Event('input', { bubbles: true }));
    }, value);
    await expectError(page, /This cannot be drawn/);
    await field.fill(before);
    await button(page, 'Dismiss').click();
  }
  await button(page, 'Generate').click();
  await expect(status(page)).toContainText('Done');
});

const broken: readonly (readonly [string, RegExp, (route: Route) => Promise<void>])[] = [
  ['missing', /does not have a file the model needs/, (route) => route.fulfill({ status: 404, body: 'Not found' })],
  [
    'answered with a page',
    /does not have a file the model needs/,
    (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html><title>Welcome</title>' }),
  ],
  [
    'truncated',
    /not the one this site promised/,
    async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      await route.fulfill({
        status: 200,
        contentType: 'application/octet-stream',
        body: body.subarray(0, body.length / 2),
      });
    },
  ],
  [
    'changed by one byte',
    /not the one this site promised/,
    async (route) => {
      const response = await route.fetch();
      const body = Buffer.from(await response.body());
      body[body.length >> 1]! ^= 1;
      await route.fulfill({ status: 200, contentType: 'application/octet-stream', body });
    },
  ],
  ['unreachable', /could not be fetched/, (route) => route.abort('connectionrefused')],
];

for (const [what, sentence, answer] of broken) {
  test(`a model file that is ${what} gives a sentence, and works once it is mended`, async ({ app }) => {
    await app.route(transformer, answer);
    await prompt(app).fill('a lion');
    await expectError(app, sentence);
    await expect(prompt(app)).toHaveValue('a lion');

    await app.unrouteAll({ behavior: 'ignoreErrors' }); // an answer to the worker that just ended may be on its way
    await button(app, 'Generate').click();

    await expect(status(app)).toContainText('Done');
    await expect(pictures(app)).toHaveCount(1);
  });
}

test('without isolation headers the model runs on one thread, and the page says so', async ({ page }) => {
  await page.route('**/*', async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const response = await route.fetch();
    const headers = { ...response.headers() };
    delete headers['cross-origin-opener-policy'];
    delete headers['cross-origin-embedder-policy'];
    return route.fulfill({ response, headers });
  });
  await page.goto('./');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);

  await generate(page, 'a whale');

  await expect(pictures(page)).toHaveCount(1);
  await expect(status(page)).toContainText('one thread');
});

test('a browser without WebGPU uses the processor; asking for the missing device is answered in words', async ({
  app,
}) => {
  expect(await app.evaluate(async () => (await navigator.gpu?.requestAdapter()) ?? null)).toBeNull();
  await generate(app, 'a tree');
  await openRecipe(app);
  await app.getByRole('combobox', { name: 'Runs on' }).selectOption('webgpu');

  await expectError(app, /cannot run that model/);

  await app.getByRole('combobox', { name: 'Runs on' }).selectOption('auto');
  await button(app, 'Generate').click();
  await expect(status(app)).toContainText('Done');
  await expect(pictures(app)).toHaveCount(2);
});

test('a full disk changes nothing but that files are not kept', async ({ app, context }) => {
  const cdp = await context.newCDPSession(app);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(app.url()).origin, quotaSize: 1000 });

  await generate(app, 'a moon');

  await expect(pictures(app)).toHaveCount(1);
  await expect(status(app)).toContainText('keeps no model files');
});

test('storage refused altogether changes nothing but that files are not kept', async ({ launchOptions, baseURL }) => {
  const profile = await mkdtemp(join(tmpdir(), 'ephemera-no-storage-'));
  await mkdir(join(profile, 'Default'), { recursive: true });
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(profile, launchOptions);
  const page = await context.newPage();
  await page.goto(baseURL!);
  const denied = await page.evaluate(() => {
    try {
      return localStorage.length < 0;
    } catch {
      return true;
    }
  });
  expect(denied).toBe(true);

  await generate(page, 'a heart');

  await expect(pictures(page)).toHaveCount(1);
  await context.close();
});

test('on a phone an error is in view wherever one is, covers no button that was pressed, and moves nothing', async ({
  app,
}) => {
  await app.setViewportSize({ width: 390, height: 844 });
  await prompt(app).fill('a fox');
  await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('99');
  const generateButton = button(app, 'Generate');
  const before = await generateButton.boundingBox();
  await app.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift' });
  });

  await generateButton.click();

  const alert = app.getByRole('alert');
  await expect(alert).toBeInViewport({ ratio: 1 });
  expect(await generateButton.boundingBox()).toEqual(before);
  expect((await alert.boundingBox())!.y).toBeGreaterThan(before!.y + before!.height);
  await app.mouse.wheel(0, 600);
  await expect(alert).toBeInViewport({ ratio: 1 });
  expect(await app.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
  await button(app, 'Dismiss').click();
  await expect(alert).toHaveCount(0);
});

test('a first visit whose connection ends when the page is there: each thing says so, and works once it is back', async ({
  app,
  context,
}) => {
  await context.setOffline(true);
  const alert = app.getByRole('alert');

  for (const open of [
    () => app.getByRole('radio', { name: 'Portrait' }).check({ force: true }),
    () => button(app, 'Privacy').click(),
    () => app.getByRole('combobox', { name: 'Language' }).selectOption('de'),
  ]) {
    await open().catch(() => undefined); // the choice is taken back at once
    await expect(alert).toContainText('A part of this page could not be fetched.');
    await button(app, 'Dismiss').click();
    await expect(prompt(app)).toBeVisible();
  }
  await prompt(app).fill('a red apple');
  await expectError(app, /could not be fetched\. Check the connection and try again/);
  await context.setOffline(false);

  await button(app, 'Generate').click();
  await expect(pictures(app).getByRole('img', { name: 'a red apple' })).toBeVisible();
  await button(app, 'Privacy').click();
  await expect(app.getByRole('dialog', { name: 'Privacy' })).toBeVisible();
});
