import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './app';

test.describe('a visitor who reads Arabic', () => {
  test.use({ locale: 'ar-EG', viewport: { width: 390, height: 844 } });

  test('gets the page in Arabic, from right to left, with nothing cut off and nothing for axe to find', async ({
    page,
    watch,
  }) => {
    void watch;
    await page.goto('./');
    await expect(page.getByRole('button', { name: 'ولّد', exact: true })).toBeVisible();

    await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(content).toBeLessThanOrEqual(screen!);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
  });
});

test.describe('a visitor who writes German', () => {
  test.use({ locale: 'de-DE' });

  test('is shown examples in German, and what is asked for in German is drawn', async ({ page, watch }) => {
    void watch;
    await page.goto('./');
    const told = page.getByRole('status', { name: 'Stand des Auftrags' });
    const pictures = page.getByRole('list', { name: 'Bilder der Sitzung' }).getByRole('listitem');

    await page.getByRole('button', { name: 'ein roter Apfel' }).click();
    await expect(pictures).toHaveCount(1);
    const field = page.getByRole('textbox', { name: 'Prompt', exact: true });
    await expect(field).toHaveValue('ein roter Apfel');

    await field.fill('eine Katze mit Hut und Quastenflosser');
    await page.getByRole('button', { name: 'Erzeugen', exact: true }).click();
    await expect(pictures).toHaveCount(2);
    await expect(told).toContainText('Das Modell kennt nicht: quastenflosser.');
  });
});

test('the language and the look can be chosen, and change at once', async ({ app }) => {
  await app.getByRole('combobox', { name: 'Language' }).selectOption('de');
  await expect(app.getByRole('button', { name: 'Erzeugen', exact: true })).toBeVisible();
  await expect(app.locator('html')).toHaveAttribute('lang', 'de');

  const background = () => app.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await app.getByRole('combobox', { name: 'Aussehen' }).selectOption('light');
  const light = await background();
  await app.getByRole('combobox', { name: 'Aussehen' }).selectOption('dark');

  expect(await background()).not.toBe(light);
});

test('movement rests where the device or the visitor asks for that', async ({ app }) => {
  const calm = () => app.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--calm'));
  const movement = app.getByRole('combobox', { name: 'Movement' });
  const usual = await calm();
  expect(Number.parseFloat(usual)).toBeGreaterThan(0);

  await movement.selectOption({ label: 'Reduced' });
  expect(Number.parseFloat(await calm())).toBe(0);
  await movement.selectOption({ label: 'As the device' });
  expect(await calm()).toBe(usual);
  await app.emulateMedia({ reducedMotion: 'reduce' });
  expect(Number.parseFloat(await calm())).toBe(0);
});
