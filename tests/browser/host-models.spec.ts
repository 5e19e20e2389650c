import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emitModels } from '../../tools/build/emit-models';
import { readManifests } from '../../tools/build/model-folders';
import { responseHeaders } from '../../tools/headers';
import { addModel } from '../../tools/models/add-model';
import { createStaticServer, listen } from '../../tools/serve-lib';
import { button, expect, openRecipe, pictures, pixelsOf, prompt, status, test } from './app';

/** Tiny models of the real architectures, with random weights: what they draw is noise, drawn by the right networks. */
const golden = 'tests/golden/models';
const families = readdirSync(golden, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

let folder: string;
let server: Server;
let address: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ephemera-host-'));
  const [dist, models] = [join(folder, 'dist'), join(folder, 'models')];
  cpSync('dist', dist, { recursive: true });
  for (const name of ['sticker', 'safety', 'face'])
    cpSync(join('models', name), join(models, name), { recursive: true });
  for (const id of families) {
    await addModel({
      id,
      source: join(golden, id),
      overrides: { title: id, steps: 2 },
      modelsFolder: models,
      workFolder: join(folder, 'work'),
    });
  }
  rmSync(join(dist, 'models'), { recursive: true });
  emitModels(models, readManifests(models), join(dist, 'models'));
  server = createStaticServer({ root: dist, headers: responseHeaders({ modelOrigins: [] }), base: '/' });
  address = `http://localhost:${await listen(server, 0, '127.0.0.1')}/`;
});

test.afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

for (const id of families) {
  test(`${id}, added by the host, is picked in the page and draws`, async ({ page, watch }) => {
    void watch;
    await page.goto(address);
    await openRecipe(page);
    await page.getByRole('combobox', { name: 'Model' }).selectOption({ label: id });
    await prompt(page).fill('a photo of a cat');

    await button(page, 'Generate').click();
    await expect(status(page)).toContainText('Done');

    await expect(pictures(page)).toHaveCount(1);
    const pixels = await pixelsOf(pictures(page).first());
    expect(new Set(pixels).size).toBeGreaterThan(16);
  });
}
