import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countPrompt } from '../../../src/pipelines/count-prompt';
import { openPlainFolder } from '../../../tools/conformance/plain-folder';
import { nodeRuntime } from '../../../tools/node-runtime';
import { sticker } from '../sticker';

const words = sticker();

test.each([
  ['a red fox', { count: 3, unknown: [], dropped: 0 }],
  ['a red qqmarkerqq, שועל', { count: 3, unknown: ['qqmarkerqq', 'שועל'], dropped: 0 }],
  ['', { count: 0, unknown: [], dropped: 0 }],
  ['a red fox '.repeat(10), { count: 30, unknown: [], dropped: 11 }],
])('the default model’s words are counted as it reads them: %s', async (prompt, expected) => {
  expect(await countPrompt(words, prompt)).toEqual({ unit: 'words', most: 19, ...expected });
});

test('a Stable Diffusion model’s tokens are counted without begin, end and weights, in the parts it reads them in', async () => {
  const model = openPlainFolder(join('tests', 'golden', 'models', 'tiny-sd15'), nodeRuntime(1));

  const plain = await countPrompt(model, 'a red fox');
  const weighted = await countPrompt(model, 'a (red:1.3) fox');
  const long = await countPrompt(model, 'a red fox '.repeat(60));

  expect(plain).toMatchObject({ unit: 'tokens', chunks: 1 });
  expect(weighted).toEqual(plain);
  expect(long).toMatchObject({ unit: 'tokens' });
  if (long.unit !== 'tokens') throw new Error('tokens');
  expect(long.chunks).toBe(Math.ceil(long.count / long.perChunk));
  expect(long.chunks).toBeGreaterThan(1);
});
