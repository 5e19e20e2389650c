import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { emitModels } from '../../tools/build/emit-models';
import { readManifests } from '../../tools/build/model-folders';
import { responseHeaders } from '../../tools/headers';
import { addModel } from '../../tools/models/add-model';
import { createStaticServer, listen } from '../../tools/serve-lib';
import { button, expect, generate, openRecipe, pictures, test } from './app';

let folder: string;
let server: Server;
let address: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ephemera-models-'));
  const [dist, models] = [join(folder, 'dist'), join(folder, 'models')];
  cpSync('dist', dist, { recursive: true });
  for (const name of ['sticker', 'safety', 'face'])
    cpSync(join('models', name), join(models, name), { recursive: true });
  await addModel({
    id: 'turbo',
    source: 'tests/golden/models/tiny-sdturbo',
    overrides: { title: 'Tiny Turbo', licence: 'CC0-1.0' },
    modelsFolder: models,
    workFolder: join(folder, 'work'),
  });
  rmSync(join(dist, 'models'), { recursive: true });
  emitModels(models, readManifests(models), join(dist, 'models'));
  server = createStaticServer({ root: dist, headers: responseHeaders({ modelOrigins: [] }), base: '/' });
  address = `http://localhost:${await listen(server, 0, '127.0.0.1')}/`;
});

test.afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

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
  await page.goto(address);
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
  await page.goto(address);
  let isHeld = true;
  // The first file arrives; the second never does, until it is allowed to.
  await page.context().route('**/models/turbo/unet/model.onnx', async (route) => {
    if (isHeld) return; // neither answered nor refused: a connection that hangs
    await route.continue();
  });
  let card = await openModels(page);
  await button(card, 'Download').click();
  await expect(button(card, 'Pause')).toBeVisible();
  await expect(card.getByRole('status')).toContainText(/[1-9]\d*\.\d of|[1-9]\d* of|0\.[1-9] of/);

  await page.reload();
  card = await openModels(page);
  await expect(card.getByRole('status')).toContainText('Paused.');
  isHeld = false;
  watch.requests.length = 0;
  await button(card, 'Resume').click();

  await expect(card.getByRole('status')).toHaveText('This browser keeps it.');
  expect(watch.requests.filter((url) => url.includes('/models/turbo/text_encoder/model.onnx'))).toEqual([]);
  await button(card, 'Remove from this browser').click();
  await expect(card.getByRole('status')).toContainText('Not in this browser yet');
});
