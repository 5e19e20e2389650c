import type { Page } from '@playwright/test';
import { button, expect, generate, openRecipe, pictures, prompt } from './app';

/** A state of the page that a visitor can see. Each opens from the studio with four pictures and leaves it so. */
export interface State {
  readonly name: string;
  readonly open: (app: Page) => Promise<void>;
  readonly close?: (app: Page) => Promise<void>;
}

const escape = (app: Page) => app.keyboard.press('Escape');
const dialog = (app: Page, name: string) => expect(app.getByRole('dialog', { name, exact: true })).toBeVisible();
const showMode = (app: Page, name: string) => app.getByRole('radio', { name, exact: true }).check({ force: true });

/** What there is before the first picture. */
export const emptyStates: readonly State[] = [
  { name: 'empty', open: async () => undefined },
  {
    name: 'portrait-empty',
    async open(app) {
      await showMode(app, 'Portrait');
      await expect(app.getByText('A portrait of you, drawn here')).toBeVisible();
    },
    close: (app) => showMode(app, 'Create'),
  },
  {
    name: 'motion-empty',
    async open(app) {
      await showMode(app, 'Motion');
      await expect(app.getByText('Your clip plays here')).toBeVisible();
    },
    close: (app) => showMode(app, 'Create'),
  },
  {
    name: 'error',
    async open(app) {
      await prompt(app).fill('a fox');
      await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('99');
      await button(app, 'Generate').click();
      await expect(app.getByRole('alert')).toBeVisible();
    },
    async close(app) {
      await button(app, 'Dismiss').click();
      await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('1');
    },
  },
];

/** What there is with four pictures. */
export const fullStates: readonly State[] = [
  { name: 'pictures', open: async () => undefined },
  {
    name: 'chosen-and-deleted',
    async open(app) {
      await button(pictures(app).last(), 'Delete').click();
      await app
        .getByRole('checkbox', { name: /^Choose picture/ })
        .first()
        .check();
      await app
        .getByRole('checkbox', { name: /^Choose picture/ })
        .nth(1)
        .check();
    },
    async close(app) {
      await app
        .getByRole('checkbox', { name: /^Choose picture/ })
        .first()
        .uncheck();
      await app
        .getByRole('checkbox', { name: /^Choose picture/ })
        .nth(1)
        .uncheck();
      await button(app, 'Undo').click();
    },
  },
  { name: 'recipe-open', open: openRecipe, close: openRecipe },
  {
    name: 'recipe-dialog',
    async open(app) {
      await button(pictures(app).first(), 'Recipe').click();
      await dialog(app, 'Recipe');
    },
    close: escape,
  },
  {
    name: 'edit-redraw',
    async open(app) {
      await button(app, 'Edit').click();
      await dialog(app, 'Edit');
      await app.getByRole('application').focus();
      await app.keyboard.press('Space');
    },
    close: escape,
  },
  {
    name: 'edit-extend',
    async open(app) {
      await button(app, 'Edit').click();
      await dialog(app, 'Edit');
      await app.getByText('Extend', { exact: true }).click();
    },
    close: escape,
  },
  {
    name: 'compare',
    async open(app) {
      await app
        .getByRole('checkbox', { name: /^Choose picture/ })
        .first()
        .check();
      await app
        .getByRole('checkbox', { name: /^Choose picture/ })
        .last()
        .check();
      await button(app, 'Compare').click();
      await dialog(app, 'Compare');
    },
    async close(app) {
      await escape(app);
      await app
        .getByRole('checkbox', { name: /^Choose picture/ })
        .first()
        .uncheck();
      await app
        .getByRole('checkbox', { name: /^Choose picture/ })
        .last()
        .uncheck();
    },
  },
  {
    name: 'sheet',
    async open(app) {
      await button(app, 'Sheet of two settings').click();
      await dialog(app, 'Sheet of two settings');
    },
    close: escape,
  },
  {
    name: 'privacy',
    async open(app) {
      await button(app, 'Privacy').click();
      await dialog(app, 'Privacy');
    },
    close: escape,
  },
  {
    name: 'keyboard',
    async open(app) {
      await app.getByRole('button', { name: /^Keyboard/ }).click();
      await dialog(app, 'Keyboard');
    },
    close: escape,
  },
  {
    name: 'inspect',
    async open(app) {
      await button(app, 'Inspect a file').click();
      await dialog(app, 'Inspect');
    },
    close: escape,
  },
];

/** Four pictures of a known recipe. */
export async function fourPictures(app: Page): Promise<void> {
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Seed' }).fill('7');
  await app.getByRole('checkbox', { name: 'Keep this seed' }).check();
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('4');
  await generate(app, 'a fox wearing a crown, 3d');
  await expect(pictures(app)).toHaveCount(4);
}
