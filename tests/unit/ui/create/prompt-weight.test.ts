import { expect, test } from 'vitest';
import { changeWeight } from '../../../../src/ui/create/prompt-weight';

const at = (text: string, start: number, end = start) => ({ text, start, end });

test('the word at the caret counts more, and more again, and stays selected', () => {
  const once = changeWeight(at('a red fox', 3), 1);
  const twice = changeWeight(once, 1);

  expect(once).toEqual({ text: 'a (red:1.1) fox', start: 3, end: 6 });
  expect(twice.text).toBe('a (red:1.2) fox');
});

test('up and down again leaves the prompt as it was', () => {
  expect(changeWeight(changeWeight(at('a red fox', 2, 9), 1), -1).text).toBe('a red fox');
});

test('a weight never falls below a tenth nor rises above two', () => {
  let selected = at('fox', 1);
  for (let i = 0; i < 40; i++) selected = changeWeight(selected, -1);
  expect(selected.text).toBe('(fox:0.1)');
  for (let i = 0; i < 40; i++) selected = changeWeight(selected, 1);
  expect(selected.text).toBe('(fox:2)');
});

test('between words there is nothing to weigh', () => {
  expect(changeWeight(at('a  b', 2), 1)).toEqual(at('a  b', 2));
});
