import type { Page } from '@playwright/test';
import { button, expect, generate, openRecipe, pictures, prompt } from './app';
import type { Scene } from './keyboard';
import { brings, changes, closes, counts, dialog, downloads, shows, takes, twoPictures } from './keyboard-deeds';

async function edit(app: Page, kind: 'Redraw a part' | 'Extend'): Promise<void> {
  if ((await pictures(app).count()) === 0) await generate(app, 'a red apple');
  await button(app, 'Edit').click();
  await dialog(app, 'Edit').getByText(kind, { exact: true }).click();
}

const maskShare = /of the picture is to be drawn anew/;

export const dialogScenes: readonly Scene[] = [
  {
    name: 'Edit: redraw a part',
    isSmallToo: true,
    open: (app) => edit(app, 'Redraw a part'),
    within: (app) => dialog(app, 'Edit'),
    deeds: [
      [
        /^application Part to redraw/,
        async (app, press) => {
          await shows(maskShare)(app, press);
          await shows(maskShare, false)(app, () => app.keyboard.press('z'));
          await shows(maskShare)(app, () => app.keyboard.press('Shift+Z'));
        },
        'Space',
      ],
      ['button Undo', shows(maskShare, false)],
      ['button Redo', shows(maskShare)],
      ['button Clear', shows(maskShare, false)],
      ['button Invert', shows(/^100 % of the picture is to be drawn anew/)],
      ['button Draw', counts(2)],
      ['button Close', closes],
    ],
  },
  {
    name: 'Edit: extend',
    open: (app) => edit(app, 'Extend'),
    within: (app) => dialog(app, 'Edit'),
    deeds: [
      [
        /^application Place of the picture/,
        async (app, press) => {
          const place = () => app.locator('.frame .picture').getAttribute('style');
          const before = await place();
          await press();
          await expect.poll(place).not.toBe(before);
        },
        'ArrowLeft',
      ],
      ['button Draw', counts(2)],
      ['button Close', closes],
    ],
  },
  {
    name: 'a sheet of two settings',
    async open(app) {
      await prompt(app).fill('a red apple');
      const open = button(app, 'Sheet of two settings');
      if (!(await open.isVisible())) await openRecipe(app);
      await open.click();
      await app.getByRole('textbox', { name: 'Values across' }).fill('1, 2');
      await app.getByRole('textbox', { name: 'Values down' }).fill('1');
    },
    within: (app) => dialog(app, 'Sheet of two settings'),
    deeds: [
      ['button Draw the sheet', counts(1)],
      ['button Close', closes],
    ],
  },
  {
    name: 'publish',
    isSmallToo: true,
    async open(app) {
      await twoPictures(app);
      await button(app, 'Publish').click();
    },
    within: (app) => dialog(app, 'Gallery page'),
    deeds: [
      ['button Prompts as captions', changes('textbox', 'Caption of picture 1', 'a red apple')],
      ['button Download the folder', downloads(/\.zip$/)],
      ['button Close', closes],
    ],
  },
  {
    name: 'the sheet of shortcuts',
    open: (app) => app.keyboard.press('?'),
    within: (app) => dialog(app, 'Keyboard'),
    deeds: [['button Close', closes]],
  },
  {
    name: 'Inspect',
    open: (app) => button(app, 'Inspect a file').click(),
    within: (app) => dialog(app, 'Inspect'),
    deeds: [['button Close', closes]],
  },
  {
    name: 'the models',
    async open(app) {
      if (!(await button(app, 'About the models').isVisible())) await openRecipe(app);
      await button(app, 'About the models').click();
    },
    within: (app) => dialog(app, 'Models'),
    deeds: [
      ['button Download', brings('button', 'Remove from this browser')],
      ['button Remove from this browser', takes('button', 'Remove from this browser')],
      ['button Close', closes],
    ],
  },
];
