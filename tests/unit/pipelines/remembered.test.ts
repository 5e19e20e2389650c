import { expect, test, vi } from 'vitest';
import type { LoadedModel } from '../../../src/models/loaded-model';
import { rememberedEmbeds } from '../../../src/pipelines/remembered';

const model = () => ({}) as LoadedModel; // only its identity counts

test('a text is encoded once, for each model', async () => {
  const make = vi.fn(async () => 'embeds');
  const [one, other] = [model(), model()];

  await rememberedEmbeds(one, 'a fox', make);
  await rememberedEmbeds(one, 'a fox', make);
  expect(make).toHaveBeenCalledTimes(1);

  await rememberedEmbeds(other, 'a fox', make);
  expect(make).toHaveBeenCalledTimes(2);
});

test('a few texts are kept: those asked for last', async () => {
  const made: string[] = [];
  const one = model();
  const ask = (text: string) => rememberedEmbeds(one, text, async () => void made.push(text));

  for (const text of ['a', 'b', 'c', 'd', 'a', 'e', 'a', 'b']) await ask(text);

  expect(made).toEqual(['a', 'b', 'c', 'd', 'e', 'b']);
});

test('one that failed is tried again', async () => {
  const one = model();
  const make = vi.fn(async () => 'embeds').mockRejectedValueOnce(new Error('no memory'));

  await expect(rememberedEmbeds(one, 'a fox', make)).rejects.toThrow('no memory');

  expect(await rememberedEmbeds(one, 'a fox', make)).toBe('embeds');
});
