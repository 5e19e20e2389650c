import { expect, test } from 'vitest';
import { columnsOf, readValues } from '../../../src/session/grid';

test.each([
  ['1, 2, 4', [1, 2, 4]],
  ['0.5 1.5', [0.5, 1.5]],
  ['2-6:2', [2, 4, 6]],
  ['0.2-0.4:0.1', [0.2, 0.3, 0.4]],
])('"%s" is read', (text, values) => {
  expect(readValues(text)).toEqual(values);
});

test.each(['', 'a', '1,b', '5-2', '1-9999', '1-2:0', '-3', '<b>', '1 2 3 4 5 6 7 8 9 10 11 12 13'])(
  '"%s" is refused',
  (text) => {
    expect(readValues(text)).toBeUndefined();
  },
);

test.each([
  [1, 1],
  [3, 3],
  [4, 2],
  [6, 3],
  [7, 4],
  [12, 4],
])('%d values of one setting stand %d in a row', (values, columns) => {
  expect(columnsOf(values, undefined)).toBe(columns);
});

test('two settings keep their rows', () => {
  expect(columnsOf(12, 2)).toBe(12);
});
