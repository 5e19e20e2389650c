import type { Page } from '@playwright/test';
import { test } from './app';
import { emptyStates, fourPictures, fullStates, type State } from './states';

/** `npx playwright test tests/browser/screens.spec.ts` makes the pictures of every state anew, for people to look at. */
const sizes = [
  [1440, 900],
  [820, 1180],
  [390, 844],
] as const;

test('every state is shown at three sizes, in light and dark', async ({ app }) => {
  test.setTimeout(1_200_000);
  await shoot(app, emptyStates);
  await fourPictures(app);
  await shoot(app, fullStates);
});

async function shoot(app: Page, states: readonly State[]): Promise<void> {
  for (const { name, open, close } of states) {
    await app.setViewportSize({ width: 1440, height: 900 });
    await open(app);
    for (const [width, height] of sizes) {
      await app.setViewportSize({ width, height });
      for (const colorScheme of ['light', 'dark'] as const) {
        await app.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await app.screenshot({
          path: `tests/browser/screens/${name}-${width}-${colorScheme}.jpg`,
          type: 'jpeg',
          quality: 70,
        });
      }
    }
    await app.setViewportSize({ width: 1440, height: 900 });
    await close?.(app);
  }
}
