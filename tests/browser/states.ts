import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { button, choose, expect, generate, openRecipe, pictures, prompt, recipeFragment } from './app';

/** A state of the page that a visitor can see. Each opens from the studio with four pictures and leaves it so. */
export interface State {
  readonly name: string;
  readonly open: (app: Page) => Promise<void>;
  readonly close?: (app: Page) => Promise<void>;
  /** What must be in sight, where a small screen does not hold the whole page; else its top is shown. */
  readonly look?: (app: Page) => Locator;
  /** No two times the same, by what is measured or drawn at random: it is drawn, but not compared. */
  readonly isFleeting?: true;
}

const photo = fileURLToPath(new URL('./photos/astronaut.png', import.meta.url));
const cat = fileURLToPath(new URL('./photos/chelsea.png', import.meta.url));

const escape = (app: Page) => app.keyboard.press('Escape');
const dialog = (app: Page, name: string) => expect(app.getByRole('dialog', { name, exact: true })).toBeVisible();
const showMode = (app: Page, name: string) => app.getByRole('radio', { name, exact: true }).check({ force: true });

async function fillSteps(app: Page, steps: string): Promise<void> {
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Steps' }).fill(steps);
  await openRecipe(app);
}

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
    name: 'enlarge',
    async open(app) {
      await app.locator('summary', { hasText: 'Enlarge' }).click();
      await expect(button(app, 'Enlarge 2×')).toBeVisible();
    },
    look: (app) => button(app, 'Enlarge 2×'),
    close: escape,
  },
  {
    name: 'publish',
    async open(app) {
      await button(app, 'Publish').click();
      await dialog(app, 'Gallery page');
    },
    close: escape,
  },
  {
    name: 'file-options',
    async open(app) {
      await app.locator('summary', { hasText: 'File options' }).click();
      await expect(app.getByRole('combobox', { name: 'Format' })).toBeVisible();
    },
    look: (app) => app.getByRole('combobox', { name: 'Format' }),
    close: escape,
  },
  {
    name: 'chosen-and-deleted',
    async open(app) {
      await button(pictures(app).last(), 'Delete').click();
      await choose(app, [0, 1]);
    },
    look: (app) => pictures(app).last(),
    async close(app) {
      await choose(app, [0, 1], false);
      await button(app, 'Undo').click();
    },
  },
  {
    name: 'row',
    open: (app) => button(app, 'Show in one row').click(),
    look: (app) => pictures(app).last(),
    close: (app) => button(app, 'Show as a grid').click(),
  },
  {
    name: 'reference',
    async open(app) {
      await app.locator('main form input[type=file]').setInputFiles(cat);
      await app.getByRole('slider', { name: 'Strength' }).fill('0.6');
      await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('1');
      await generate(app, 'a cat, cartoon');
    },
    async close(app) {
      await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('4');
      await button(pictures(app).first(), 'Delete').click();
      await button(app, 'Let it go').click();
      await button(app, 'Remove reference').click();
    },
  },
  {
    name: 'recipe-open',
    open: openRecipe,
    look: (app) => button(app, 'Sheet of two settings'),
    close: openRecipe,
  },
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
      await choose(app, [0, 3]);
      await button(app, 'Compare').click();
      await dialog(app, 'Compare');
    },
    async close(app) {
      await escape(app);
      await choose(app, [0, 3], false);
    },
  },
  {
    name: 'sheet',
    async open(app) {
      await openRecipe(app);
      await button(app, 'Sheet of two settings').click();
      await dialog(app, 'Sheet of two settings');
    },
    async close(app) {
      await escape(app);
      await openRecipe(app);
    },
  },
  {
    name: 'sheet-unreadable',
    async open(app) {
      await openRecipe(app);
      await button(app, 'Sheet of two settings').click();
      await app.getByRole('textbox', { name: 'Values across' }).fill('a few');
      await expect(app.getByRole('textbox', { name: 'Values across' })).toHaveAttribute('aria-invalid', 'true');
    },
    async close(app) {
      await escape(app);
      await openRecipe(app);
    },
  },
  {
    name: 'recipe-link',
    async open(app) {
      const recipe = 'a dog wearing a hat\nSteps: 4, CFG scale: 1, Seed: 7, Size: 256x256, Model: sticker';
      await app.evaluate((hash) => (location.hash = hash), recipeFragment(recipe));
      await expect(app.getByText(/^This recipe came with the link/)).toBeVisible();
    },
    close: (app) => button(app, 'Dismiss').click(),
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
      await app.getByRole('dialog').locator('input[type=file]').setInputFiles(photo);
      await expect(app.getByText(/No mark of a machine was found/)).toBeVisible();
    },
    close: escape,
  },
  {
    name: 'rules',
    async open(app) {
      await button(app, 'Privacy, rules, rights').click();
      await expect(app.getByRole('dialog')).toBeVisible();
    },
    close: escape,
  },
  {
    name: 'models',
    isFleeting: true,
    async open(app) {
      await openRecipe(app);
      await button(app, 'About the models').click();
      await dialog(app, 'Models');
    },
    async close(app) {
      await escape(app);
      await openRecipe(app);
    },
  },
  {
    name: 'arabic',
    async open(app) {
      await app.getByRole('combobox', { name: 'Language' }).selectOption('ar');
      await expect(app.locator('html')).toHaveAttribute('dir', 'rtl');
    },
    async close(app) {
      await app.locator('footer select').first().selectOption('en');
      await expect(button(app, 'Generate')).toBeVisible();
    },
  },
  {
    name: 'portrait-aligned',
    async open(app) {
      await showMode(app, 'Portrait');
      await app.locator('main input[type=file]').setInputFiles(photo);
      await expect(button(app, 'Make portrait')).toBeEnabled();
      await expect(app.getByRole('radiogroup', { name: 'Portrait style' }).locator('canvas')).toHaveCount(13); // all but the model's own
    },
    async close(app) {
      await button(app, 'Remove the photo').click();
      await showMode(app, 'Create');
    },
  },
  {
    name: 'portrait-made',
    async open(app) {
      await showMode(app, 'Portrait');
      await app.locator('main input[type=file]').setInputFiles(photo);
      await button(app, 'Make portrait').click();
      await expect(app.getByRole('status', { name: 'Portrait' })).toContainText('The photo and its outlines are gone.');
    },
    async close(app) {
      await button(pictures(app).first(), 'Delete').click();
      await button(app, 'Let it go').click();
      await showMode(app, 'Create');
    },
  },
  {
    name: 'motion-made',
    isFleeting: true,
    async open(app) {
      await showMode(app, 'Motion');
      await app
        .getByRole('textbox', { name: /^Prompt/ })
        .first()
        .fill('a red apple');
      await app
        .getByRole('textbox', { name: /^Prompt/ })
        .last()
        .fill('a green pear');
      await app.getByRole('spinbutton', { name: 'Length in seconds' }).fill('1');
      await button(app, 'Make clip').click();
      await expect(app.getByRole('status', { name: 'Job status' })).toContainText('Done:');
    },
    look: (app) => app.getByRole('list', { name: 'Clips' }),
    close: (app) => showMode(app, 'Create'),
  },
];

/** Many pictures of many steps: it lasts longer than anybody looks at it. */
async function keepBusy(app: Page, texts: readonly string[]): Promise<void> {
  await fillSteps(app, '50');
  await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('16');
  for (const text of texts) {
    await prompt(app).fill(text);
    await button(app, 'Generate').click();
  }
}

/** While something is drawn. They come last: how many pictures they leave behind is up to the machine. */
export const busyStates: readonly State[] = [
  {
    name: 'generating',
    isFleeting: true,
    async open(app) {
      await keepBusy(app, ['a purple butterfly']);
      await expect(app.getByRole('status', { name: 'Job status' })).toContainText(/Step [2-9]/);
    },
    async close(app) {
      await button(app, 'Cancel').click();
      await expect(app.getByRole('status', { name: 'Job status' })).toContainText('Cancelled');
    },
  },
  {
    name: 'queue',
    isFleeting: true,
    async open(app) {
      await keepBusy(app, ['a purple butterfly', 'a cat', 'a frog', 'a boat']);
      await expect(app.getByRole('region', { name: 'Waiting jobs' }).getByRole('listitem')).toHaveCount(3);
    },
    async close(app) {
      await button(app, 'Cancel all').click();
      await expect(app.getByRole('status', { name: 'Job status' })).toContainText('Cancelled');
    },
  },
];

/** So many pictures that small copies are shown. */
export async function manyPictures(app: Page): Promise<void> {
  const examples = ['a red apple', 'a lion, cartoon', 'a purple butterfly', 'a castle at night', 'a pink octopus'];
  await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('5');
  for (const [i, example] of examples.entries()) {
    await generate(app, example);
    await expect(pictures(app)).toHaveCount(4 + 5 * (i + 1));
  }
}

/** Four pictures of a known recipe. */
export async function fourPictures(app: Page): Promise<void> {
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Seed' }).fill('7');
  await app.getByRole('checkbox', { name: 'Keep this seed' }).check();
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('4');
  await generate(app, 'a dog wearing a hat');
  await expect(pictures(app)).toHaveCount(4);
}
