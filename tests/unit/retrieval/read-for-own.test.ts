import { expect, test } from 'vitest';
import { readForOwn } from '../../../src/retrieval/read-for-own';

const [dog, hat, tree] = [{ subject: 1 }, { subject: 2 }, { subject: 3 }];

test('what a cut-out is to wear is worn by the cut-out', () => {
  const reading = { subjects: [dog, hat], layout: 'wearing-head', background: 4 };

  expect(readForOwn(reading, true)).toEqual({ subjects: [hat], layout: 'wearing-head', background: 4, ownSlot: 0 });
});

test('what stands beside or over the first stands beside or over the cut-out', () => {
  const sky = { subjects: [tree, dog], layout: 'sky' };

  expect(readForOwn({ subjects: [dog, tree], layout: 'beside' }, true)).toEqual({
    ...{ subjects: [tree], layout: 'beside', ownSlot: 0 },
  });
  expect(readForOwn(sky, true)).toEqual({ subjects: [tree], layout: 'sky', ownSlot: 1 });
});

test('over a whole picture nothing is laid; its name, style and ground are kept', () => {
  const reading = { subjects: [dog, hat], layout: 'wearing-head', style: 'noto', background: 4, shown: [0, 1] };

  expect(readForOwn(reading, false)).toEqual({ subjects: [dog], layout: 'single', style: 'noto', background: 4 });
  expect(readForOwn({ subjects: [hat], layout: 'wearing-head', ownSlot: 0 }, false).subjects).toEqual([]);
});
