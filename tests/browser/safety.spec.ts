import { readFile, writeFile } from 'node:fs/promises';
import { addMarks } from '../../src/provenance/add-marks';
import { inspect } from '../../src/provenance/inspect';
import { readPng } from '../../tools/png';
import { button, expect, generate, pictures, prompt, status, test } from './app';
import type { Page } from '@playwright/test';

/** `file`: its bytes, or where it lies. */
async function inspectInPage(app: Page, name: string, file: Uint8Array | string): Promise<string> {
  await button(app, 'Inspect a file').click();
  const dialog = app.getByRole('dialog', { name: 'Inspect' });
  const said = dialog.getByRole('status');
  await dialog
    .locator('input[type=file]')
    .setInputFiles(typeof file === 'string' ? file : { name, mimeType: '', buffer: Buffer.from(file) });
  await expect(said).toContainText(/made it|No mark|no kind of file|could not be read/);
  const text = await said.innerText();
  await button(dialog, 'Close').click();
  return text;
}

async function downloaded(app: Page): Promise<Buffer> {
  const [download] = await Promise.all([
    app.waitForEvent('download'),
    button(pictures(app).first(), 'Download').click(),
  ]);
  return readFile(await download.path());
}

test('a refused prompt names its rule, stays for editing, and sends and draws nothing', async ({ app, watch }) => {
  const before = watch.requests.length;
  await prompt(app).fill('a n4ked qqmarkerqq woman');
  await button(app, 'Generate').click();

  await expect(app.getByRole('alert')).toContainText('Sexual content and nudity');
  await expect(app.getByRole('alert')).not.toContainText('qqmarkerqq');
  await expect(prompt(app)).toHaveValue('a n4ked qqmarkerqq woman');
  await expect(pictures(app)).toHaveCount(0);
  expect(watch.requests.slice(before).join(' ')).not.toContain('qqmarkerqq');
});

test('a download carries XMP, Content Credentials and the watermark, and no word of the prompt', async ({ app }) => {
  await generate(app, 'a zebra qqmarkerqq');

  const bytes = await downloaded(app);
  const path = test.info().outputPath('picture.png');
  await writeFile(path, bytes);
  const { findings } = await inspect(bytes, await readPng(path));

  expect(findings.map(({ kind }) => kind).toSorted()).toEqual(['c2pa', 'source-type', 'source-type', 'watermark']);
  expect(findings).toContainEqual(expect.objectContaining({ term: 'trainedAlgorithmicMedia', from: 'xmp' }));
  expect(bytes.includes('qqmarkerqq')).toBe(false);
  expect(bytes.includes('zebra')).toBe(false);

  expect(await inspectInPage(app, 'mine.png', bytes)).toContain('invisible watermark of Ephemera');
});

test("Inspect tells what a file says of itself, and others' files say other things", async ({ app }) => {
  const plain = new Uint8Array(await readFile('tests/golden/provenance/plain.jpg'));
  const marked = addMarks(plain, 'image/jpeg', { sourceType: 'compositeWithTrainedAlgorithmicMedia' });
  const video = addMarks(new Uint8Array(await readFile('tests/golden/provenance/plain.mp4')), 'video/mp4', {
    sourceType: 'trainedAlgorithmicMedia',
  });

  expect(await inspectInPage(app, 'plain.jpg', plain)).toContain('No mark of a machine was found');
  expect(await inspectInPage(app, 'marked.jpg', marked)).toContain('made from a picture with a trained model');
  expect(await inspectInPage(app, 'film.mp4', video)).toContain('made by a trained model');
});

test('Inspect shows a hostile file as plain text and does not break', async ({ app }) => {
  const plain = new Uint8Array(await readFile('tests/golden/provenance/plain.jpg'));
  const recipe = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  const hostile = addMarks(plain, 'image/jpeg', { sourceType: 'trainedAlgorithmicMedia', recipe });

  expect(await inspectInPage(app, '<b>.jpg', hostile)).toContain('<script>document.title=2</script>');
  expect(await inspectInPage(app, 'cut.jpg', hostile.subarray(0, 700))).toMatch(/made it|No mark/);
  expect(
    await inspectInPage(
      app,
      'noise.bin',
      Uint8Array.from({ length: 5000 }, (_, i) => i * i),
    ),
  ).toMatch(/^This is no kind of file that Inspect knows/); // not that it has no mark
  expect(await app.title()).toBe('Ephemera');
});

test('Inspect reads a file with 50 MB of XMP, and one that nests ten thousand deep, and the page goes on', async ({
  app,
}) => {
  const plain = new Uint8Array(await readFile('tests/golden/safety/sticker-0.png'));
  const huge = addMarks(plain, 'image/png', {
    sourceType: 'trainedAlgorithmicMedia',
    recipe: 'x'.repeat(50 * 1024 * 1024),
  });
  const nested = addMarks(plain, 'image/png', {
    sourceType: 'trainedAlgorithmicMedia',
    recipe: `${'<rdf:Bag><rdf:li>'.repeat(10_000)}<script>document.title=3</script>`,
  });

  expect(await inspectInPage(app, 'huge.png', await asFile('huge.png', huge))).toContain('made by a trained model');
  expect(await inspectInPage(app, 'nested.png', nested)).toContain('made by a trained model');
  expect(await app.title()).toBe('Ephemera');
  await generate(app, 'a red apple');
});

/** Playwright hands over no more than 50 MB from memory. */
async function asFile(name: string, bytes: Uint8Array): Promise<string> {
  const path = test.info().outputPath(name);
  await writeFile(path, bytes);
  return path;
}

test('"Made with AI" is written in a corner of what is saved, when asked, and nowhere else', async ({ app }) => {
  await generate(app, 'a red apple');
  const path = test.info().outputPath('picture.png');
  const decoded = async () => {
    await writeFile(path, await downloaded(app));
    return readPng(path);
  };
  const plain = await decoded();

  await app.locator('summary', { hasText: 'File options' }).click();
  await app.getByLabel('Write “Made with AI” in a corner').check();
  await app.locator('summary', { hasText: 'File options' }).click();
  const labelled = await decoded();

  const changed = [];
  for (let i = 0; i < plain.width * plain.height; i++) {
    const most = Math.max(...[0, 1, 2].map((c) => Math.abs(plain.data[4 * i + c]! - labelled.data[4 * i + c]!)));
    if (most > 40) changed.push({ x: i % plain.width, y: Math.floor(i / plain.width) }); // more than a watermark's
  }
  expect(changed.length).toBeGreaterThan(200);
  expect(Math.min(...changed.map(({ x }) => x))).toBeGreaterThan(plain.width / 2);
  expect(Math.min(...changed.map(({ y }) => y))).toBeGreaterThan(plain.height * 0.8);
});

test('a reference picture that says a machine made it: what is made of it says so too', async ({ app }) => {
  const plain = new Uint8Array(await readFile('tests/golden/safety/sticker-0.png'));
  const buffer = Buffer.from(
    addMarks(plain, 'image/png', { sourceType: 'trainedAlgorithmicMedia', carried: ['c2pa'] }),
  );
  await app
    .getByLabel('Reference picture')
    .locator('input[type=file]')
    .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
  await expect(button(app, 'Remove reference')).toBeVisible();
  await generate(app, 'a red apple');
  await expect(status(app)).toContainText(/Done|done in/);

  const { findings } = await inspect(await downloaded(app));

  expect(findings).toContainEqual({ kind: 'input-marks', marks: expect.arrayContaining(['iptc-trained', 'c2pa']) });
  expect(findings).toContainEqual(expect.objectContaining({ term: 'compositeWithTrainedAlgorithmicMedia' }));
});
