import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { button, expect, openRecipe, pictures, pixelsOf, prompt, status, test } from './app';
import { serveHostCopy } from './host-copy';
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
  await page.goto(copy.address);
  await openRecipe(page);
  await page.getByRole('combobox', { name: 'Model' }).selectOption({ label: 'tiny-sd15' });
  await openMotion(page);

  for (const [i, wanted] of kinds.entries()) {
    await makeClip(page, wanted);

    await expect(clips(page)).toHaveCount(i + 1);
    const frames = await shownFrames(page);
    expect(frames).toHaveLength(6);
    expect(new Set(frames.map((frame) => frame.join())).size, wanted.kind).toBeGreaterThan(2);
  }
});
