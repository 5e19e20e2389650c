import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import jpeg from 'jpeg-js';
import { expect, pictures, test } from './app';
import { busyStates, emptyStates, fourPictures, fullStates, manyPictures, type State } from './states';

/**
 * `npm run screens` makes the pictures of every state anew, for people to look at. `npm run screens -- --check` compares
 * instead: what has changed lies beside its likeness in `.results/screens`.
 */
const isCheck = process.env['EPHEMERA_SCREENS'] === 'check';
const folder = 'tests/browser/screens';
const results = 'tests/browser/.results/screens';
const sizes = [
  [1440, 900],
  [820, 1180],
  [390, 844],
] as const;

/** The share of a screen's cells that may look different: clock, duration and random seeds are on it. */
const tolerance = 0.02;

test('every state is shown at three sizes, in light and dark', async ({ app }) => {
  test.setTimeout(2_400_000);
  mkdirSync(isCheck ? results : folder, { recursive: true });
  const changed: string[] = [];
  changed.push(...(await shoot(app, emptyStates)));
  await fourPictures(app);
  changed.push(...(await shoot(app, fullStates)));
  await manyPictures(app);
  changed.push(
    ...(await shoot(app, [{ name: 'many', open: async () => undefined, look: (page) => pictures(page).nth(7) }])),
  );
  await shoot(app, busyStates);

  expect(changed).toEqual([]);
});

const settled = (app: Page) =>
  app.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 200))));

/** Draws the states, or compares them and returns those that look different. */
async function shoot(app: Page, states: readonly State[]): Promise<string[]> {
  const changed: string[] = [];
  for (const { name, open, close, look, isFleeting } of states) {
    if (isCheck && isFleeting) continue;
    await app.setViewportSize({ width: 1440, height: 900 });
    await open(app);
    await app.mouse.move(0, 0); // else what a narrower page lays under it looks pointed at
    for (const [width, height] of sizes) {
      await app.setViewportSize({ width, height });
      for (const colorScheme of ['light', 'dark'] as const) {
        await app.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await settled(app); // a page laid out anew may scroll by itself
        await app.evaluate(() => scrollTo(0, 0));
        await settled(app);
        await look?.(app).scrollIntoViewIfNeeded();
        await settled(app); // small copies are drawn when they come into view
        const file = `${name}-${width}-${colorScheme}.jpg`;
        const shot = await app.screenshot({ type: 'jpeg', quality: 70 });
        if (!isCheck) writeFileSync(`${folder}/${file}`, shot);
        else {
          const share = existsSync(`${folder}/${file}`) ? difference(readFileSync(`${folder}/${file}`), shot) : 1;
          if (share > tolerance) {
            changed.push(`${file}: ${(100 * share).toFixed(1)} % looks different`);
            writeFileSync(`${results}/${file}`, shot);
          }
        }
      }
    }
    await app.setViewportSize({ width: 1440, height: 900 });
    await close?.(app);
  }
  return changed;
}

/** The share of cells of 8 × 8 pixels whose mean colour differs by more than the eye would let pass. */
function difference(before: Buffer, after: Buffer): number {
  const [a, b] = [jpeg.decode(before), jpeg.decode(after)];
  if (a.width !== b.width || a.height !== b.height) return 1;
  const cell = 8;
  const most = 12;
  const [columns, rows] = [Math.floor(a.width / cell), Math.floor(a.height / cell)];
  let different = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const sums = [0, 0, 0];
      for (let y = row * cell; y < (row + 1) * cell; y++) {
        for (let x = column * cell; x < (column + 1) * cell; x++) {
          const at = 4 * (y * a.width + x);
          for (let c = 0; c < 3; c++) sums[c]! += a.data[at + c]! - b.data[at + c]!;
        }
      }
      if (sums.some((sum) => Math.abs(sum) > most * cell * cell)) different++;
    }
  }
  return different / (columns * rows);
}
