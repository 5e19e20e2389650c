import { expect, test } from 'vitest';
import { laidInto } from '../../../src/retrieval/lay-into';

test('one thing fills the part', () => {
  const one = { pastes: [{ slot: 0, grid: 16, at: [0, 1] as const }] };

  expect(laidInto(one, { grid: 4, at: [9, 2] })).toEqual({ pastes: [{ slot: 0, grid: 4, at: [9, 2] }] });
});

test('several keep their places to each other, about the middle of it', () => {
  const beside = {
    pastes: [
      { slot: 0, grid: 8, at: [0, 4] as const },
      { slot: 1, grid: 8, at: [8, 4] as const },
    ],
  };

  expect(laidInto(beside, { grid: 8, at: [4, 4] }).pastes).toEqual([
    { slot: 0, grid: 4, at: [4, 6] },
    { slot: 1, grid: 4, at: [8, 6] },
  ]);
});

test('what is worn has its size and no place, and nothing sinks: it is put by its wearer', () => {
  const worn = {
    sink: 1,
    pastes: [
      { slot: 0, grid: 12, at: [2, 4] as const },
      { slot: 1, grid: 8 },
    ],
  };

  expect(laidInto(worn, { grid: 6, at: [0, 0] })).toEqual({
    pastes: [
      { slot: 0, grid: 6, at: [0, 0] },
      { slot: 1, grid: 4 },
    ],
  });
});
