import type { Page } from '@playwright/test';
import { expect, generate, pictures, status } from './app';
import type { Deed } from './keyboard';

export const dialog = (app: Page, name: string) => app.getByRole('dialog', { name, exact: true });

/** Opens a dialog, which Escape closes and which gives the focus back. */
export const opens =
  (name: string): Deed =>
  async (app, press) => {
    await press();
    await expect(dialog(app, name)).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(dialog(app, name)).toHaveCount(0);
  };

/** Closes the dialog it is in. */
export const closes: Deed = async (app, press) => {
  await press();
  await expect(app.getByRole('dialog')).toHaveCount(0);
};

export const downloads =
  (name: RegExp): Deed =>
  async (app, press) => {
    const downloading = app.waitForEvent('download');
    await press();
    expect((await downloading).suggestedFilename()).toMatch(name);
  };

/** Brings words into sight, or takes them away. */
export const shows =
  (words: string | RegExp, isThere = true): Deed =>
  async (app, press) => {
    const place = app.getByText(words).filter({ visible: true });
    await expect(place).toHaveCount(isThere ? 0 : await place.count());
    await press();
    if (isThere) await expect(place.first()).toBeVisible();
    else await expect(place).toHaveCount(0);
  };

export const counts =
  (to: number): Deed =>
  async (app, press) => {
    await expect(pictures(app)).not.toHaveCount(to);
    await press();
    await expect(pictures(app)).toHaveCount(to);
  };

/** Changes what a field holds. */
export const changes =
  (role: 'spinbutton' | 'textbox' | 'slider', name: string | RegExp, to: string | RegExp): Deed =>
  async (app, press) => {
    const field = app.getByRole(role, { name, exact: typeof name === 'string' }).first();
    await expect(field).not.toHaveValue(to);
    await press();
    await expect(field).toHaveValue(to);
  };

/** A button that does the same to each of several things. */
export const done: Deed = async (app, press) => {
  await press();
  await expect(status(app)).toContainText(/Done|done in/);
};

/** Only a step on the way. */
export const ok: Deed = (_, press) => press();

/** Something that can be pointed at comes into sight. */
export const brings =
  (role: 'button' | 'heading' | 'img', name: string | RegExp): Deed =>
  async (app, press) => {
    const it = app.getByRole(role, { name, exact: typeof name === 'string' }).first();
    await expect(it).toBeHidden();
    await press();
    await expect(it).toBeVisible();
  };

/** Something goes out of sight. */
export const takes =
  (role: 'button' | 'alert', name?: string): Deed =>
  async (app, press) => {
    const it = app.getByRole(role, { ...(name && { name, exact: true }) });
    await expect(it.first()).toBeVisible();
    await press();
    await expect(it).toHaveCount(0);
  };

export async function twoPictures(app: Page): Promise<void> {
  if ((await pictures(app).count()) > 0) return;
  await generate(app, 'a red apple');
  await generate(app, 'a green pear');
}

/** Opens what may be open already. */
export const unfolds =
  (role: 'button', name: string): Deed =>
  async (app, press) => {
    const it = app.getByRole(role, { name, exact: true });
    if (await it.isHidden()) await press();
    await expect(it).toBeVisible();
  };
