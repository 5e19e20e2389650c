import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkTokens, tokenizerAt } from '../../../tools/conformance/tokenizers';
import { readClipFiles } from '../../../src/tokenizers/clip-files';
import { clipTokenizer } from '../../../src/tokenizers/clip-tokenizer';

const golden = new URL('../../golden/', import.meta.url);

describe.each(readdirSync(new URL('tokenizer/', golden)))('%s', (file) => {
  const { tokenizer: name, cases } = JSON.parse(readFileSync(new URL(`tokenizer/${file}`, golden), 'utf8'));

  test('every prompt has the ids that transformers gives it', async () => {
    const tokenizer = await tokenizerAt(new URL(`vocabs/${name}/`, golden).pathname);

    for (const row of cases) {
      const finding = checkTokens(tokenizer, row);
      expect(finding.error, `${finding.where} of ${JSON.stringify(row.text)}`).toBe(0);
    }
  });
});

// From transformers 5.23.
test.each([
  [
    '१२<|ENDOFTEXT|>—12345€',
    [7410, 356, 7410, 357, 27, 347, 40786, 4160, 91, 285, 2005, 272, 273, 274, 275, 276, 6309],
  ],
  ['ʼn<|ENDOFTEXT|>\ufeff', [134, 120, 333, 27, 347, 40786, 4160, 91, 285, 171, 119, 379]],
  ['&amp;<|ENDOFTEXT|>', [261, 6259, 26, 27, 347, 40786, 4160, 91, 285]],
])('a special token in capitals is text, a word of its own where no other has begun: %s', async (text, ids) => {
  const tokenizer = await tokenizerAt(new URL('vocabs/clip-vit-l14-full/', golden).pathname);

  expect(tokenizer.encode(text)).toEqual(ids);
});

test('a folder with tokenizer.json alone gives the same ids', async () => {
  const read = (name: string) => readFileSync(new URL(`vocabs/tiny-bpe/${name}`, golden), 'utf8');
  const merges = read('merges.txt').split('\n').slice(1, -1);
  const whole = JSON.stringify({ model: { type: 'BPE', vocab: JSON.parse(read('vocab.json')), merges } });

  const tokenizer = clipTokenizer(await readClipFiles(async (name) => (name === 'tokenizer.json' ? whole : undefined)));
  const usual = await tokenizerAt(new URL('vocabs/tiny-bpe/', golden).pathname);

  expect(tokenizer.encode('a photo of a cat, 4k')).toEqual(usual.encode('a photo of a cat, 4k'));
});

test('a folder with neither layout is refused', async () => {
  await expect(readClipFiles(async () => undefined)).rejects.toThrow('neither vocab.json');
});
