import type { Page } from '@playwright/test';
import { button, expect } from './app';
import { photoFile } from './photos/make-photos';

export const astronaut = {
  name: 'marker-name-4711.png',
  mimeType: 'image/png',
  buffer: photoFile('astronaut.png'),
};

export const photoInput = (page: Page) => page.locator('input[type=file]');
export const portraitStyles = (page: Page) => page.getByRole('radiogroup', { name: 'Portrait style' });

export async function openPortrait(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Portrait' }).check({ force: true });
  await expect(page.getByText('Use a photo of yourself, or of someone who has agreed.')).toBeVisible();
}

/** Gives the page a photo and waits until its face is aligned. */
export async function sit(
  page: Page,
  file: { name: string; mimeType: string; buffer: Buffer } = astronaut,
): Promise<void> {
  await openPortrait(page);
  await photoInput(page).setInputFiles(file);
  await expect(button(page, 'Make portrait')).toBeEnabled();
}

export async function makePortrait(page: Page): Promise<void> {
  await button(page, 'Make portrait').click();
  await expect(page.getByRole('status', { name: 'Portrait' })).toContainText('Portrait made.');
}
