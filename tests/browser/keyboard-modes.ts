import type { Page } from '@playwright/test';
import { button, expect, pictures, prompt, status } from './app';
import type { Deed, Scene } from './keyboard';
import {
  brings,
  changes,
  closes,
  counts,
  dialog,
  downloads,
  ok,
  opens,
  shows,
  takes,
  twoPictures,
} from './keyboard-deeds';
import { clips, openMotion } from './motion-page';
import { drawPhoto } from './photos/make-photos';
import { openPortrait, photoInput, sit } from './portrait-page';

const main = (app: Page) => app.locator('main');
const portraitMade: Deed = async (app, press) => {
  const before = await pictures(app).count();
  await press();
  await expect(pictures(app)).toHaveCount(before + 1);
  await expect(app.getByRole('status', { name: 'Portrait' })).toContainText('Portrait made.');
};
const keyFrame = (app: Page, n: number) => app.getByRole('textbox', { name: /^Prompt/ }).nth(n - 1);
const heading =
  (name: string): Deed =>
  async (app, press) => {
    await press();
    await expect(app.getByRole('heading', { name, exact: true })).toBeFocused();
  };

/** A clip of as many frames as a second has, each drawn: long enough to be halted. */
async function slowClip(app: Page): Promise<void> {
  await openMotion(app);
  await app.getByRole('radiogroup', { name: 'Kind of motion' }).getByText('Drift').click();
  await keyFrame(app, 1).fill('a fox');
  await app.getByRole('spinbutton', { name: 'Length in seconds' }).fill('10');
  await button(app, 'Make clip').click();
  await expect(status(app)).toContainText(/Frame [2-9] of/);
}

export const modeScenes: readonly Scene[] = [
  {
    name: 'Portrait before the photo',
    open: openPortrait,
    within: main,
    deeds: [
      ['button Use the camera', brings('button', 'Take the photo')],
      ['button Close the camera', takes('button', 'Take the photo')],
      ['button Use the camera', brings('button', 'Take the photo')],
      [
        'button Take the photo',
        async (app, press) => {
          await press();
          await expect(app.getByRole('alert')).toContainText('No face was found');
        },
      ],
      ['button Dismiss', takes('alert')],
    ],
  },
  {
    name: 'Portrait with a photo',
    async open(app) {
      await sit(app);
      await app.locator('summary', { hasText: 'Move the frame' }).click();
      await app.getByRole('slider', { name: 'Zoom' }).fill('1.5');
      await app.getByRole('checkbox', { name: 'Keep the photo for another try' }).check();
    },
    within: main,
    elsewhere: /^button (Choose|Download|Publish|Show|Use as|Recipe|Delete|Have)/,
    deeds: [
      ['button Back to the middle', changes('slider', 'Zoom', '1')],
      ['button Make portrait', portraitMade],
      ['button Back to the photo', takes('button', 'Back to the photo')],
      [
        /^radio .*Sticker/,
        async (app, press) => {
          await press();
          await expect(app.getByRole('textbox', { name: 'Prompt' })).toBeVisible(); // the first style, before it the last
        },
        'ArrowLeft',
      ],
      ['button Make portrait', portraitMade],
      ['button Another try', portraitMade],
      ['button Another try', brings('button', 'Cancel')],
      ['button Cancel', takes('button', 'Cancel')],
      ['button Remove the photo', takes('button', 'Remove the photo')],
    ],
  },
  {
    name: 'Portrait with many faces',
    async open(app) {
      await openPortrait(app);
      const crowd = await drawPhoto(app, { side: 512, columns: 3, rows: 2, type: 'image/jpeg' });
      await photoInput(app).setInputFiles({ name: 'crowd.jpg', mimeType: 'image/jpeg', buffer: crowd });
      await expect(button(app, 'Face 2')).toBeVisible();
    },
    within: main,
    deeds: [
      [/^button Face \d/, brings('button', 'Make portrait')],
      ['button Remove the photo', takes('button', 'Make portrait')],
    ],
  },
  {
    name: 'Motion before the clip',
    async open(app) {
      await openMotion(app);
      await keyFrame(app, 1).fill('a red apple');
      await keyFrame(app, 2).fill('a green pear');
      await app.getByRole('spinbutton', { name: 'Length in seconds' }).fill('1');
    },
    within: main,
    elsewhere: /→|^button .* key frame [12]$/,
    deeds: [
      [
        'button New seed for key frame 1',
        async (app, press) => {
          const seed = app.getByRole('spinbutton', { name: 'Seed of key frame 1' });
          const before = await seed.inputValue();
          await press();
          await expect(seed).not.toHaveValue(before);
        },
      ],
      ['button Preview key frame 1', brings('img', 'Key frame 1')],
      ['button Move key frame 1 down', changes('textbox', 'Prompt of key frame 1', 'a green pear')],
      ['button Move key frame 2 up', changes('textbox', 'Prompt of key frame 1', 'a red apple')],
      ['button Add key frame', brings('button', 'Remove key frame 3')],
      ['button Remove key frame 3', takes('button', 'Remove key frame 3')],
      ['button Make clip', brings('button', /^Show Morph/)],
      [
        /^button (Play|Stop)$/,
        async (app, press) => {
          const isPlaying = await button(app, 'Stop').isVisible();
          await press();
          await expect(button(app, isPlaying ? 'Play' : 'Stop')).toBeVisible();
        },
      ],
    ],
  },
  {
    name: 'Motion with clips',
    async open(app) {
      if ((await clips(app).count()) > 0) return;
      await openMotion(app);
      await app.getByRole('radiogroup', { name: 'Kind of motion' }).getByText('Camera').click();
      await app.getByRole('spinbutton', { name: 'Length in seconds' }).fill('1');
      for (const [i, text] of ['a red apple', 'a green pear'].entries()) {
        await keyFrame(app, 1).fill(text);
        await button(app, 'Make clip').click();
        await expect(clips(app)).toHaveCount(i + 1);
      }
      await expect(status(app)).toContainText('Done:');
    },
    within: main,
    elsewhere: /^button (New seed|Preview|Move|Remove|Add|Make|Play|Stop)/,
    deeds: [
      ['button Download', downloads(/^ephemera-\d+x\d+-\d+\.\w+$/)],
      [/^button Show Camera/, ok],
      [
        'button Delete',
        async (app, press) => {
          await press();
          await expect(clips(app)).toHaveCount(1);
        },
      ],
    ],
  },
  {
    name: 'Motion while a clip is made',
    open: slowClip,
    within: (app) => app.locator('form .go'),
    deeds: [
      ['button Pause', brings('button', 'Resume')],
      ['button Resume', takes('button', 'Resume')],
      ['button Cancel', brings('button', 'Keep finished frames as a clip')],
      ['button Keep finished frames as a clip', brings('button', /^Show Drift/)],
      [/^button Make/, brings('button', 'Pause')],
    ],
  },
  {
    name: 'Privacy',
    provokes: true,
    async open(app) {
      await twoPictures(app);
      await prompt(app).fill('a violet zeppelin qqmarkerqq');
      await button(app, 'Privacy').click();
    },
    within: (app) => dialog(app, 'Privacy'),
    deeds: [
      [/^button Test it: .*no upload/, heading('Try to leak')],
      [/^button Test it: .*only requests/, heading('Requests of this tab')],
      [/^button Test it: .*refuses every other/, heading('Try to leak')],
      [/^button Test it: .*only things stored/, heading('Stored on this device')],
      [/^button Test it: .*it is gone/, heading('In this tab’s memory now')],
      ['button Look for it', shows(/^Found nowhere/)],
      ['button Try to leak', shows(/ways out were stopped/)],
      ['button Measure', shows(/^Measured with the model/)],
      ['button Copy the figures', shows(/^Copied\.$/)],
      [
        /^button Remove (?!this)/,
        async (app, press) => {
          const rows = dialog(app, 'Privacy').locator('.rows li');
          const before = await rows.count();
          await press();
          await expect(rows).toHaveCount(before - 1);
        },
      ],
      [
        /^checkbox Keep model files/,
        async (app, press) => {
          await press();
          await expect(dialog(app, 'Privacy').locator('.rows li')).toHaveCount(0);
          await app.keyboard.press('Space');
        },
        'Space',
      ],
      [/^checkbox Work offline/, brings('button', 'Remove this site’s own files'), 'Space'],
      ['button Remove this site’s own files', takes('button', 'Remove this site’s own files')],
      ['button Privacy, rules, rights', opens('Privacy, rules, rights')],
      ['button Close', closes],
      ['button Forget everything', counts(0)],
      ['button Seal', shows(/^Sealed\./)],
    ],
  },
  {
    name: 'Privacy, rules, rights',
    async open(app) {
      await twoPictures(app);
      await button(app, 'Privacy, rules, rights').click();
    },
    within: (app) => dialog(app, 'Privacy, rules, rights'),
    deeds: [
      ['button Content rules', shows('What is refused on this copy')],
      ['button Your rights', shows('Who runs this copy')],
      ['button Privacy', shows('What a page cannot promise')],
      ['button Close', closes],
    ],
  },
  {
    name: 'your rights',
    async open(app) {
      if (await app.getByRole('dialog').isVisible()) await app.keyboard.press('Escape');
      await twoPictures(app);
      await button(app, 'Privacy, rules, rights').click();
      await button(app, 'Your rights').click();
    },
    within: (app) => dialog(app, 'Privacy, rules, rights'),
    elsewhere: /^button (Privacy|Content rules|Your rights|Close)$/,
    deeds: [
      ['button Download my pictures', downloads(/\.zip$/)],
      ['button Keep nothing on this device', shows(/^Nothing is kept on this device now/)],
      ['button Show what this tab holds', brings('heading', 'In this tab’s memory now')],
      [
        'button Change what I entered',
        async (app, press) => {
          await press();
          await expect(prompt(app)).toBeFocused();
        },
      ],
      ['button Open “Try to leak”', brings('heading', 'Try to leak')],
      ['button Forget everything', counts(0)],
      ['button Seal this tab', shows(/^Sealed\./)],
    ],
  },
];
