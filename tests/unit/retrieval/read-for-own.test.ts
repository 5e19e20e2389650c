import { expect, test } from 'vitest';
import { readForOwn } from '../../../src/retrieval/read-for-own';

const [dog, hat, tree] = [{ subject: 1 }, { subject: 2 }, { subject: 3 }];

test('what a cut-out is to wear is worn by the cut-out', () => {
  const reading = { subjects: [dog, hat], layout: 'wearing-head', background: 4 };

  expect(readForOwn(reading, true)).toEqual({ subjects: [hat], layout: 'wearing-head', background: 4, isForOwn: true });
});

test('what stands beside a cut-out stays beside it', () => {
  const reading = { subjects: [dog, tree], layout: 'beside' };

  expect(readForOwn(reading, true)).toEqual(reading);
});

test('over a whole picture nothing is laid; its name, style and ground are kept', () => {
  const reading = { subjects: [dog, hat], layout: 'wearing-head', style: 'noto', background: 4, shown: [0, 1] };

  expect(readForOwn(reading, false)).toEqual({ subjects: [dog], layout: 'single', style: 'noto', background: 4 });
  expect(readForOwn({ subjects: [hat], layout: 'wearing-head', isForOwn: true }, false).subjects).toEqual([]);
});
