import { expect, test } from 'vitest';
import type { Recipe } from '../../../src/contract/picture';
import { readFragment, recipeLink } from '../../../src/session/recipe-link';
import { readRecipe, recipeText } from '../../../src/session/recipe-text';

const recipe: Recipe = {
  modelId: 'sticker',
  prompt: 'ein roter Fuchs, "große" Augen ☂, flat style',
  negativePrompt: 'blurry',
  width: 256,
  height: 256,
  numInferenceSteps: 4,
  guidanceScale: 1.5,
  seed: 4294967295,
  strength: 0.6,
  usedPicture: true,
  usedMask: false,
};
/** What a recipe's text says: all but what it cannot carry. */
const sketch = Object.fromEntries(Object.entries(recipe).filter(([name]) => !name.startsWith('used')));

test('a recipe written as text reads back the same', () => {
  expect(readRecipe(recipeText(recipe))).toEqual(sketch);
});

test('a recipe written as a link reads back the same, and only the fragment carries it', () => {
  const link = new URL(recipeLink(recipe, 'https://example.org/app/'));

  expect(link.pathname + link.search).toBe('/app/');
  expect(link.hash).toMatch(/^#recipe=[\w-]+$/);
  expect(readFragment(link.hash.slice('#recipe='.length))).toEqual(sketch);
});

test('a recipe of another tool gives what it says, and leaves out the rest', () => {
  const text =
    'a castle\non a hill\nNegative prompt: people\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x768';

  expect(readRecipe(text)).toEqual({
    prompt: 'a castle\non a hill',
    negativePrompt: 'people',
    numInferenceSteps: 20,
    guidanceScale: 7,
    seed: 1,
    width: 512,
    height: 768,
  });
});

const link = (text: string) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

test.each([
  ['nothing', ''],
  ['no parameters', link('a red apple')],
  ['no prompt', link('Steps: 4')],
  ['not base64', '%3Cscript%3E'],
  ['bytes that are no text', 'gICAgICAgA'],
  ['a script', link('<script>alert(1)</script>\nSteps: 4')],
  ['a picture with a handler', link('< img src=x onerror=alert(1)>\nSteps: 4')],
  ['a script address', link('JavaScript:alert(1)\nSteps: 4')],
  ['control characters', link('a\u0000b\nSteps: 4')],
  ['a megabyte', link('a'.repeat(1e6) + '\nSteps: 4')],
])('a link with %s is refused', (_name, fragment) => {
  expect(readFragment(fragment)).toBe('unreadable');
});
