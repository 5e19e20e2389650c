import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dropDates } from '../../../src/video/mp4-dates';

test('the dates of a film and of its tracks go, and nothing else changes', () => {
  const film = new Uint8Array(readFileSync('tests/golden/provenance/plain.mp4'));
  const dateAt = ['mvhd', 'tkhd', 'mdhd'].map((type) => Buffer.from(film).indexOf(type) + 8);
  const dated = film.slice();
  for (const at of dateAt) dated.set([1, 2, 3, 4, 5, 6, 7, 8], at);
  const expected = film.slice();
  for (const at of dateAt) expected.fill(0, at, at + 8);

  expect(dropDates(dated)).toEqual(expected);
});
