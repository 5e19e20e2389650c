import { button, difference, expect, openRecipe, pictures, pixelsOf, prompt, status, test } from './app';
import { findChromium } from './chromium';

// A software card: slow, and as easily lost as a real one.
test.use({
  launchOptions: { executablePath: findChromium(), args: ['--headless', '--no-sandbox', '--enable-unsafe-webgpu'] },
});

/** Put before the worker's script: keeps its device where the test can reach it. */
const exposeDevice = `
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...asked) {
    return (self.testDevice = await requestDevice.apply(this, asked));
  };
`;

test('a graphics card that goes away in the middle of a picture: the picture is finished, and is the right one', async ({
  page,
  watch,
}) => {
  test.setTimeout(600_000); // a software card is some fifty times slower
  void watch;
  await page.route('**/diffusion.worker*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: exposeDevice + (await response.text()) });
  });
  await page.goto('./');
  await prompt(page).fill('a fox');
  await openRecipe(page);
  await page.getByRole('spinbutton', { name: 'Seed' }).fill('7');
  await page.getByRole('checkbox', { name: 'Keep this seed' }).check();
  await page.getByRole('spinbutton', { name: 'Steps' }).fill('2');
  await page.getByRole('combobox', { name: 'Device' }).selectOption('wasm');
  await button(page, 'Generate').click();
  await expect(pictures(page)).toHaveCount(1);
  const expected = await pixelsOf(pictures(page).first());

  await page.getByRole('combobox', { name: 'Device' }).selectOption('webgpu');
  await button(page, 'Generate').click();
  await expect(status(page)).toContainText('Step 1 of', { timeout: 300_000 });
  const worker = page.workers().find((each) => each.url().includes('diffusion.worker'))!;
  await worker.evaluate(() => (self as unknown as { testDevice: GPUDevice }).testDevice.destroy());

  await expect(status(page)).toContainText('The graphics card went away.', { timeout: 300_000 });
  await expect(pictures(page)).toHaveCount(2, { timeout: 300_000 });
  await expect(status(page)).toContainText('Done');
  expect(difference(await pixelsOf(pictures(page).first()), expected)).toBeLessThan(2);
});
