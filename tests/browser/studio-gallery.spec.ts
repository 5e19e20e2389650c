import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decode } from 'fast-png';
import { button, difference, expect, generate, pictures, pixelsOf, prompt, test } from './app';
import { watchTasks } from './thread-time';
import { unzip } from './unzip';
import type { Page } from '@playwright/test';

/** Quick pictures: two steps, four at once. */
async function fourPictures(app: Page): Promise<void> {
  await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('4');
  await app.locator('summary', { hasText: 'Recipe' }).click();
  await app.getByRole('spinbutton', { name: 'Steps' }).fill('2');
  await generate(app, 'a red apple');
  await expect(pictures(app)).toHaveCount(4);
}

async function fileOptions(app: Page, format: string, withRecipe = false): Promise<void> {
  await app.locator('summary', { hasText: 'File options' }).click();
  await app.getByRole('combobox', { name: 'Format' }).selectOption({ label: format });
  await app.getByRole('checkbox', { name: 'Put the recipe into the file' }).setChecked(withRecipe);
  await app.locator('summary', { hasText: 'File options' }).click();
}

test('a deleted picture comes back with Undo, in its place, and is gone for good when let go', async ({ app }) => {
  await fourPictures(app);
  const second = await pixelsOf(pictures(app).nth(1));

  await button(pictures(app).nth(1), 'Delete').click();
  await expect(pictures(app)).toHaveCount(3);
  await button(app, 'Undo').click();

  await expect(pictures(app)).toHaveCount(4);
  expect(await pixelsOf(pictures(app).nth(1))).toEqual(second);

  await button(pictures(app).nth(0), 'Delete').click();
  await button(app, 'Let it go').click();
  await expect(button(app, 'Undo')).toHaveCount(0);
  await expect(pictures(app)).toHaveCount(3);
});

test('a picture downloads as JPEG and WebP, marked, and without the prompt unless asked', async ({ app }) => {
  await generate(app, 'a zebra qqmarkerqq');
  const expected = await pixelsOf(pictures(app).first());
  const save = async () => {
    const downloading = app.waitForEvent('download');
    await button(pictures(app).first(), 'Download').click();
    const download = await downloading;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };

  await fileOptions(app, 'JPEG');
  const jpeg = await save();
  await fileOptions(app, 'WebP');
  const webp = await save();
  await fileOptions(app, 'PNG');
  const plain = await save();
  await fileOptions(app, 'PNG', true);
  const withRecipe = await save();

  expect([jpeg.name, webp.name, plain.name]).toEqual([
    'ephemera-256x256-1.jpg',
    'ephemera-256x256-1.webp',
    'ephemera-256x256-1.png',
  ]);
  expect([...jpeg.bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  expect(webp.bytes.toString('latin1', 8, 12)).toBe('WEBP');
  for (const { bytes } of [jpeg, webp, plain]) {
    expect(bytes.includes('trainedAlgorithmicMedia')).toBe(true);
    expect(bytes.includes('qqmarkerqq')).toBe(false);
  }
  expect(withRecipe.bytes.includes('a zebra qqmarkerqq')).toBe(true);
  expect(difference([...decode(plain.bytes).data], expected)).toBeLessThan(3);
});

test('all pictures download as one zip, with recipes only if asked', async ({ app }) => {
  await fourPictures(app);
  const save = async () => {
    const downloading = app.waitForEvent('download');
    await button(app, 'Download all').click();
    const download = await downloading;
    return { name: download.suggestedFilename(), text: (await readFile(await download.path())).toString('latin1') };
  };

  const plain = await save();
  await fileOptions(app, 'PNG', true);
  const withRecipes = await save();

  expect(plain.name).toBe('ephemera-4-pictures.zip');
  for (const n of [1, 2, 3, 4]) expect(plain.text).toContain(`ephemera-256x256-${n}.png`);
  expect(plain.text).not.toContain('red apple');
  expect(plain.text).not.toContain('recipes.txt');
  expect(withRecipes.text).toContain('recipes.txt');
  expect(withRecipes.text).toContain('a red apple\nSteps: 2');
});

test('two chosen pictures are compared with a slider', async ({ app }) => {
  await fourPictures(app);
  await app.getByRole('checkbox', { name: 'Choose picture 1', exact: true }).check();
  await app.getByRole('checkbox', { name: 'Choose picture 4', exact: true }).check();
  await button(app, 'Compare').click();

  const dialog = app.getByRole('dialog', { name: 'Compare' });
  const slider = dialog.getByRole('slider', { name: 'Dividing line' });
  const visible = () =>
    dialog.locator('.right').evaluate((element) => getComputedStyle(element).clipPath.replaceAll(' ', ''));
  expect(await visible()).toContain('50%');
  await slider.focus();
  await app.keyboard.press('End');

  expect(await visible()).toContain('100%');
  await expect(dialog.getByRole('img')).toHaveCount(2);
});

test('a picture fills the screen, and the arrows leaf through the session', async ({ app }) => {
  await fourPictures(app);
  await button(app, 'Full screen').click();
  const dialog = app.getByRole('dialog', { name: 'Full screen' });
  const newest = await pixelsOf(dialog);
  expect(newest).toEqual(await pixelsOf(pictures(app).nth(0)));

  await app.keyboard.press('ArrowRight');

  await expect(async () => expect(await pixelsOf(dialog)).not.toEqual(newest)).toPass();
  await button(dialog, 'Close').click();
  await expect(dialog).toHaveCount(0);
});

test('a pinned picture stays first', async ({ app }) => {
  await fourPictures(app);
  await button(pictures(app).nth(3), 'Show 1').click();
  const oldest = await pixelsOf(pictures(app).nth(3));

  await button(app, 'Pin').click();

  await expect(async () => expect(await pixelsOf(pictures(app).nth(0))).toEqual(oldest)).toPass();
});

test('a copied picture is on the clipboard, and Forget everything takes it back', async ({ app, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await generate(app, 'a red apple');
  await button(app, 'Copy picture').click();
  await expect(app.getByText('Copied.')).toBeVisible();
  const typesOnClipboard = () =>
    app.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types));
  expect(await typesOnClipboard()).toContain('image/png');

  await button(app, 'Forget everything').click();

  await expect(async () => expect(await typesOnClipboard()).not.toContain('image/png')).toPass();
});

test('200 pictures are small copies, and only near the screen, the page answers at once, and all go into one zip', async ({
  app,
  context,
}) => {
  test.setTimeout(900_000);
  await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('16');
  await app.locator('summary', { hasText: 'Recipe' }).click();
  await app.getByRole('spinbutton', { name: 'Steps' }).fill('1');
  for (let made = 16; made <= 208; made += 16) {
    await generate(app, 'a red apple');
    await expect(pictures(app)).toHaveCount(made);
  }
  const areas = () =>
    pictures(app)
      .locator('canvas')
      .evaluateAll((all) =>
        all.map((canvas) => (canvas as HTMLCanvasElement).width * (canvas as HTMLCanvasElement).height),
      );

  await app.evaluate(() => scrollTo(0, 0));
  await expect(async () => expect((await areas()).at(-1)).toBe(0)).toPass();
  expect(Math.max(...(await areas()))).toBe(192 * 192);

  await app.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(async () => {
    const now = await areas();
    expect(now.at(-1)).toBe(192 * 192);
    expect(now[0]).toBe(0);
  }).toPass();
  await expect(app.getByText(/208 pictures, 55 MB of memory/)).toBeVisible();

  const tasks = await watchTasks(await context.newCDPSession(app));
  await button(app, 'Show in one row').click();
  await expect(async () => {
    const now = await areas();
    expect(now[0]).toBe(192 * 192);
    expect(now.filter((area) => area > 0).length).toBeLessThan(20);
  }).toPass();
  await pictures(app).last().scrollIntoViewIfNeeded();
  await expect(async () => {
    const now = await areas();
    expect(now.at(-1)).toBe(192 * 192);
    expect(now.filter((area) => area > 0).length).toBeLessThan(20);
  }).toPass();
  await button(app, 'Show as a grid').click();
  await button(pictures(app).nth(40), 'Show 168').click();
  await button(app, 'Choose all').click();
  await button(app, 'Choose none').click();
  await button(pictures(app).nth(40), 'Delete').click();
  await button(app, 'Undo').click();
  await expect(pictures(app)).toHaveCount(208);
  expect((await tasks()).longestCpuMs).toBeLessThan(100);

  const downloading = app.waitForEvent('download', { timeout: 400_000 });
  await button(app, 'Download all').click();
  await expect(app.getByText(/of 208/).first()).toBeVisible();
  const download = await downloading;
  const folder = await mkdtemp(join(tmpdir(), 'ephemera-'));
  await unzip(await download.path(), folder);
  const files = await readdir(folder);
  expect(download.suggestedFilename()).toBe('ephemera-208-pictures.zip');
  expect(files).toHaveLength(208);
  expect(decode(await readFile(join(folder, 'ephemera-256x256-208.png')))).toMatchObject({ width: 256, height: 256 });
  await expect(pictures(app)).toHaveCount(208);
});

test('published pictures are a folder that shows itself anywhere: captions as written, marks kept, no prompt, no script', async ({
  app,
  context,
}) => {
  await app.locator('summary', { hasText: 'Recipe' }).click();
  await app.getByRole('spinbutton', { name: 'Steps' }).fill('2');
  await generate(app, 'a zebra qqmarkerqq');
  await button(app, 'Publish').click();
  const dialog = app.getByRole('dialog', { name: 'Gallery page' });
  await dialog.getByRole('textbox', { name: 'Title of the page' }).fill('Zebras & <b>friends</b>');
  await dialog.getByRole('textbox', { name: 'Caption of picture 1' }).fill('The first "zebra"');
  const downloading = app.waitForEvent('download');
  await button(dialog, 'Download the folder').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('ephemera-gallery.zip');
  await expect(dialog.getByRole('status')).toContainText('downloaded as a zip');

  const folder = await mkdtemp(join(tmpdir(), 'ephemera-gallery-'));
  await unzip(await download.path(), folder);
  const html = await readFile(join(folder, 'ephemera-gallery', 'index.html'), 'utf8');
  expect(html).not.toContain('qqmarkerqq');
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('console', (message) => refused.push(message.text()));
  await page.goto(pathToFileURL(join(folder, 'ephemera-gallery', 'index.html')).href);

  await expect(page).toHaveTitle('Zebras & <b>friends</b>');
  await expect(page.getByText('The first "zebra"')).toBeVisible();
  const sizes = await page
    .getByRole('img')
    .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
  expect(sizes).toEqual([256]);
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('main')!).display)).toBe('grid');
  expect(refused).toEqual([]);
  const picture = await readFile(join(folder, 'ephemera-gallery', 'pictures', 'ephemera-256x256-1.png'));
  expect(picture.includes('trainedAlgorithmicMedia')).toBe(true);
  expect(picture.includes('qqmarkerqq')).toBe(false);
});

test('on every width the panel of file options is on the screen whole, with pictures chosen or not', async ({
  app,
}) => {
  await generate(app, 'a red apple');
  await generate(app, 'a green pear');
  for (const width of [1440, 820, 390, 320]) {
    await app.setViewportSize({ width, height: 900 });
    for (const checkbox of await app.getByRole('checkbox', { name: /^Choose picture/ }).all()) {
      await checkbox.click();
      await app.locator('summary', { hasText: 'File options' }).click();
      const panel = (await app.locator('details[open] .pop').boundingBox())!;
      await expect(async () => {
        const { x } = (await app.locator('details[open] .pop').boundingBox())!;
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + panel.width).toBeLessThanOrEqual(width);
      }).toPass({ timeout: 3000 });
      await app.keyboard.press('Escape');
    }
  }
});

test('several pictures are deleted at once, and Undo brings all of them back to their places', async ({ app }) => {
  await fourPictures(app);
  const before = await Promise.all([0, 1, 2, 3].map((i) => pixelsOf(pictures(app).nth(i))));
  await button(app, 'Choose all').click();
  await app.getByRole('checkbox', { name: 'Choose picture 1', exact: true }).uncheck();
  await expect(app.getByText('3 chosen')).toBeVisible();

  await button(app, 'Delete chosen').click();
  await expect(pictures(app)).toHaveCount(1);
  await button(app, 'Undo').click();

  await expect(pictures(app)).toHaveCount(4);
  expect(await Promise.all([0, 1, 2, 3].map((i) => pixelsOf(pictures(app).nth(i))))).toEqual(before);
});

/** Stands in for the system's share sheet, which no browser opens without a screen. */
async function withShareSheet(app: Page, answer: 'taken' | 'AbortError' | 'NotAllowedError'): Promise<void> {
  await app.addInitScript((wanted) => {
    const shared: object[] = [];
    Object.assign(window, { shared });
    navigator.canShare = (data) => (data?.files?.length ?? 0) > 0;
    navigator.share = async (data) => {
      const { files = [], ...others } = data ?? {};
      const bytes = await Promise.all(files.map(async (file) => [...new Uint8Array(await file.arrayBuffer())]));
      shared.push({ names: files.map(({ name }) => name), types: files.map(({ type }) => type), bytes, others });
      if (wanted !== 'taken') throw new DOMException('closed', wanted);
    };
  }, answer);
  await app.reload();
}

test('the share sheet is handed the picture and its marks, and not a word of the visitor’s', async ({ app }) => {
  await withShareSheet(app, 'taken');
  await generate(app, 'a zebra qqmarkerqq');
  await button(app, 'Share').click();

  const shared = () =>
    app.evaluate(
      () => (window as unknown as { shared: { names: string[]; types: string[]; bytes: number[][] }[] }).shared,
    );
  await expect.poll(async () => (await shared()).length).toBe(1);
  const [{ bytes, ...others }] = (await shared()) as [Awaited<ReturnType<typeof shared>>[number]];
  expect(others).toEqual({ names: ['ephemera-256x256-1.png'], types: ['image/png'], others: {} });
  const file = Buffer.from(bytes[0]!);
  expect(decode(file)).toMatchObject({ width: 256, height: 256 });
  expect(file.includes('trainedAlgorithmicMedia')).toBe(true);
  expect(file.includes('qqmarkerqq')).toBe(false);
});

for (const [answer, sentence] of [
  ['AbortError', ''],
  ['NotAllowedError', 'The system did not take the picture. Download it instead.'],
] as const)
  test(`a share sheet that ends with ${answer} is answered ${sentence ? 'in words' : 'by nothing'}`, async ({
    app,
  }) => {
    await withShareSheet(app, answer);
    await generate(app, 'a red apple');
    await button(app, 'Share').click();

    await expect.poll(() => app.evaluate(() => (window as unknown as { shared: object[] }).shared.length)).toBe(1);
    await expect(app.locator('.said').first()).toHaveText(sentence);
    await expect(pictures(app)).toHaveCount(1);
  });

test('printing takes the picture that is looked at, on one sheet, and none of the visitor’s words', async ({ app }) => {
  await fourPictures(app);
  await button(pictures(app).nth(2), 'Show 2').click();

  const pdf = (await app.pdf()).toString('latin1');
  await app.emulateMedia({ media: 'print' });
  const shown = await app.evaluate(() => {
    const leaves = [...document.body.querySelectorAll<HTMLElement>('*')].filter(
      (element) => element.getClientRects().length > 0 && element.checkVisibility({ visibilityProperty: true }),
    );
    return { names: leaves.map(({ localName }) => localName), words: document.body.innerText.trim() };
  });

  expect(shown.names.filter((name) => name === 'canvas')).toHaveLength(1);
  expect(shown.words).toBe('');
  await expect(prompt(app)).toBeHidden();
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  expect(pdf).toContain('/Subtype /Image');
});

test('prompts become captions of the gallery page only by the visitor’s own click', async ({ app }) => {
  await generate(app, 'a zebra');
  await button(app, 'Publish').click();
  const dialog = app.getByRole('dialog', { name: 'Gallery page' });
  const caption = dialog.getByRole('textbox', { name: 'Caption of picture 1' });
  await expect(caption).toHaveValue('');

  await button(dialog, 'Prompts as captions').click();

  await expect(caption).toHaveValue('a zebra');
});

test('the session’s pictures stand in a grid or in one row that is scrolled sideways, as the visitor likes', async ({
  app,
}) => {
  await app.setViewportSize({ width: 390, height: 844 });
  await fourPictures(app);
  const tops = () =>
    pictures(app).evaluateAll((items) => new Set(items.map((item) => item.getBoundingClientRect().top)).size);
  expect(await tops()).toBe(2);

  await button(app, 'Show in one row').click();
  expect(await tops()).toBe(1);
  await button(pictures(app).last(), 'Show 1').focus();
  await expect(pictures(app).last()).toBeInViewport();
  expect(await app.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await button(app, 'Show as a grid').click();

  expect(await tops()).toBe(2);
});
