import type { Page, Worker } from '@playwright/test';
import { button, expect, openRecipe, pictures, pixelsOf, prompt, status, test } from './app';

const steps = 12;

async function setRecipe(page: Page): Promise<void> {
  await prompt(page).fill('a fox');
  await openRecipe(page);
  await page.getByRole('spinbutton', { name: 'Seed' }).fill('7');
  await page.getByRole('checkbox', { name: 'Keep this seed' }).check();
  await page.getByRole('spinbutton', { name: 'Steps' }).fill(String(steps));
}

async function draw(page: Page): Promise<number[]> {
  const before = await pictures(page).count();
  await button(page, 'Generate').click();
  await expect(pictures(page)).toHaveCount(before + 1);
  await expect(status(page)).toContainText('Done');
  return pixelsOf(pictures(page).first()); // the newest comes first
}

const engineWorker = (page: Page): Worker =>
  page.workers().find((worker) => worker.url().includes('diffusion.worker'))!;

test('a worker that is gone in the middle of a picture costs nothing: same picture, nothing else lost', async ({
  app,
}) => {
  await setRecipe(app);
  const whole = await draw(app);

  await button(app, 'Generate').click();
  await expect(status(app)).toContainText(/Step ([3-9]|1\d) of/);
  await engineWorker(app)
    .evaluate(() => self.close())
    .catch(() => undefined); // it takes its answer along

  await expect(status(app)).toContainText('Done');
  await expect(status(app)).toContainText('The engine stopped. The picture was finished all the same.');
  await expect(pictures(app)).toHaveCount(2);
  expect(await pixelsOf(pictures(app).first())).toEqual(whole);
  expect(await pixelsOf(pictures(app).nth(1))).toEqual(whole);
  await expect(prompt(app)).toHaveValue('a fox');
});

test('a page that is frozen in the middle of a picture, as in a hidden tab or a sleeping machine, goes on', async ({
  app,
}) => {
  await setRecipe(app);
  const whole = await draw(app);
  const devtools = await app.context().newCDPSession(app);

  await button(app, 'Generate').click();
  await expect(status(app)).toContainText(/Step ([3-9]|1\d) of/);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });

  await expect(pictures(app)).toHaveCount(2);
  expect(await pixelsOf(pictures(app).first())).toEqual(whole);
});

test('Cancel twice ends the worker at once, and the next picture needs no byte of the network', async ({
  app,
  watch,
}) => {
  await setRecipe(app);
  const whole = await draw(app);
  await button(app, 'Generate').click();
  await expect(status(app)).toContainText(/Step [1-9]/);

  // Pressed and read in the page itself, so that no round trip counts.
  const stoppedMs = await app.evaluate(async () => {
    const line = document.querySelector('[aria-label="Job status"][role="status"]')!;
    const cancel = () =>
      [...document.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === 'Cancel')?.click();
    cancel();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const from = performance.now();
    cancel();
    while (!line.textContent.includes('Cancelled')) await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - from;
  });

  expect(stoppedMs).toBeLessThan(300);
  await expect(pictures(app)).toHaveCount(1);
  const asked = watch.requests.length;
  expect(await draw(app)).toEqual(whole);
  expect(watch.requests.slice(asked).filter((url) => url.includes('/models/sticker/'))).toEqual([]);
});

test('two tabs draw at once, each its own', async ({ app, context }) => {
  const other = await context.newPage();
  await other.goto('./');
  await Promise.all([setRecipe(app), setRecipe(other)]);
  await prompt(other).fill('a blue whale');

  const [fox, whale] = await Promise.all([draw(app), draw(other)]);

  await prompt(app).fill('a blue whale');
  await other.close(); // its worker goes with it, and not the first tab's
  expect(await draw(app)).toEqual(whale);
  expect(fox).not.toEqual(whale);
});
