import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { button, difference, expect, openRecipe, pictures, pixelsOf, prompt, status, test } from './app';
import { findChromium } from './chromium';
import { serveHostCopy } from './host-copy';

/** A graphics card in software, which a page gets when it asks by name: some fifty times slower than the processor. */
const args = ['--headless', '--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
test.use({ launchOptions: { executablePath: findChromium(), args } });

const id = 'tiny-sd15';
const steps = 3;
const longestMs = 300_000;
test.setTimeout(3 * longestMs);
let copy: Awaited<ReturnType<typeof serveHostCopy>>;

test.beforeAll(async () => {
  const source = join('tests/golden/models', id);
  copy = await serveHostCopy([{ id, source, overrides: { title: id, steps } }]);
});

test.afterAll(() => copy.close());

async function draw(page: Page, meanwhile: () => Promise<unknown> = async () => undefined): Promise<number[]> {
  const before = await pictures(page).count();
  await button(page, 'Generate').click();
  await meanwhile();
  await expect(pictures(page)).toHaveCount(before + 1, { timeout: longestMs });
  await expect(status(page)).toContainText('Done');
  return pixelsOf(pictures(page).first());
}

test('a graphics process that is killed in the middle of a picture costs nothing: the picture is the same', async ({
  page,
  browser,
  watch,
}) => {
  void watch;
  await page.goto(copy.address);
  await openRecipe(page);
  await page.getByRole('combobox', { name: 'Model' }).selectOption({ label: id });
  await page.getByRole('combobox', { name: 'Runs on' }).selectOption('webgpu');
  await page.getByRole('spinbutton', { name: 'Seed' }).fill('7');
  await page.getByRole('checkbox', { name: 'Keep this seed' }).check();
  await prompt(page).fill('a photo of a cat');
  const whole = await draw(page);
  const devtools = await browser.newBrowserCDPSession();

  const interrupted = await draw(page, async () => {
    await expect(status(page)).toContainText(/Step [2-4] of/);
    await devtools.send('Browser.crashGpuProcess');
  });

  await expect(status(page)).toContainText('The graphics card went away. The picture was finished all the same.');
  expect(difference(interrupted, whole)).toBeLessThan(1); // another device's last bits may differ
  expect(await pixelsOf(pictures(page).nth(1))).toEqual(whole);
});
