import type { Page } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { button, expect, openRecipe, pictures, pixelsOf, prompt, status, test } from './app';
import { serveHostCopy } from './host-copy';
import { astronaut, sit } from './portrait-page';
import { clips, makeClip, openMotion, shownFrames, type Wanted } from './motion-page';

/** Tiny models of the real architectures, with random weights: what they draw is noise, drawn by the right networks. */
const golden = 'tests/golden/models';
const families = readdirSync(golden, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

let copy: Awaited<ReturnType<typeof serveHostCopy>>;

test.beforeAll(async () => {
  copy = await serveHostCopy(
    families.map((id) => ({ id, source: join(golden, id), overrides: { title: id, steps: 2 } })),
  );
});

test.afterAll(() => copy.close());

async function openWith(page: Page, title: string): Promise<void> {
  await page.goto(copy.address);
  await openRecipe(page);
  await page.getByRole('combobox', { name: 'Model' }).selectOption({ label: title });
}

for (const id of families) {
  test(`${id}, added by the host, is picked in the page and draws`, async ({ page, watch }) => {
    void watch;
    await openWith(page, id);
    await prompt(page).fill('a photo of a cat');

    await button(page, 'Generate').click();
    await expect(status(page)).toContainText('Done');

    await expect(pictures(page)).toHaveCount(1);
    const pixels = await pixelsOf(pictures(page).first());
    expect(new Set(pixels).size).toBeGreaterThan(16);
  });
}

for (const id of ['tiny-sd15', 'tiny-sd15-inpaint9', 'tiny-sdxl'])
  test(`${id} begins from a picture, redraws a part of it and draws beyond its frame`, async ({ page, watch }) => {
    void watch;
    await openWith(page, id);
    await prompt(page).fill('a photo of a cat');
    await button(page, 'Generate').click();
    await expect(pictures(page)).toHaveCount(1);
    const before = await pixelsOf(pictures(page).first());

    await button(page, '4 variations').click();
    await expect(pictures(page)).toHaveCount(5);
    const varied = await pixelsOf(pictures(page).first());
    expect(varied).not.toEqual(before);

    await button(pictures(page).last(), 'Show 1').click();
    await button(page, 'Edit').click();
    const dialog = page.getByRole('dialog', { name: 'Edit' });
    const canvas = dialog.getByRole('application');
    await canvas.focus();
    await canvas.press('Space'); // the brush, in the middle
    await button(dialog, 'Draw').click();
    await expect(pictures(page)).toHaveCount(6);
    const redrawn = await pixelsOf(pictures(page).first());
    expect(redrawn.slice(0, 4)).toEqual(before.slice(0, 4)); // a corner
    expect(redrawn).not.toEqual(before);

    await button(page, 'Edit').click();
    await dialog.getByText('Extend', { exact: true }).click();
    await button(dialog, 'Draw').click();
    await expect(pictures(page)).toHaveCount(7);
    expect(new Set(await pixelsOf(pictures(page).first())).size).toBeGreaterThan(16);
  });

test('Portrait begins with the model that the host added: it redraws the photo itself', async ({ page, watch }) => {
  test.setTimeout(300_000);
  await openWith(page, 'tiny-sd15');
  await sit(page);
  await expect(page.getByRole('radio', { name: 'Redrawn by tiny-sd15' })).toBeChecked();
  await page.getByRole('checkbox', { name: 'Keep the photo for another try' }).check();
  const drawAt = async (strength: string) => {
    const made = await pictures(page).count();
    await page.getByRole('slider', { name: 'Strength' }).fill(strength);
    await button(page, 'Make portrait').click();
    await expect(pictures(page)).toHaveCount(made + 1);
    return pixelsOf(pictures(page).first());
  };

  const [strong, weak] = [await drawAt('1'), await drawAt('0.5')];

  expect(weak).not.toEqual(strong);
  expect(watch.requests.join(' ')).not.toContain(astronaut.name);
});

test('Motion films with a host’s model: every kind', async ({ page, watch }) => {
  void watch;
  test.setTimeout(300_000);
  const kinds: readonly Wanted[] = [
    { kind: 'Morph', prompts: ['a photo of a cat', 'a photo of a dog'], draws: 'every frame' },
    { kind: 'Drift', draws: 'one frame in 2' },
    { kind: 'Becoming' },
    { kind: 'Camera', move: 'Pan' },
    { kind: 'Chain', draws: 'one frame in 2' },
  ];
  await openWith(page, 'tiny-sd15');
  await openMotion(page);

  for (const [i, wanted] of kinds.entries()) {
    await makeClip(page, wanted);

    await expect(clips(page)).toHaveCount(i + 1);
    const frames = await shownFrames(page);
    expect(frames).toHaveLength(6);
    expect(new Set(frames.map((frame) => frame.join())).size, wanted.kind).toBeGreaterThan(2);
  }
});

test('with a model that knows them, tokens are counted, words weighed by keys, and a negative prompt is heeded', async ({
  page,
  watch,
}) => {
  void watch;
  await openWith(page, 'tiny-sd15');
  await page.getByRole('spinbutton', { name: 'Seed' }).fill('7');
  await page.getByRole('checkbox', { name: 'Keep this seed' }).check();
  const draw = async () => {
    const made = await pictures(page).count();
    await button(page, 'Generate').click();
    await expect(pictures(page)).toHaveCount(made + 1);
    return pixelsOf(pictures(page).first());
  };
  await prompt(page).fill('a photo of a cat');
  const plain = await draw();
  await expect(page.locator('.help')).toContainText(/\d+ of 75 tokens/);

  await prompt(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Control+ArrowUp');
  await page.keyboard.press('Control+ArrowUp');
  await page.keyboard.press('Control+ArrowUp');
  await expect(prompt(page)).toHaveValue('a photo of a (cat:1.3)');
  await page.keyboard.press('Control+ArrowDown');
  await expect(prompt(page)).toHaveValue('a photo of a (cat:1.2)');
  const weighed = await draw();
  expect(weighed).not.toEqual(plain);

  await prompt(page).fill('a photo of a cat');
  await page.getByRole('textbox', { name: 'Negative prompt' }).fill('a dog in the rain');
  const avoiding = await draw();
  expect(avoiding).not.toEqual(plain);
});
