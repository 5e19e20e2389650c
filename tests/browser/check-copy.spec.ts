import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { button, expect, test } from './app';

const manifest = readFileSync(join(import.meta.dirname, '../../dist/build-manifest.json'), 'utf8');

async function check(app: Page, text: string) {
  await button(app, 'Privacy').click();
  const dialog = app.getByRole('dialog', { name: 'Privacy' });
  await dialog
    .getByLabel('Choose a manifest')
    .setInputFiles({ name: 'build-manifest.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  return dialog;
}

test('a copy that is the manifest’s build is found to be it, file by file', async ({ app }) => {
  const dialog = await check(app, manifest);

  await expect(dialog.getByText(/^All \d+ files are those of the manifest/)).toBeVisible();
});

test('what differs is named, and nothing that only the manifest names is asked of the host', async ({ app, watch }) => {
  const spoiled = JSON.parse(manifest) as { files: { path: string; sha256: string; bytes: number }[] };
  const icon = spoiled.files.find(({ path }) => path === 'icon.svg')!;
  icon.sha256 = icon.sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
  spoiled.files = spoiled.files.filter(({ path }) => path !== 'notices.txt');
  spoiled.files.push({ path: 'my/secret/name.txt', bytes: 1, sha256: icon.sha256 });

  const dialog = await check(app, JSON.stringify(spoiled));

  await expect(dialog.getByText('3 files differ from the manifest.')).toBeVisible();
  for (const line of [
    'icon.svg has another content',
    'notices.txt is not in the manifest',
    'my/secret/name.txt is not served here',
  ]) {
    await expect(dialog.getByRole('listitem').filter({ hasText: line })).toBeVisible();
  }
  expect(watch.requests.filter((url) => url.includes('secret'))).toEqual([]);
});

test('a file that is no manifest is said to be none', async ({ app }) => {
  const dialog = await check(app, 'hello');

  await expect(dialog.getByText('That file is not a build manifest of Ephemera.')).toBeVisible();
});
