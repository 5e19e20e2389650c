import { button, expect, pictures, test } from './app';

test('a visitor measures this device: figures are shown and copied, sent nowhere, and no picture is kept', async ({
  app,
  watch,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await button(app, 'Privacy').click();
  const dialog = app.getByRole('dialog', { name: 'Privacy' });

  await button(dialog, 'Measure').click();

  const said = dialog.getByRole('status', { name: 'Measure this device' });
  await expect(said).toHaveText(/^Measured with the model /);
  const figures = await dialog.locator('section', { hasText: 'Measure this device' }).locator('dd').allTextContents();
  expect(figures).toHaveLength(8);
  expect(figures[0]).toMatch(/^(processor|graphics card)/);
  for (const figure of figures.slice(1, 7)) expect(figure).toMatch(/^[1-9]\d* ms$/);

  await button(dialog, 'Copy the figures').click();
  await expect(said).toHaveText('Copied.');
  const copied = await app.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`A picture after that: ${figures[4]}`);

  const { origin } = new URL(app.url());
  expect(watch.requests.filter((url) => new URL(url).origin !== origin || new URL(url).search !== '')).toEqual([]);
  await app.keyboard.press('Escape');
  await expect(pictures(app)).toHaveCount(0);
});
