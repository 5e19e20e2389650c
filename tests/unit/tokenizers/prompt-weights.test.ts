import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { passes } from '../../../tools/conformance/finding';
import { checkPrompt, checkWeightedEmbedding } from '../../../tools/conformance/prompt-weights';
import { tokenizerAt } from '../../../tools/conformance/tokenizers';
import { countTokens, promptChunks } from '../../../src/tokenizers/prompt-tokens';
import { parsePromptWeights } from '../../../src/tokenizers/prompt-weights';

const golden = new URL('../../golden/', import.meta.url);
const { vocab, cases, embedding } = JSON.parse(
  readFileSync(new URL('prompt_weights/prompt_weights.json', golden), 'utf8'),
);
const tokenizer = await tokenizerAt(new URL(`vocabs/${vocab}/`, golden).pathname);

test.each(cases as { prompt: string }[])('$prompt is read as AUTOMATIC1111 reads it', (row) => {
  const finding = checkPrompt(tokenizer, row);

  expect(passes(finding), JSON.stringify(finding)).toBe(true);
});

test('weights change embeddings as they do there', () => {
  for (const row of embedding.cases) {
    expect(passes(checkWeightedEmbedding(tokenizer, embedding.shape, embedding.z, row))).toBe(true);
  }
});

test.each(['(a:１.２)', '(a:١.٢)', '(a:१.२)'])('a weight in the digits of another script counts: %s', (prompt) => {
  expect(parsePromptWeights(prompt)).toEqual([{ text: 'a', weight: 1.2 }]);
});

test('a number that is none stays text', () => {
  expect(parsePromptWeights('(a:1.2.3)')).toEqual([{ text: 'a:1.2.3', weight: 1.1 }]);
});

test('long prompts and BREAK become chunks of 75 tokens, none of them lost', () => {
  const long = 'cat '.repeat(160);

  expect(promptChunks(tokenizer, long).map((chunk) => chunk.ids.length)).toEqual([77, 77, 77]);
  expect(promptChunks(tokenizer, long, true)).toHaveLength(1);
  expect(promptChunks(tokenizer, 'a cat BREAK (a dog:1.5)')).toHaveLength(2);
  expect(countTokens(tokenizer, long)).toBe(160);
});
