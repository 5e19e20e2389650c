import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { button, expect, openRecipe, pictures, pixelsOf, prompt, status, test } from './app';
import { serveHostCopy } from './host-copy';

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

for (const id of families) {
  test(`${id}, added by the host, is picked in the page and draws`, async ({ page, watch }) => {
    void watch;
    await page.goto(copy.address);
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
