import type { CDPSession, Page } from '@playwright/test';
import { shortcuts, type ShortcutId } from '../../src/ui/shortcuts';
import { button, expect, generate, pictures, prompt, status, test } from './app';

/** Role and name of what has focus, from the accessibility tree: what a screen reader says at this stop. */
async function stop(cdp: CDPSession): Promise<string> {
  const { result } = await cdp.send('Runtime.evaluate', { expression: 'document.activeElement' });
  const { nodes } = await cdp.send('Accessibility.getPartialAXTree', {
    objectId: result.objectId!,
    fetchRelatives: false,
  });
  return `${nodes[0]?.role?.value} ${nodes[0]?.name?.value}`;
}

/** Presses a key until the wanted stop is reached, and returns all stops on the way. */
async function walk(app: Page, cdp: CDPSession, wanted: string, key = 'Tab'): Promise<string[]> {
  const stops: string[] = [];
  while (stops.at(-1) !== wanted) {
    if (stops.length > 60) throw new Error(`${wanted} is not reached: ${stops.join(', ')}`);
    await app.keyboard.press(key);
    stops.push(await stop(cdp));
  }
  return stops;
}

/** Notes what live regions say, in order. */
async function listen(app: Page): Promise<() => Promise<string[]>> {
  await app.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const live = '[role=status], [role=alert], [aria-live]';
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const added = [...addedNodes].filter((node) => node instanceof Element && node.matches(live)) as Element[];
        for (const region of [element?.closest(live), ...added]) {
          const text = region?.textContent?.trim();
          if (text && heard.at(-1) !== text) heard.push(text);
        }
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => app.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

for (const size of [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
])
  test(`at ${size.width} pixels, prompt, picture, download, forget: by Tab and keys alone, every stop with a role and a name`, async ({
    app,
    context,
  }) => {
    await app.setViewportSize(size);
    const cdp = await context.newCDPSession(app);
    const heard = await listen(app);

    const toPrompt = await walk(app, cdp, 'textbox Prompt');
    await app.keyboard.type('a frog');
    const toGenerate = await walk(app, cdp, 'button Generate');
    await app.keyboard.press('Enter');
    await expect(status(app)).toContainText('Done');
    const toDownload = await walk(app, cdp, 'button Download picture');
    const downloading = app.waitForEvent('download');
    await app.keyboard.press('Enter');
    const download = await downloading;
    await walk(app, cdp, 'button Forget everything', 'Shift+Tab');
    await app.keyboard.press('Enter');

    await expect(pictures(app)).toHaveCount(0);
    await expect(prompt(app)).toHaveValue('');
    expect(download.suggestedFilename()).toBe('ephemera-256x256-1.png');
    expect(toPrompt).toEqual(['radio Create', 'button Privacy', 'button Forget everything', 'textbox Prompt']);
    expect(toGenerate).toEqual([
      'button Reference picture',
      'combobox Style',
      'spinbutton Number of pictures',
      'radio 1:1',
      'button Generate',
    ]);
    for (const one of [...toGenerate, ...toDownload]) expect(one).toMatch(/^\w+ \S/);
    const all = await heard();
    expect(all.find((text) => /^Step 1 of 4/.test(text))).toBeDefined();
    expect(all.find((text) => /^Done in/.test(text))).toBeDefined();
    expect(all.at(-1)).toMatch(/^Forgotten/);
  });

test('the first screen and a finished picture read as a whole from the accessibility tree', async ({ app }) => {
  await expect(app.locator('body')).toMatchAriaSnapshot(`
    - banner:
      - heading "Ephemera" [level=1]
      - radiogroup "Mode":
        - radio "Create" [checked]
        - radio "Portrait"
        - radio "Motion"
      - button "Privacy"
      - button "Forget everything"
    - main:
      - textbox "Prompt"
      - group "Reference picture":
        - button "Reference picture"
      - combobox "Style"
      - spinbutton "Number of pictures"
      - radiogroup "Aspect ratio":
        - radio "1:1" [checked]
      - button "Generate" [disabled]
      - region "Selected picture":
        - heading "Say what you would like to see" [level=2]
        - list "Or start with one of these":
          - listitem:
            - button "a red apple"
        - status "Job status": Ready.
    - contentinfo:
      - combobox "Language"
  `);

  await generate(app, 'a frog');

  await expect(app.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - region "Selected picture":
        - img "Selected picture"
        - status "Job status": /Done in/
        - group "What to do with the selected picture":
          - button "Download picture"
          - button "4 variations"
          - button "Edit"
      - list "Session pictures":
        - listitem:
          - button "Show 1" [pressed]
          - img "a frog"
          - button "Download"
          - button "Use as reference"
          - button "Recipe"
          - button "Delete"
  `);
});

test('what does away with itself gives the focus to what stands nearest: Delete to the next picture, or the one before, or Undo', async ({
  app,
}) => {
  await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('4');
  await generate(app, 'a red apple');
  await expect(pictures(app)).toHaveCount(4);
  const remove = async (n: number) => {
    const left = (await pictures(app).count()) - 1;
    await pictures(app)
      .filter({ has: button(app, `Show ${n}`) })
      .getByRole('button', { name: 'Delete' })
      .press('Enter');
    await expect(pictures(app)).toHaveCount(left);
  };

  await remove(3);
  await expect(button(app, 'Show 2')).toBeFocused();
  await remove(1);
  await expect(button(app, 'Show 2')).toBeFocused();
  await remove(4);
  await remove(2);
  await expect(button(app, 'Undo')).toBeFocused();
  await app.keyboard.press('Enter');

  await expect(pictures(app)).toHaveCount(1);
  expect(await app.evaluate(() => document.activeElement !== document.body)).toBe(true);
});

test('a key that is held does not do to the next what was asked for one', async ({ app }) => {
  await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('3');
  await generate(app, 'a red apple');
  await expect(pictures(app)).toHaveCount(3);
  await button(pictures(app).nth(1), 'Delete').focus();

  await app.keyboard.down('Enter');
  await expect(button(app, 'Show 1')).toBeFocused();
  await app.keyboard.down('Enter'); // as a key that is held says again
  await app.keyboard.up('Enter');

  await expect(button(app, 'Show 3')).toHaveAttribute('aria-pressed', 'true');
  await app.keyboard.press('Enter');
  await expect(button(app, 'Show 1')).toHaveAttribute('aria-pressed', 'true');
});

test('an example of the first screen is drawn by one key', async ({ app }) => {
  await button(app, 'a red apple').focus();
  await app.keyboard.press('Enter');

  await expect(status(app)).toContainText('Done');
  await expect(prompt(app)).toHaveValue('a red apple');
  await expect(pictures(app).getByRole('img', { name: 'a red apple' })).toBeVisible();
});

/** Where each shortcut is at home, and that it does what the sheet says. `weigh`: in host-models.spec.ts. */
const doneBy: Readonly<Record<Exclude<ShortcutId, 'weigh'>, (app: Page) => Promise<void>>> = {
  async generate(app) {
    await prompt(app).fill('a red apple');
    await prompt(app).press('Control+Enter');
    await expect(pictures(app)).toHaveCount(1);
    await expect(status(app)).toContainText('Done');
  },
  async history(app) {
    await prompt(app).fill('');
    await prompt(app).press('ArrowUp');
    await expect(prompt(app)).toHaveValue('a red apple');
    await prompt(app).press('Control+End');
    await prompt(app).press('ArrowDown');
    await expect(prompt(app)).toHaveValue('');
  },
  async paste(app) {
    await prompt(app).fill('two boats');
    await button(app, 'Copy picture').click();
    await expect(app.getByText(/^Copied\./).first()).toBeVisible();
    await prompt(app).press('Control+v');
    await expect(button(app, 'Remove reference')).toBeVisible();
    await button(app, 'Remove reference').click();
  },
  async leaf(app) {
    await generate(app, 'a green pear');
    await button(app, 'Full screen').click();
    await expect(app.getByRole('dialog').getByRole('img', { name: 'a green pear' })).toBeVisible();
    await app.keyboard.press('ArrowRight');
    await expect(app.getByRole('dialog').getByRole('img', { name: 'a red apple' })).toBeVisible();
    await app.keyboard.press('ArrowLeft');
    await expect(app.getByRole('dialog').getByRole('img', { name: 'a green pear' })).toBeVisible();
  },
  async close(app) {
    await app.keyboard.press('Escape');
    await expect(app.getByRole('dialog')).toHaveCount(0);
    await app.locator('summary', { hasText: 'Enlarge' }).click();
    await expect(button(app, 'Enlarge 2×')).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(button(app, 'Enlarge 2×')).toBeHidden();
  },
  async paint(app) {
    await button(app, 'Edit').click();
    await app.getByRole('application').press('Space');
    expect(await share(app)).toBeGreaterThan(0);
  },
  async move(app) {
    const before = await share(app);
    await app.keyboard.press('ArrowRight');
    await app.keyboard.press('Space');
    expect(await share(app)).toBeGreaterThan(before);
    await app.keyboard.press('z');
  },
  async undo(app) {
    await app.keyboard.press('z');
    await expect(shareText(app)).toHaveCount(0);
    await app.keyboard.press('Shift+Z');
    expect(await share(app)).toBeGreaterThan(0);
    await app.keyboard.press('z');
  },
  async join(app) {
    await app.getByRole('radio', { name: 'Lasso' }).check({ force: true });
    await app.getByRole('application').focus();
    for (const way of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
      await app.keyboard.press('Space');
      for (let i = 0; i < 8; i++) await app.keyboard.press(way);
    }
    await expect(shareText(app)).toHaveCount(0);
    await app.keyboard.press('Enter');
    expect(await share(app)).toBe(6); // a quarter of each side
    await app.keyboard.press('Escape');
  },
  async list(app) {
    await button(app, 'Generate').focus();
    await app.keyboard.press('?');
    await expect(app.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
    await app.getByRole('checkbox', { name: /^Open this list with \?/ }).press('Space');
    await app.keyboard.press('Escape');
    await app.keyboard.press('?');
    await expect(app.getByRole('dialog')).toHaveCount(0);
    await button(app, 'Keyboard ?').press('Enter');
    await app.getByRole('checkbox', { name: /^Open this list with \?/ }).press('Space');
    await app.keyboard.press('Escape');
  },
};

const shareText = (app: Page) => app.getByText(/of the picture is to be drawn anew/);
const share = async (app: Page) => Number.parseInt(await shareText(app).innerText(), 10);

test('the sheet of shortcuts lists those there are, and each does what it says', async ({ app, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.keyboard.press('?');

  await expect(app.getByRole('dialog', { name: 'Keyboard' }).locator('dt')).toHaveText(
    Object.values(shortcuts).map(({ shown }) => shown),
  );
  await app.keyboard.press('Escape');
  for (const [id, deed] of Object.entries(doneBy)) await test.step(id, () => deed(app));
});

test('a zoomed picture is moved by keys in Edit, and its window follows the brush', async ({ app }) => {
  await generate(app, 'a red apple');
  await button(app, 'Edit').click();
  await app.getByRole('slider', { name: /^Zoom/ }).fill('4');
  const sheet = app.getByRole('application');
  const left = () => sheet.evaluate((element) => element.getBoundingClientRect().left);
  const middle = await left();

  await sheet.focus();
  for (let i = 0; i < 16; i++) await app.keyboard.press('ArrowRight'); // the brush is at the right edge
  const right = await left();
  await app.getByRole('radio', { name: 'Hand' }).check({ force: true });
  await sheet.focus();
  for (let i = 0; i < 4; i++) await app.keyboard.press('ArrowRight');

  expect(right).toBeLessThan(middle - 100);
  expect(await left()).toBeGreaterThan(right + 20);
});
