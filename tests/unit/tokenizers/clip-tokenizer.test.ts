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
