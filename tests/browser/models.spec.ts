import type { Page } from '@playwright/test';
import { button, expect, generate, openRecipe, pictures, test } from './app';
import { serveHostCopy } from './host-copy';

let copy: Awaited<ReturnType<typeof serveHostCopy>>;

test.beforeAll(async () => {
  copy = await serveHostCopy([
    {
      id: 'turbo',
      source: 'tests/golden/models/tiny-sdturbo',
      overrides: { title: 'Tiny Turbo', licence: 'CC0-1.0' },
    },
  ]);
});

test.afterAll(() => copy.close());

async function openModels(page: Page) {
  await openRecipe(page);
  await button(page, 'About the models').click();
  return page.getByRole('article', { name: 'Tiny Turbo' });
}

test('a card foretells, the model is chosen on it, and afterwards foretold and taken stand side by side', async ({
  page,
  watch,
}) => {
  void watch;
  await page.goto(copy.address);
  const card = await openModels(page);
  await expect(card).toContainText(/About .+ a picture \(64 × 64, 1 step\)/);
  await expect(card).toContainText('CC0-1.0');
  await expect(card).toContainText('from this site');

  await button(card, 'Use this model').click();
  await expect(card).toContainText('In use');
  await button(page, 'Close').click();
  await generate(page, 'a cat');

  await pictures(page).first().click();
  await openModelsAgain(page);
  await expect(card).toContainText(/Last picture: .+ foretold, .+ taken/);
});

async function openModelsAgain(page: Page) {
  await button(page, 'About the models').click();
}

test('a download is kept over a reload, and what was begun goes on from there', async ({ page, watch }) => {
  await page.goto(copy.address);
  let isHeld = true;
  // The first file arrives; the second never does, until it is allowed to. It is asked for once the first is kept.
  const firstIsKept = new Promise<void>((resolve) => {
    void page.context().route('**/models/turbo/unet/model.onnx', async (route) => {
      resolve();
      if (isHeld) return; // neither answered nor refused: a connection that hangs
      await route.continue();
    });
  });
  let card = await openModels(page);
  await button(card, 'Download').click();
  await expect(button(card, 'Pause')).toBeVisible();
  await expect(card.getByRole('status')).toContainText(/[1-9]\d*\.\d of|[1-9]\d* of|0\.[1-9] of/);
  await firstIsKept;

  await button(card, 'Pause').click();
  await expect(card.getByRole('status')).toContainText(/of .* MB\. Paused\.$/);
  await expect(button(card, 'Resume')).toBeVisible();

  await page.reload();
  card = await openModels(page);
  await expect(card.getByRole('status')).toContainText('The rest is fetched when it is needed, or now.');
  isHeld = false;
  watch.requests.length = 0;
  await button(card, 'Download').click();

  await expect(card.getByRole('status')).toHaveText('This browser keeps it.');
  expect(watch.requests.filter((url) => url.includes('/models/turbo/text_encoder/model.onnx'))).toEqual([]);
  await button(card, 'Remove from this browser').click();
  await expect(card.getByRole('status')).toContainText('Not in this browser yet');
});
