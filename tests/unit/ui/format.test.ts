import { expect, test } from 'vitest';
import { megabytes, ratio, seconds, span } from '../../../src/ui/format';

test.each([
  [0, '0.0'],
  [149_000, '0.1'],
  [9_940_000, '9.9'],
  [25_200_000, '25'],
  [1_610_000_000, '1610'],
])('%i bytes are %s MB', (bytes, text) => {
  expect(megabytes(bytes)).toBe(text);
});

test.each([
  [0, '0.0'],
  [1240, '1.2'],
  [9_940, '9.9'],
  [61_400, '61'],
])('%i ms are %s s', (ms, text) => {
  expect(seconds(ms)).toBe(text);
});

test('between nine and ten, rounding gives one form: 10, not 10.0', () => {
  expect(seconds(9_960)).toBe('10');
  expect(megabytes(9_960_000)).toBe('10');
});

test.each([
  [256, 256, '1:1'],
  [768, 512, '3:2'],
  [1024, 576, '16:9'],
])('%i × %i is %s', (width, height, text) => {
  expect(ratio(width, height)).toBe(text);
});

test.each([
  [2500, 'en', '2.5 sec'],
  [75_000, 'en', '75 sec'],
  [90_000, 'de', '1,5 Min.'],
  [5400_000, 'fr', '1,5 h'],
  [20_000, 'ja', '20 秒'],
  [120_000, 'ar-u-nu-latn', '2 د'],
])('%i ms are, in %s, %s', (ms, locale, text) => {
  expect(span(ms, locale).replaceAll(/\s/gu, ' ')).toBe(text);
});
