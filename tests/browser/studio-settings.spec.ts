import { button, expect, prompt, test } from './app';

test('settings last for the visit, and on the device only when asked; then they can be seen and removed', async ({
  app,
}) => {
  const stored = () => app.evaluate(() => JSON.stringify({ ...localStorage }));
  await prompt(app).fill('qqmarkerqq');
  await app.getByRole('combobox', { name: 'Look' }).selectOption('dark');
  await app.getByRole('combobox', { name: 'Movement' }).selectOption('reduced');
  expect(await stored()).toBe('{}');

  await button(app, 'Privacy').click();
  const remember = app.getByRole('checkbox', { name: /Remember my settings/ });
  await expect(remember).not.toBeChecked();
  await remember.check();
  await expect(app.getByRole('dialog', { name: 'Privacy' })).toContainText('Look Dark');
  expect(await stored()).not.toContain('qqmarkerqq');

  await app.reload();
  await expect(app.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(app.locator('html')).toHaveAttribute('data-movement', 'reduced');
  await expect(prompt(app)).toHaveValue('');

  await button(app, 'Privacy').click();
  await remember.uncheck();
  expect(await stored()).toBe('{}');
});
