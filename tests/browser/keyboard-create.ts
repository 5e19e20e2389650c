import type { Page } from '@playwright/test';
import { button, choose, expect, openRecipe, pictures, prompt, status } from './app';
import type { Scene } from './keyboard';
import {
  brings,
  changes,
  closes,
  counts,
  dialog,
  done,
  downloads,
  ok,
  opens,
  shows,
  takes,
  twoPictures,
  unfolds,
} from './keyboard-deeds';

const body = (app: Page) => app.locator('body');
const main = (app: Page) => app.locator('main');

const queued = (app: Page) => app.getByRole('region', { name: 'Waiting jobs' });
const waiting = (app: Page) => queued(app).getByRole('listitem');

/** A job that runs for as long as is walked, and three that wait, of so many pictures each; of 99 none can be drawn. */
async function queue(app: Page, count: string): Promise<void> {
  const steps = app.getByRole('spinbutton', { name: 'Steps' });
  if (!(await steps.isVisible())) await openRecipe(app);
  await steps.fill('50');
  for (const [i, text] of ['a fox', 'a cat', 'a frog', 'a boat'].entries()) {
    await prompt(app).fill(text);
    await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill(i > 0 ? count : count === '99' ? '1' : '16');
    await button(app, 'Generate').click();
  }
  if (count === '99') await expect(button(app, 'Go on')).toBeVisible();
}

export const createScenes: readonly Scene[] = [
  {
    name: 'Create before the first picture, and all that stands around it',
    isSmallToo: true,
    async open(app) {
      await prompt(app).fill('a red apple');
      await openRecipe(app);
      await app.getByRole('spinbutton', { name: 'Steps' }).fill('7');
    },
    within: body,
    elsewhere: /^button (a |an |purple|three)|^button Sheet of two settings/,
    deeds: [
      ['button Privacy', opens('Privacy')],
      ['button Privacy and content rules', opens('Privacy')],
      ['button About the models', opens('Models')],
      [
        'button New seed',
        async (app, press) => {
          const seed = app.getByRole('spinbutton', { name: 'Seed' });
          const before = await seed.inputValue();
          await press();
          await expect(seed).not.toHaveValue(before);
        },
      ],
      ['button Inspect a file', opens('Inspect')],
      ['button Privacy, rules, rights', opens('Privacy, rules, rights')],
      [/^button Keyboard/, opens('Keyboard')],
      [
        /^combobox Language/,
        async (app, press) => {
          await press();
          await expect(app.locator('html')).toHaveAttribute('lang', 'de');
          await app.keyboard.press('ArrowUp');
          await expect(app.locator('html')).toHaveAttribute('lang', 'en');
        },
        'ArrowDown',
      ],
      ['button Back to the model’s defaults', changes('spinbutton', 'Steps', '4')],
      [
        /^radio Create/,
        async (app, press) => {
          await press();
          await expect(app.getByText('A portrait of you, drawn here')).toBeVisible();
          await app.keyboard.press('ArrowRight');
          await expect(app.getByText('Your clip plays here')).toBeVisible();
          await app.keyboard.press('ArrowRight');
          await expect(prompt(app)).toBeVisible();
        },
        'ArrowRight',
      ],
      ['button Generate', done],
      ['button Forget everything', shows(/^Forgotten:/)],
      ['button What was wiped', opens('What was wiped')],
    ],
  },
  {
    name: 'Create with pictures: what can be done with each and with all',
    open: twoPictures,
    within: main,
    elsewhere: /^button (Generate|New seed|About the models|Back to|Privacy and)/,
    deeds: [
      ['button Download picture', downloads(/^ephemera-256x256-\d+\.png$/)],
      ['button Edit', opens('Edit')],
      ['button Copy picture', shows(/^Copied\. Forget everything/)],
      [
        'button Share',
        async (app, press) => {
          await press();
          await expect.poll(() => app.evaluate(() => (window as unknown as { shared: number }).shared)).toBe(1);
        },
      ],
      [
        'button Full screen',
        async (app, press) => {
          await press();
          await expect(dialog(app, 'Full screen')).toBeVisible();
          await app.keyboard.press('Escape');
          await expect(dialog(app, 'Full screen')).toHaveCount(0);
        },
      ],
      ['button Pin', brings('button', 'Unpin')],
      ['button Unpin', takes('button', 'Unpin')],
      ['button Show in one row', brings('button', 'Show as a grid')],
      ['button Show as a grid', takes('button', 'Show as a grid')],
      ['button Choose all', shows(/^2 chosen$/)],
      ['button Compare', opens('Compare')],
      ['button Download chosen', downloads(/\.zip$/)],
      ['button Choose none', shows(/^2 chosen$/, false)],
      ['button Download all', downloads(/\.zip$/)],
      ['button Publish', opens('Gallery page')],
      [
        'button Show 1',
        async (app, press) => {
          await press();
          await expect(button(app, 'Show 1')).toHaveAttribute('aria-pressed', 'true');
        },
      ],
      [
        'button Show 2',
        async (app, press) => {
          await press();
          await expect(button(app, 'Show 2')).toHaveAttribute('aria-pressed', 'true');
        },
      ],
      ['button Download', downloads(/^ephemera-256x256-\d+\.png$/)],
      ['button Recipe', opens('Recipe')],
      ['button Use as reference', brings('button', 'Remove reference')],
      ['button Remove reference', takes('button', 'Remove reference')],
      ['button Sheet of two settings', opens('Sheet of two settings')],
      ['button Sticker', counts(3)],
      ['DisclosureTriangle Enlarge', unfolds('button', 'Enlarge 2×')],
      ['button Enlarge 2×', counts(4)],
      ['button Show 1', ok],
      ['DisclosureTriangle Enlarge', unfolds('button', 'Enlarge 4×')],
      ['button Enlarge 4×', counts(5)],
      ['button Show 1', ok],
      ['button 4 variations', counts(9)],
      ['button Delete', counts(8)],
      ['button Undo', counts(9)],
      ['button Choose all', shows(/^9 chosen$/)],
      ['button Delete chosen', counts(0)],
      ['button Let it go', takes('button', 'Let it go')],
      ['button a red apple', counts(1)],
    ],
  },
  {
    name: 'two chosen pictures',
    async open(app) {
      await twoPictures(app);
      await choose(app, [0, 1]);
    },
    within: (app) => app.locator('.bar'),
    elsewhere: /^button (Compare|Choose none|Download chosen|Delete chosen|Publish|Show in one row)/,
    deeds: [['button Pin', brings('button', 'Unpin')]],
  },
  {
    name: 'Compare',
    async open(app) {
      await twoPictures(app);
      await choose(app, [0, 1]);
      await button(app, 'Compare').click();
    },
    within: (app) => dialog(app, 'Compare'),
    deeds: [['button Close', closes]],
  },
  {
    name: 'Full screen',
    isSmallToo: true,
    async open(app) {
      await twoPictures(app);
      if (await dialog(app, 'Full screen').isHidden()) await button(app, 'Full screen').click();
    },
    within: (app) => dialog(app, 'Full screen'),
    deeds: [
      [
        'button Next picture',
        async (app, press) => {
          await press();
          await expect(button(app, 'Next picture')).toBeHidden();
        },
      ],
      [
        'button Previous picture',
        async (app, press) => {
          await press();
          await expect(button(app, 'Previous picture')).toBeHidden();
        },
      ],
      ['button Close', closes],
    ],
  },
  {
    name: 'Recipe of a picture',
    async open(app) {
      await twoPictures(app);
      await prompt(app).fill('a boat');
      await button(pictures(app).last(), 'Recipe').click();
    },
    within: (app) => dialog(app, 'Recipe'),
    deeds: [
      ['button Copy as text', shows(/^Copied\./)],
      [
        'button Copy as link',
        async (app, press) => {
          await press();
          await expect.poll(() => app.evaluate(() => navigator.clipboard.readText())).toContain('#recipe=');
        },
      ],
      ['button Only the settings', closes],
      ['button Only the seed', closes],
      ['button Only the prompt', changes('textbox', 'Prompt', 'a red apple')],
      ['button Use this recipe again', changes('textbox', 'Prompt', 'a red apple')],
      ['button Close', closes],
    ],
  },
  {
    name: 'a recipe that came with a link',
    async open(app) {
      await twoPictures(app);
      await button(pictures(app).last(), 'Recipe').click();
      await button(app, 'Copy as link').click();
      const link = await app.evaluate(() => navigator.clipboard.readText());
      await app.keyboard.press('Escape');
      await app.evaluate((address) => (location.href = address), link);
      await expect(app.getByText(/^This recipe came with the link/)).toBeVisible();
    },
    within: (app) => app.locator('form').first(),
    elsewhere: /^button (Generate|New seed|About the models|Back to|Privacy and|Sheet of)/,
    deeds: [['button Dismiss', shows(/^This recipe came with the link/, false)]],
  },
  {
    name: 'an error, and a choice within the prompt',
    isSmallToo: true,
    async open(app) {
      await prompt(app).fill('a {red|blue} fox');
      await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('99');
      await button(app, 'Generate').click();
      await expect(app.getByRole('alert')).toBeVisible();
      await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('1');
    },
    within: main,
    elsewhere: /^button (Generate|New seed|About the models|Back to|Privacy and|Sheet of|a |purple|three)/,
    deeds: [
      [
        'button Dismiss',
        async (app, press) => {
          await press();
          await expect(app.getByRole('alert')).toHaveCount(0);
        },
      ],
    ],
  },
  {
    name: 'jobs that wait while one runs',
    open: (app) => queue(app, '4'),
    within: queued,
    deeds: [
      [
        'button Later: a cat',
        async (app, press) => {
          await press();
          await expect(waiting(app).first()).toContainText('a frog');
        },
      ],
      [
        'button Earlier: a cat',
        async (app, press) => {
          await press();
          await expect(waiting(app).first()).toContainText('a cat');
        },
      ],
      [
        'button Skip: a cat',
        async (app, press) => {
          await press();
          await expect(waiting(app)).toHaveCount(2);
        },
      ],
      [
        /^button (Earlier|Later|Skip): a (frog|boat)/,
        async (app, press) => {
          const before = await queued(app).innerText();
          await press();
          await expect.poll(() => queued(app).innerText()).not.toBe(before);
        },
      ],
      [
        'button Cancel all',
        async (app, press) => {
          await press();
          await expect(status(app)).toContainText('Cancelled');
          await expect(queued(app)).toHaveCount(0);
        },
      ],
      [
        'button Cancel',
        async (app, press) => {
          await press();
          await expect(waiting(app)).toHaveCount(2); // the next one begins
        },
      ],
    ],
  },
  {
    name: 'jobs that wait since one failed',
    open: (app) => queue(app, '99'),
    within: queued,
    elsewhere: /^button (Earlier|Later|Skip)/,
    deeds: [
      [
        'button Go on',
        async (app, press) => {
          await expect(waiting(app)).toHaveCount(2);
          await press();
          await expect(waiting(app)).toHaveCount(1); // its number of pictures is no better
        },
      ],
      [
        'button Drop all',
        async (app, press) => {
          await press();
          await expect(queued(app)).toHaveCount(0);
        },
      ],
    ],
  },
];
