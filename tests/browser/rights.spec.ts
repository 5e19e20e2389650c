import type { Page } from '@playwright/test';
import { button, expect, generate, pictures, prompt, test } from './app';

test.setTimeout(300_000); // a busy machine

async function rightsPage(app: Page) {
  await button(app, 'Privacy, rules, rights').click();
  const dialog = app.getByRole('dialog', { name: 'Privacy, rules, rights' });
  await button(dialog, 'Your rights').click();
  return dialog;
}

test('each right has a button that does it', async ({ app }) => {
  await generate(app, 'a red apple');
  const dialog = await rightsPage(app);
  await expect(dialog.getByRole('listitem').getByRole('button')).toHaveCount(7);

  const download = app.waitForEvent('download');
  await button(dialog, 'Download my pictures').click();
  expect((await download).suggestedFilename()).toMatch(/\.zip$/);
  await expect(dialog.getByText('Downloaded, in one zip.')).toBeVisible();

  await button(dialog, 'Change what I entered').click();
  await expect(prompt(app)).toBeFocused();
  await expect(prompt(app)).toHaveValue('a red apple');

  await button(await rightsPage(app), 'Show what this tab holds').click();
  await expect(
    app.getByRole('dialog', { name: 'Privacy', exact: true }).getByRole('rowheader', { name: 'Pictures' }),
  ).toBeVisible();
  await app.keyboard.press('Escape');

  await button(await rightsPage(app), 'Open “Try to leak”').click();
  await expect(button(app.getByRole('dialog', { name: 'Privacy', exact: true }), 'Try to leak')).toBeVisible();
  await app.keyboard.press('Escape');

  await button(await rightsPage(app), 'Forget everything').click();
  await expect(dialog.getByText('Forgotten.')).toBeVisible();
  await button(dialog, 'Download my pictures').click();
  await expect(dialog.getByText('There is no picture yet.')).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(pictures(app)).toHaveCount(0);
  await expect(prompt(app)).toHaveValue('');
});

test('to object is to keep nothing on the device', async ({ app }) => {
  await generate(app, 'a red apple');
  await button(app, 'Privacy').click();
  const privacy = app.getByRole('dialog', { name: 'Privacy', exact: true });
  await privacy.getByLabel('Remember my settings on this device').check();
  await expect(privacy.getByText('sticker/memory/index.json', { exact: true })).toBeVisible();
  await app.keyboard.press('Escape');
  const dialog = await rightsPage(app);

  await button(dialog, 'Keep nothing on this device').click();

  await expect(dialog.getByText('Nothing is kept on this device now')).toBeVisible();
  expect(await app.evaluate(() => localStorage.length)).toBe(0);
  await app.keyboard.press('Escape');
  await generate(app, 'a blue cat');
  await button(app, 'Privacy').click();
  await expect(privacy.getByText('Nothing.', { exact: true }).first()).toBeVisible();
  await expect(privacy.getByText('sticker/memory/index.json', { exact: true })).toHaveCount(0);
});

test('to restrict is to seal the tab', async ({ app }) => {
  const dialog = await rightsPage(app);

  await button(dialog, 'Seal this tab').click();
  await expect(dialog.getByText('Sealed. Nothing can be fetched or sent until you reload.')).toBeVisible();
  expect(await app.evaluate(() => fetch('build-manifest.json').then(String, () => 'refused'))).toBe('refused');
});
