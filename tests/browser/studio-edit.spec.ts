import type { Locator, Page } from '@playwright/test';
import {
  button,
  difference,
  expect,
  generate,
  openRecipe,
  pictures,
  pixelsOf,
  prompt,
  roughness,
  status,
  test,
} from './app';

const rgba = (pixels: readonly number[], x: number, y: number) =>
  pixels.slice(4 * (256 * y + x), 4 * (256 * y + x) + 4);

async function dragOver(app: Page, target: Locator, path: readonly (readonly [number, number])[]): Promise<void> {
  const box = (await target.boundingBox())!;
  const at = ([x, y]: readonly [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await app.mouse.move(...at(path[0]!));
  await app.mouse.down();
  for (const point of path.slice(1)) await app.mouse.move(...at(point), { steps: 4 });
  await app.mouse.up();
}

test('a part of a picture is redrawn, with undo and by keyboard, and all else stays pixel for pixel', async ({
  app,
}) => {
  await generate(app, 'a red apple');
  const before = await pixelsOf(pictures(app).first());

  await button(app, 'Edit').click();
  const dialog = app.getByRole('dialog', { name: 'Edit' });
  const canvas = dialog.getByRole('application');
  await expect(button(dialog, 'Draw')).toBeDisabled();
  await dragOver(app, canvas, [
    [0.1, 0.1],
    [0.3, 0.1],
  ]);
  await expect(dialog.getByText(/% of the picture is to be drawn anew/)).toBeVisible();
  await button(dialog, 'Undo').click();
  await expect(dialog.getByText('Paint over the part that is to change.')).toBeVisible();
  await dialog.getByText('Lasso').click();
  await dragOver(app, canvas, [
    [0.05, 0.05],
    [0.4, 0.05],
    [0.4, 0.4],
    [0.05, 0.4],
  ]);
  await canvas.focus();
  await dialog.getByText('Brush', { exact: true }).click();
  await canvas.press('Space');
  await dialog.getByRole('textbox', { name: 'What to draw there' }).fill('a blue star');
  await button(dialog, 'Draw').click();
  await expect(status(app)).toContainText(/Done|done in/);

  const after = await pixelsOf(pictures(app).first());
  await expect(pictures(app)).toHaveCount(2);
  for (const [x, y] of [
    [250, 250],
    [10, 200],
    [200, 10],
  ] as const)
    expect(rgba(after, x, y)).toEqual(rgba(before, x, y));
  const star = rgba(after, 57, 60);
  expect(star[2]).toBeGreaterThan(star[0]! + 40);

  await button(app, 'Edit').click();
  await dialog.getByText('Lasso').click();
  await dragOver(app, canvas, [
    [0.03, 0.03],
    [0.45, 0.03],
    [0.45, 0.45],
    [0.03, 0.45],
  ]);
  await button(dialog, 'Draw').click(); // without a word: the star goes
  await expect(pictures(app)).toHaveCount(3);
  const [red, , blue] = rgba(await pixelsOf(pictures(app).first()), 57, 60);
  expect(blue!).toBeLessThan(red! + 10);
});

test('a picture is extended beyond its frame', async ({ app }) => {
  await generate(app, 'a red apple on a blue background');
  const before = await pixelsOf(pictures(app).first());
  await button(app, 'Edit').click();
  const dialog = app.getByRole('dialog', { name: 'Edit' });
  await dialog.getByText('Extend', { exact: true }).click();
  await dragOver(app, dialog.getByRole('application'), [
    [0.5, 0.5],
    [0.4, 0.4],
  ]);
  await button(dialog, 'Draw').click();
  await expect(status(app)).toContainText(/Done|done in/);

  const after = await pixelsOf(pictures(app).first());
  // At 60 % and moved by a tenth, the old middle lies near (102, 102).
  const [old, moved] = [rgba(before, 128, 128), rgba(after, 102, 102)];
  for (const c of [0, 1, 2]) expect(Math.abs(old[c]! - moved[c]!)).toBeLessThan(40);
  expect(roughness(after)).toBeLessThan(25);
});

test('variations, a sticker and an enlargement are made of one picture', async ({ app }) => {
  test.setTimeout(300_000);
  await generate(app, 'a red apple');
  const apple = await pixelsOf(pictures(app).first());
  await button(app, 'Sticker').click();
  await expect(pictures(app)).toHaveCount(2);
  const sticker = await pixelsOf(pictures(app).first());
  expect(rgba(sticker, 1, 1)[3]).toBe(0);
  expect(rgba(sticker, 128, 140)[3]).toBe(255);

  await button(pictures(app).nth(1), 'Show 1').click();
  await app.locator('summary', { hasText: 'Enlarge' }).click();
  await button(app, 'Enlarge 2×').click();
  await expect(pictures(app)).toHaveCount(3);
  await expect(app.getByText('512 × 512 · enlarged 2× by a network')).toBeVisible();
  expect(await pixelsOf(pictures(app).first())).toHaveLength(4 * 512 * 512);

  await button(pictures(app).nth(2), 'Show 1').click();
  await app.locator('summary', { hasText: 'Enlarge' }).click();
  await button(app, 'Enlarge 4×').click();
  await expect(pictures(app)).toHaveCount(4, { timeout: 100_000 });
  await expect(app.getByText('1024 × 1024 · enlarged 4× by a network')).toBeVisible();
  expect(await pixelsOf(pictures(app).first())).toHaveLength(4 * 1024 * 1024);

  await button(pictures(app).nth(3), 'Show 1').click();
  await button(app, '4 variations').click();
  await expect(pictures(app)).toHaveCount(8, { timeout: 100_000 });
  const all = await Promise.all([0, 1, 2, 3].map((i) => pixelsOf(pictures(app).nth(i))));
  for (const variation of all) {
    expect(difference(variation, apple)).toBeGreaterThan(0.3);
    expect(difference(variation, apple)).toBeLessThan(70);
  }
});

test('jobs wait in a queue, change places and are dropped; choices draw every combination; ↑ brings prompts back', async ({
  app,
}) => {
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Steps' }).fill('30');
  await prompt(app).fill('a fox');
  await button(app, 'Generate').click();
  await app.getByRole('spinbutton', { name: 'Steps' }).fill('2');
  for (const text of ['a cat', 'a {red|blue} dog', 'a frog']) {
    await prompt(app).fill(text);
    if (text.includes('{')) await app.getByRole('combobox', { name: 'Choices in the prompt' }).selectOption('all');
    await button(app, 'Generate').click();
  }
  const queue = app.getByRole('region', { name: 'Waiting jobs' });
  await expect(queue.getByRole('listitem')).toHaveCount(3);
  await button(queue, 'Earlier: a {red|blue} dog').click();
  await button(queue, 'Skip: a frog').click();
  await expect(queue.getByRole('listitem')).toHaveCount(2);
  await expect(queue.getByRole('listitem').first()).toContainText('a {red|blue} dog');
  await button(app, 'Cancel').click();

  await expect(pictures(app)).toHaveCount(3, { timeout: 100_000 });
  for (const name of ['a red dog', 'a blue dog', 'a cat']) {
    await expect(pictures(app).getByRole('img', { name })).toBeVisible();
  }
  await prompt(app).focus();
  await app.keyboard.press('Control+Home');
  await app.keyboard.press('ArrowUp');
  await expect(prompt(app)).toHaveValue('a cat');
  await app.keyboard.press('ArrowUp');
  await expect(prompt(app)).toHaveValue('a {red|blue} dog');
});

test('a sheet of two settings is one labelled picture', async ({ app }) => {
  await prompt(app).fill('a red apple');
  await openRecipe(app);
  await button(app, 'Sheet of two settings').click();
  const dialog = app.getByRole('dialog', { name: 'Sheet of two settings' });
  await dialog.getByRole('textbox', { name: 'Values across' }).fill('nonsense');
  await expect(button(dialog, 'Draw the sheet')).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Values across' }).fill('1, 2');
  await dialog.getByRole('combobox', { name: 'Down' }).selectOption({ label: 'Seed' });
  await dialog.getByRole('textbox', { name: 'Values down' }).fill('5-6');
  await expect(dialog.getByText('4 pictures')).toBeVisible();
  await button(dialog, 'Draw the sheet').click();

  await expect(status(app)).toContainText(/done in/);
  await expect(pictures(app)).toHaveCount(1);
  const size = await pictures(app)
    .first()
    .locator('canvas')
    .evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      return [width, height];
    });
  expect(size[0]!).toBeGreaterThan(2 * 256);
  expect(size[1]!).toBeGreaterThan(2 * 256);
});

test('where the enlarging network cannot be had, the picture is interpolated, and the page says so', async ({
  app,
}) => {
  await app.route('**/models/upscale/*', (route) => route.fulfill({ status: 404, body: 'Not found' }));
  await generate(app, 'a red apple');
  await app.locator('summary', { hasText: 'Enlarge' }).click();
  await button(app, 'Enlarge 2×').click();

  await expect(app.getByText('interpolated because the network could not be loaded')).toBeVisible();
  expect(await pixelsOf(pictures(app).first())).toHaveLength(4 * 512 * 512);
});

test('in Edit two fingers enlarge the picture without painting, and what is between them stays there', async ({
  app,
}) => {
  await generate(app, 'a red apple');
  await button(app, 'Edit').click();
  const dialog = app.getByRole('dialog', { name: 'Edit' });
  const { x, y, width, height } = (await dialog.getByRole('application').boundingBox())!;
  const [middleX, middleY] = [x + 0.75 * width, y + 0.75 * height];
  const cdp = await app.context().newCDPSession(app);
  await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: readonly number[]) =>
    cdp.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: apart.map((by, id) => ({ x: middleX + by, y: middleY, id })),
    });

  await touch('touchStart', [-20]);
  await touch('touchStart', [-20, 20]);
  for (const by of [25, 30, 35, 40]) await touch('touchMove', [-by, by]);
  await touch('touchEnd', []);

  await expect(dialog.getByText('Zoom 2×')).toBeVisible();
  await expect(dialog.getByText('Paint over the part that is to change.')).toBeVisible();
  const after = (await dialog.getByRole('application').boundingBox())!;
  expect(after.width).toBeCloseTo(2 * width, 0);
  expect(Math.abs(after.x + 0.75 * after.width - middleX)).toBeLessThan(12);
  expect(Math.abs(after.y + 0.75 * after.height - middleY)).toBeLessThan(12);
});

test('in Edit strokes are erased, taken back and done again, the part is turned over, and a zoomed picture is moved', async ({
  app,
}) => {
  await generate(app, 'a red apple');
  await button(app, 'Edit').click();
  const dialog = app.getByRole('dialog', { name: 'Edit' });
  const canvas = dialog.getByRole('application');
  const share = async () =>
    Number(/(\d+) % of the picture/.exec((await dialog.locator('.edit').textContent())!)?.[1] ?? 0);
  const across = [
    [0.1, 0.5],
    [0.9, 0.5],
  ] as const;
  await dialog.getByRole('slider', { name: 'Brush size' }).fill('40');
  await dragOver(app, canvas, across);
  const painted = await share();
  expect(painted).toBeGreaterThan(15);

  await dialog.getByText('Eraser', { exact: true }).click();
  await dragOver(app, canvas, [
    [0.1, 0.5],
    [0.5, 0.5],
  ]);
  const left = await share();
  expect(left).toBeLessThan(0.7 * painted);
  await button(dialog, 'Undo').click();
  expect(await share()).toBe(painted);
  await button(dialog, 'Redo').click();
  expect(await share()).toBe(left);
  await canvas.focus();
  await canvas.press('z');
  expect(await share()).toBe(painted);
  await canvas.press('Shift+Z');
  expect(await share()).toBe(left);

  await button(dialog, 'Invert').click();
  expect(Math.abs((await share()) - (100 - left))).toBeLessThanOrEqual(1);
  await button(dialog, 'Clear').click();
  await expect(dialog.getByText('Paint over the part that is to change.')).toBeVisible();
  await expect(button(dialog, 'Draw')).toBeDisabled();

  const whole = (await canvas.boundingBox())!;
  await dialog.getByRole('slider', { name: 'Zoom' }).fill('3');
  const zoomed = (await canvas.boundingBox())!;
  expect(Math.abs(zoomed.width - 3 * whole.width)).toBeLessThan(2);
  await dialog.getByText('Hand', { exact: true }).click();
  await app.mouse.move(whole.x + 0.3 * whole.width, whole.y + 0.3 * whole.height);
  await app.mouse.down();
  await app.mouse.move(whole.x + 0.3 * whole.width + 60, whole.y + 0.3 * whole.height + 40, { steps: 3 });
  await app.mouse.up();
  const moved = (await canvas.boundingBox())!;
  expect(Math.abs(moved.x - zoomed.x - 60)).toBeLessThan(2);
  expect(Math.abs(moved.y - zoomed.y - 40)).toBeLessThan(2);
  expect(await share()).toBe(0);
});

test('Cancel all ends the job that runs and every one that waits', async ({ app }) => {
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Steps' }).fill('50');
  for (const text of ['a fox', 'a cat', 'a frog']) {
    await prompt(app).fill(text);
    await button(app, 'Generate').click();
  }
  await expect(app.getByRole('region', { name: 'Waiting jobs' }).getByRole('listitem')).toHaveCount(2);

  await button(app, 'Cancel all').click();

  await expect(status(app)).toContainText('Cancelled');
  await expect(app.getByRole('region', { name: 'Waiting jobs' })).toHaveCount(0);
  await expect(pictures(app)).toHaveCount(0);
});

test('six seeds are swept on a sheet of two rows, and several pictures of one job count their seeds up', async ({
  app,
}) => {
  await prompt(app).fill('a red apple');
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Steps' }).fill('2');
  await app.getByRole('spinbutton', { name: 'Seed' }).fill('11');
  await app.getByRole('checkbox', { name: 'Keep this seed' }).check();
  await button(app, 'Sheet of two settings').click();
  const dialog = app.getByRole('dialog', { name: 'Sheet of two settings' });
  await dialog.getByRole('combobox', { name: 'Across', exact: true }).selectOption({ label: 'Seed' });
  await dialog.getByRole('textbox', { name: 'Values across' }).fill('11-16');
  await dialog.getByRole('combobox', { name: 'Down' }).selectOption({ label: 'Nothing' });
  await button(dialog, 'Draw the sheet').click();
  await expect(pictures(app)).toHaveCount(1);
  await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('6');
  await button(app, 'Generate').click();
  await expect(pictures(app)).toHaveCount(7);
  await expect(status(app)).toContainText(/done in/);

  /** A patch from the middle of a picture, at most as wide as it. */
  const patch = (n: number, left: number, top: number) =>
    pictures(app)
      .nth(n)
      .locator('canvas')
      .evaluate(
        (canvas, [x, y]) => [
          ...(canvas as HTMLCanvasElement).getContext('2d')!.getImageData(x! + 78, y! + 78, 100, 100).data,
        ],
        [left, top],
      );
  const [width, height] = await pictures(app)
    .nth(6)
    .locator('canvas')
    .evaluate((canvas) => [(canvas as HTMLCanvasElement).width, (canvas as HTMLCanvasElement).height]);
  const gap = 8;
  const label = (height! - 2 * (256 + gap)) / 2; // over each row
  expect(width).toBe(gap + 3 * (256 + gap));
  expect(label).toBeGreaterThan(12);
  expect(label).toBeLessThan(64);
  for (let i = 0; i < 6; i++) {
    const [column, row] = [i % 3, Math.floor(i / 3)];
    const cell = await patch(6, gap + column * (256 + gap), Math.round((row + 1) * label + row * (256 + gap)));
    expect(difference(cell, await patch(5 - i, 0, 0)), `seed ${11 + i}`).toBe(0);
  }
});
