import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { busyStates, emptyStates, fourPictures, fullStates, type State } from './states';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function violations(app: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: app }).setLegacyMode(true).withTags(wcag).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

async function check(app: Page, states: readonly State[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { name, open, close } of states) {
    await open(app);
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const dir of ['ltr', 'rtl']) {
        await app.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await app.evaluate((value) => (document.documentElement.dir = value), dir);
        const here = await violations(app);
        if (here.length > 0) found[`${name}, ${colorScheme}, ${dir}`] = here;
      }
    }
    await app.evaluate(() => (document.documentElement.dir = 'ltr'));
    await close?.(app);
  }
  return found;
}

test('axe finds no violation of WCAG 2.2 AA in any mode or dialog, light, dark and right to left', async ({ app }) => {
  test.setTimeout(1_200_000);
  const empty = await check(app, emptyStates);
  await fourPictures(app);
  const full = await check(app, fullStates);
  const busy = await check(app, busyStates);

  expect({ ...empty, ...full, ...busy }).toEqual({});
});

test('nothing is cut off sideways at 320 pixels', async ({ app }) => {
  await app.setViewportSize({ width: 320, height: 640 });
  for (const mode of ['Create', 'Portrait', 'Motion']) {
    await app.getByRole('radio', { name: mode, exact: true }).check({ force: true });
    await app.waitForTimeout(500);
    const [content, screen] = await app.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(content, mode).toBeLessThanOrEqual(screen!);
  }
});
