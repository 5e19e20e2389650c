import { expect, test } from 'vitest';
import { allCombinations, hasWildcards, randomCombination } from '../../../src/session/wildcards';

test('choices make every combination, in reading order', () => {
  expect(allCombinations('a {red|blue} {cat|dog}', 64)).toEqual(['a red cat', 'a red dog', 'a blue cat', 'a blue dog']);
});

test('choices within choices are drawn from the inside', () => {
  expect(allCombinations('{a {big|small} cat|a dog}', 64)).toEqual(['a big cat', 'a dog', 'a small cat', 'a dog']);
});

test('a prompt without choices is left alone, braces and all', () => {
  expect(hasWildcards('a {fox} | {}')).toBe(false);
  expect(allCombinations('a {fox} | {}', 64)).toEqual(['a {fox} | {}']);
});

test('a million combinations stop at the limit, and none is left with choices in it', () => {
  const many = allCombinations('{0|1|2|3|4|5|6|7|8|9}'.repeat(6), 65);

  expect(many).toHaveLength(65);
  for (const prompt of many) expect(prompt).toMatch(/^\d{6}$/);
});

test('a random combination takes the choice that was picked, dollar signs as they are', () => {
  expect(randomCombination('a {red|$&} hat', (n) => n - 1)).toBe('a $& hat');
});
