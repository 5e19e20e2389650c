import { readFile } from 'node:fs/promises';
import { button, expect, generate, openRecipe, pictures, pixelsOf, prompt, recipeFragment, test } from './app';

const recipe = 'a blue whale\nSteps: 3, CFG scale: 1, Seed: 77, Size: 256x256, Model: sticker';

test('a recipe link is read, shown, taken out of the address, and gives the same picture', async ({ app, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await generate(app, 'a blue whale');
  const whale = await pixelsOf(pictures(app).first());
  await button(pictures(app).first(), 'Recipe').click();
  const dialog = app.getByRole('dialog', { name: 'Recipe' });
  await expect(dialog).toContainText('Whoever has the link can read it');
  await button(dialog, 'Copy as link').click();
  await expect(dialog).toContainText('Copied.');
  const link = await app.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).hash).toMatch(/^#recipe=[\w-]+$/);

  await app.goto('about:blank');
  await app.goto(link);

  await expect(prompt(app)).toHaveValue('a blue whale');
  expect(await app.evaluate(() => location.href)).not.toContain('recipe');
  await expect(app.getByText('This recipe came with the link')).toBeVisible();
  await generate(app, 'a blue whale');
  expect(await pixelsOf(pictures(app).first())).toEqual(whale);
});

test('the address is clean before anything else, and a link opened later works as well', async ({ app }) => {
  await app.evaluate((hash) => (location.hash = hash), recipeFragment(recipe));

  await expect(prompt(app)).toHaveValue('a blue whale');
  await openRecipe(app);
  await expect(app.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('77');
  await expect(app.getByRole('spinbutton', { name: 'Steps' })).toHaveValue('3');
  expect(new URL(app.url()).hash).toBe('');
});

for (const [what, fragment] of [
  ['nonsense', 'recipe=!!!!'],
  ['a script', recipeFragment('<script>alert(1)</script>\nSteps: 4')],
  ['bytes that are no text', 'recipe=gICAgICAgA'],
] as const) {
  test(`a link with ${what} is refused with a sentence`, async ({ app }) => {
    await app.goto('about:blank');
    await app.goto(`./#${fragment}`);

    await expect(app.getByText('The link carried something that is not a recipe. It was not used.')).toBeVisible();
    await expect(prompt(app)).toHaveValue('');
    expect(new URL(app.url()).hash).toBe('');
  });
}

test('a downloaded picture that carries its recipe gives it back when dropped', async ({ app }) => {
  await generate(app, 'a green turtle');
  const turtle = await pixelsOf(pictures(app).first());
  await app.locator('summary', { hasText: 'File options' }).click();
  await app.getByRole('checkbox', { name: 'Put the recipe into the file' }).check();
  const downloading = app.waitForEvent('download');
  await button(pictures(app).first(), 'Download').click();
  const bytes = await readFile(await (await downloading).path());
  await button(app, 'Forget everything').click();
  await expect(prompt(app)).toHaveValue('');

  const file = { name: 'x.png', mimeType: 'image/png', buffer: bytes };
  await app.getByLabel('Reference picture', { exact: true }).and(app.locator('input')).setInputFiles(file);
  await expect(app.getByText('This picture carries a recipe.')).toBeVisible();
  await button(app, 'Use its recipe').click();

  await expect(prompt(app)).toHaveValue('a green turtle');
  await expect(app.getByRole('img', { name: 'Your reference picture' })).toHaveCount(0);
  await button(app, 'Generate').click();
  await expect(pictures(app)).toHaveCount(1);
  expect(await pixelsOf(pictures(app).first())).toEqual(turtle);
});

test('the parts of a recipe can be taken one by one', async ({ app }) => {
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Seed' }).fill('5');
  await generate(app, 'a snowman');
  await prompt(app).fill('a cat');
  await button(pictures(app).first(), 'Recipe').click();

  await button(app.getByRole('dialog', { name: 'Recipe' }), 'Only the seed').click();

  await expect(prompt(app)).toHaveValue('a cat');
  await expect(app.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('5');
});

test('a recipe is copied as text', async ({ app, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await generate(app, 'a snowman');
  await button(pictures(app).first(), 'Recipe').click();

  await button(app.getByRole('dialog', { name: 'Recipe' }), 'Copy as text').click();

  await expect(app.getByRole('dialog', { name: 'Recipe' })).toContainText('Copied.');
  const text = await app.evaluate(() => navigator.clipboard.readText());
  expect(text).toMatch(/^a snowman\nSteps: 4, .*Seed: \d+, Size: 256x256, .*Model: sticker/);
});
