import type { Locator } from '@playwright/test';
import { button, expect, pictures, test } from './app';
import { portraitStyles, sit } from './portrait-page';

/** A digest of a picture, and how many colours it has. */
const glance = (picture: Locator) =>
  picture.locator('canvas').evaluate(async (element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
    return { digest: digest.join(), colours: new Set(new Uint32Array(data.buffer)).size };
  });

test('one photo, a picture in each style, by classical means and by the model: none like another', async ({ app }) => {
  test.setTimeout(400_000);
  await sit(app);
  await app.getByRole('checkbox', { name: 'Keep the photo for another try' }).check();
  const styles = portraitStyles(app).getByRole('radio');
  const made: Awaited<ReturnType<typeof glance>>[] = [];
  for (const style of await styles.all()) {
    if (await style.isDisabled()) continue; // the mosaic, which wants pictures of the session
    await style.check({ force: true });
    await button(app, 'Make portrait').click();
    await expect(pictures(app)).toHaveCount(made.length + 1, { timeout: 60_000 });
    made.push(await glance(pictures(app).first()));
  }

  expect(made.length).toBeGreaterThanOrEqual(12);
  expect(new Set(made.map(({ digest }) => digest)).size).toBe(made.length);
  expect(Math.min(...made.map(({ colours }) => colours))).toBeGreaterThan(100);
});
