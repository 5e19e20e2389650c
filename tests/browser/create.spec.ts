import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
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
import { watchTasks } from './thread-time';

test('a visitor types a prompt, watches the steps and gets a picture', async ({ app }) => {
  await prompt(app).fill('a red apple');
  // Noted in the page itself as they are written: a busy machine may not be asked in time.
  await status(app).evaluate((line) => {
    const seen = new Set<string>();
    Object.assign(window, { seenSteps: seen });
    new MutationObserver(() => {
      if (line.textContent.includes('Step')) seen.add(line.textContent);
    }).observe(line, { childList: true, characterData: true, subtree: true });
    new MutationObserver(() => {
      if (document.querySelector('.stage canvas.preview')) Object.assign(window, { sawPreview: true });
    }).observe(document.querySelector('.stage')!, { childList: true, subtree: true });
  });
  await button(app, 'Generate').click();
  await expect(status(app)).toContainText('Done');
  const steps = await app.evaluate(() => [...(window as unknown as { seenSteps: Set<string> }).seenSteps]);

  expect(steps.length).toBeGreaterThan(0);
  expect(await app.evaluate(() => (window as unknown as { sawPreview?: true }).sawPreview)).toBe(true);
  await expect(pictures(app)).toHaveCount(1);
  const facts = await app.locator('.facts').textContent();
  expect(facts).toMatch(/\d\d:\d\d.*256 × 256.*Sticker.*Steps 4.*Guidance 1.*Seed \d+/);
  await expect(pictures(app).getByRole('img', { name: 'a red apple' })).toBeVisible();
  const apple = await pixelsOf(pictures(app).first());
  expect(roughness(apple)).toBeLessThan(20);
  const red = apple.filter((value, i) => i % 4 === 0 && value > 150 && apple[i + 1]! < 110 && apple[i + 2]! < 110);
  expect(red.length / (apple.length / 4)).toBeGreaterThan(0.1);
});

test('the same recipe gives the identical picture, another prompt another one', async ({ app }) => {
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Seed' }).fill('42');
  await app.getByRole('checkbox', { name: 'Keep this seed' }).check();

  await generate(app, 'a panda');
  await generate(app, 'a blue rocket');
  await generate(app, 'a panda');

  const [again, rocket, panda] = await Promise.all([0, 1, 2].map((i) => pixelsOf(pictures(app).nth(i))));
  expect(again).toEqual(panda);
  expect(difference(rocket!, panda!)).toBeGreaterThan(5);
});

test('Cancel stops within a step, keeps the model warm, and the next Generate works', async ({ app }) => {
  await generate(app, 'a fox');
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Steps' }).fill('40');

  await button(app, 'Generate').click();
  await expect(status(app)).toContainText(/Step ([3-9]|[1-3]\d) of/);
  // Pressed and read in the page itself, so that no round trip counts as a step.
  const [atPress, atEnd] = await app.evaluate(async () => {
    const line = document.querySelector('[aria-label="Job status"][role="status"]')!;
    const step = () => Number(/Step (\d+)/.exec(line.textContent)?.[1] ?? Number.NaN);
    const pressed = step();
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === 'Cancel')!.click();
    let last = pressed;
    while (!line.textContent.includes('Cancelled')) {
      last = step() || last;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return [pressed, last] as const;
  });

  expect(atEnd - atPress).toBeLessThanOrEqual(1);
  await expect(button(app, 'Cancel')).toHaveCount(0);
  await expect(pictures(app)).toHaveCount(1);
  await expect(prompt(app)).toHaveValue('a fox');

  await app.getByRole('spinbutton', { name: 'Steps' }).fill('4');
  await button(app, 'Generate').click();
  await expect(status(app)).toContainText('Done');
  await expect(pictures(app)).toHaveCount(2);
});

test('four pictures in one go are four different pictures', async ({ app }) => {
  await app.getByRole('spinbutton', { name: 'Number of pictures' }).fill('4');

  await generate(app, 'a penguin on a pink background');

  await expect(pictures(app)).toHaveCount(4);
  const all = await Promise.all([0, 1, 2, 3].map((i) => pixelsOf(pictures(app).nth(i))));
  for (const i of [1, 2, 3]) expect(difference(all[0]!, all[i]!)).toBeGreaterThan(0.5);
});

test('a download is a PNG of the stated size under a name that tells nothing', async ({ app }) => {
  await generate(app, 'a strawberry');
  const expected = await pixelsOf(pictures(app).first());

  const downloading = app.waitForEvent('download');
  await button(pictures(app).first(), 'Download').click();
  const download = await downloading;

  expect(download.suggestedFilename()).toBe('ephemera-256x256-1.png');
  const png = decode(await readFile(await download.path()));
  expect([png.width, png.height]).toEqual([256, 256]);
  const rgba = png.channels === 4 ? [...png.data] : expected;
  // The invisible watermark may change a value by a little, never more.
  expect(difference(rgba, expected)).toBeLessThan(3);
});

test('Delete removes one picture, and the recipe can be used again', async ({ app }) => {
  await generate(app, 'a snowman');
  await generate(app, 'a cat');
  await button(pictures(app).nth(1), 'Recipe').click();
  const dialog = app.getByRole('dialog', { name: 'Recipe' });
  await expect(dialog).toContainText('a snowman');
  await button(dialog, 'Use this recipe again').click();
  await expect(prompt(app)).toHaveValue('a snowman');

  await button(pictures(app).nth(0), 'Delete').click();

  await expect(pictures(app)).toHaveCount(1);
  await expect(pictures(app).getByRole('img', { name: 'a snowman' })).toBeVisible();
});

test('a session picture can be the reference of the next one', async ({ app }) => {
  await generate(app, 'a cat face');
  await button(pictures(app).first(), 'Use as reference').click();
  await expect(app.getByRole('img', { name: 'Your reference picture' })).toBeVisible();

  await generate(app, 'a blue cat face');

  await expect(pictures(app)).toHaveCount(2);
});

for (const way of ['paste', 'drop'] as const)
  test(`a picture is taken as reference by ${way}, and strength says how far the drawing may leave it`, async ({
    app,
  }) => {
    await openRecipe(app);
    await app.getByRole('spinbutton', { name: 'Seed' }).fill('42');
    await generate(app, 'a red apple');
    const apple = await pixelsOf(pictures(app).first());
    await app.evaluate(async (how) => {
      const canvas = document.querySelector<HTMLCanvasElement>('[aria-label="Session pictures"] canvas')!;
      const blob = await new Promise<Blob>((resolve) => canvas.toBlob((made) => resolve(made!)));
      const data = new DataTransfer();
      data.items.add(new File([blob], 'mine.png', { type: 'image/png' }));
      const event =
        how === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      const target = how === 'paste' ? document.body : document.querySelector('[aria-label="Reference picture"]')!;
      target.dispatchEvent(event);
    }, way);
    await expect(app.getByRole('img', { name: 'Your reference picture' })).toBeVisible();

    const drawAt = async (strength: string) => {
      const made = await pictures(app).count();
      await app.getByRole('slider', { name: 'Strength' }).fill(strength);
      await generate(app, 'an apple');
      await expect(pictures(app)).toHaveCount(made + 1);
      return difference(await pixelsOf(pictures(app).first()), apple);
    };
    // The same noise for both, and not the one that the apple itself came from.
    await app.getByRole('spinbutton', { name: 'Seed' }).fill('7');
    await app.getByRole('checkbox', { name: 'Keep this seed' }).check();
    const [near, far] = [await drawAt('0.05'), await drawAt('0.9')];

    expect(near).toBeLessThan(25);
    expect(far).toBeGreaterThan(near);
    await button(app, 'Remove reference').click();
    await expect(app.getByRole('img', { name: 'Your reference picture' })).toHaveCount(0);
  });

test('a photo becomes a drawing in the style asked for, and at the most strength lends its colours to what the words name', async ({
  app,
}) => {
  await app
    .locator('input[type=file]')
    .first()
    .setInputFiles(new URL('photos/chelsea.png', import.meta.url).pathname);
  await expect(app.getByRole('img', { name: 'Your reference picture' })).toBeVisible();
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Seed' }).fill('42');
  await app.getByRole('checkbox', { name: 'Keep this seed' }).check();
  const strength = app.getByRole('slider', { name: 'Strength' });
  await expect(strength).toHaveAccessibleDescription(/Low stays close to your picture/);
  const drawn: (readonly number[])[] = [];
  for (const [amount, words] of [
    ['0.05', ''],
    ['0.6', 'a cat, cartoon'],
    ['0.6', 'a cat, 3d'],
    ['1', 'a cat, 3d'],
  ] as const) {
    await strength.fill(amount);
    await generate(app, words);
    await expect(pictures(app)).toHaveCount(drawn.length + 1);
    drawn.push(await pixelsOf(pictures(app).first()));
  }
  await expect(pictures(app).last().getByRole('img', { name: 'Your picture, drawn' })).toBeVisible();
  await strength.fill('0.5');
  await generate(app, 'this wearing a crown');
  await expect(app.getByRole('status', { name: 'Job status' })).toContainText(
    'nothing is laid over a whole photo: crown',
  );

  const [asItWas, cartoon, solid, left] = drawn as [readonly number[], ...(readonly number[])[]];
  expect(difference(cartoon!, asItWas)).toBeGreaterThan(8);
  expect(difference(solid!, cartoon!)).toBeGreaterThan(4);
  expect(difference(left!, solid!)).toBeGreaterThan(15);
});

test('while it is typed, the prompt’s words are counted and those that the model does not know are named', async ({
  app,
}) => {
  await generate(app, 'a red apple');
  await prompt(app).fill('a red apple qqmarkerqq');

  const help = app.locator('.help');
  await expect(help).toContainText(/4 of \d+ words/);
  await expect(help).toContainText('The model does not know: qqmarkerqq.');
});

test('a style changes how the same prompt is drawn', async ({ app }) => {
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Seed' }).fill('42');
  await app.getByRole('checkbox', { name: 'Keep this seed' }).check();
  const style = app.getByRole('combobox', { name: 'Style' });
  const titles = (await style.locator('option').allTextContents()).slice(1);
  expect(titles.length).toBeGreaterThan(2);
  const drawn: (readonly number[])[] = [];

  for (const label of titles) {
    await style.selectOption({ label });
    await generate(app, 'a lion');
    await expect(pictures(app)).toHaveCount(drawn.length + 1);
    drawn.push(await pixelsOf(pictures(app).first()));
  }

  for (const [i, one] of drawn.entries())
    for (const other of drawn.slice(i + 1)) expect(difference(one, other)).toBeGreaterThan(3);
});

for (const [width, height] of [
  [1280, 800],
  [390, 844],
] as const)
  test(`at ${width} pixels nothing jumps while a picture is drawn: Generate makes room for Cancel, and its pictures for a new one`, async ({
    app,
  }) => {
    await app.setViewportSize({ width, height });
    await generate(app, 'a red apple');
    await generate(app, 'a yellow star');
    await expect(pictures(app)).toHaveCount(2);
    await app.evaluate(() => {
      const jumps: string[] = [];
      Object.assign(window, { jumps });
      const makesRoom = '[aria-label="Session pictures"], .go';
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { sources } = entry as unknown as {
            sources: { node?: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
          };
          for (const { node, previousRect: from, currentRect: to } of sources) {
            if (from.x === to.x && from.y === to.y) continue; // other words in a line that is centred
            const element = node instanceof Element ? node : node?.parentElement;
            if (element && !element.closest(makesRoom)) jumps.push(element.outerHTML.slice(0, 80));
          }
        }
      }).observe({ type: 'layout-shift' });
    });

    await generate(app, 'a green pear');
    await expect(pictures(app)).toHaveCount(3);

    expect(await app.evaluate(() => (window as unknown as { jumps: string[] }).jumps)).toEqual([]);
  });

test('while a session’s first pictures are drawn, no task of the page’s own thread is longer than 100 ms of work', async ({
  app,
  context,
}) => {
  const tasks = await watchTasks(await context.newCDPSession(app));

  await generate(app, 'a red apple');
  await generate(app, 'a blue whale');

  expect((await tasks()).longestCpuMs).toBeLessThan(100);
});
