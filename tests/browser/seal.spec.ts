import { test as plain, type Page, type Worker } from '@playwright/test';
import { button, expect, generate, pictures, prompt } from './app';
import { photoFile } from './photos/make-photos';

/** Tries to reach the host, and another one, from the page or from a worker. */
async function reach(where: Page | Worker): Promise<string[]> {
  const origin = new URL(where.url()).origin;
  const outcomes: string[] = [];
  for (const address of [
    `${origin}/build-manifest.json`,
    `${origin}/notices.txt?secret`,
    'https://seal-test.invalid/',
  ]) {
    outcomes.push(await answerTo(where, address));
  }
  return outcomes;
}

/** Asks for a file that is kept on the device, and is neither a list nor a part of the runtime. */
const reachKept = (where: Page | Worker) => answerTo(where, `${new URL(where.url()).origin}/icon.svg`);

function answerTo(where: Page | Worker, address: string): Promise<string> {
  const attempt = (from: string) =>
    fetch(from).then(
      ({ status }) => String(status),
      () => 'refused',
    );
  return 'workers' in where ? where.evaluate(attempt, address) : where.evaluate(attempt, address);
}

// Not the watched `test`: here policy violations are what is asked for.
plain(
  'a sealed tab reaches nothing, from page or worker, still draws, and is free again when reloaded',
  async ({ page, context }) => {
    await page.goto('./');
    await expect(prompt(page)).toBeVisible();
    expect((await reach(page))[0]).toBe('200');
    await button(page, 'Privacy').click();
    const dialog = page.getByRole('dialog', { name: 'Privacy' });

    await button(dialog, 'Seal').click();
    await expect(dialog.getByText('Sealed. Nothing can be fetched or sent until you reload.')).toBeVisible();
    await button(dialog, 'Close').click();

    await expect(page.getByText('Sealed: no network until reload')).toBeVisible();
    const asked: string[] = [];
    context.on('request', (request) => {
      if (request.serviceWorker()) asked.push(request.url()); // what the service worker itself asks of the network
    });
    expect(await reach(page)).toEqual(['refused', 'refused', 'refused']);
    // Not the runtime's threads: they wait for work, and hear nothing else. The last: Playwright may list one that was ended.
    const engine = page.workers().findLast((worker) => worker.url().includes('diffusion.worker'));
    expect(await reach(engine!)).toEqual(['refused', 'refused', 'refused']);
    // Each wall by itself. What the service worker would serve is refused by the policies of page and worker ...
    expect(await reachKept(page)).toBe('refused');
    expect(await reachKept(engine!)).toBe('refused');
    // ... and a tab that has no such policy is refused by the service worker.
    const twin = await context.newPage();
    await twin.goto('./');
    await expect(prompt(twin)).toBeVisible();
    expect(await reachKept(twin)).toBe('200');
    expect((await reach(twin))[0]).toBe('refused');
    await twin.close();
    await generate(page, 'a red apple');
    await expect(pictures(page)).toHaveCount(1);
    expect(asked).toEqual([]);

    await page.reload();
    await expect(prompt(page)).toBeVisible();
    await expect(page.getByText('Nothing leaves this tab')).toBeVisible();
    expect((await reach(page))[0]).toBe('200');
  },
);

plain('the host being down makes no difference to a sealed tab', async ({ page, context }) => {
  await page.goto('./');
  await expect(prompt(page)).toBeVisible();
  await button(page, 'Privacy').click();
  const dialog = page.getByRole('dialog', { name: 'Privacy' });
  await button(dialog, 'Seal').click();
  await expect(dialog.getByText('Sealed. Nothing can be fetched or sent until you reload.')).toBeVisible();
  await button(dialog, 'Close').click();
  await context.setOffline(true);

  await generate(page, 'a blue cat');

  await expect(pictures(page)).toHaveCount(1);
});

plain('while a portrait lives, the seal says so and changes nothing; when it is gone, it seals', async ({ page }) => {
  await page.goto('./');
  await expect(prompt(page)).toBeVisible();
  await page.getByRole('radio', { name: 'Portrait' }).check({ force: true });
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: photoFile('astronaut.png') });
  await expect(button(page, 'Make portrait')).toBeEnabled();
  const dialog = page.getByRole('dialog', { name: 'Privacy' });

  await button(page, 'Privacy').click();
  await button(dialog, 'Seal').click();

  await expect(
    dialog.getByText('A portrait or clip is being made. Finish or leave it first, then seal.'),
  ).toBeVisible();
  expect((await reach(page))[0]).toBe('200');
  await button(dialog, 'Close').click();
  await expect(button(page, 'Make portrait')).toBeEnabled();

  await button(page, 'Forget everything').click();
  await button(page, 'Privacy').click();
  await button(dialog, 'Seal').click();
  await expect(dialog.getByText('Sealed. Nothing can be fetched or sent until you reload.')).toBeVisible();
  expect(await reach(page)).toEqual(['refused', 'refused', 'refused']);
});
