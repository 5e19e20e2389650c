import { expect, test } from 'vitest';
import { stepClock } from '../../../src/pipelines/step-clock';

/** What the clock says after each lap of so many milliseconds; `before` steps were done by another worker. */
function told(laps: readonly number[], before = 0): number[] {
  let time = 1000;
  const elapsed = stepClock(() => time);
  return laps.map((lap, i) => {
    time += lap;
    return elapsed(before + i + 1);
  });
}

test('steps take what they take', () => {
  expect(told([100, 120, 80])).toEqual([100, 220, 300]);
});

test('a laptop that slept for a night within a step has not drawn for a night', () => {
  const night = 8 * 3600e3;

  expect(told([100, 100, night, 100])).toEqual([100, 200, 1200, 1300]);
});

test('nor if it slept in the first: the second step puts it right', () => {
  expect(told([8 * 3600e3, 100]).at(-1)).toBe(200);
});

test('a slow first step says nothing about those that follow; a quick one is taken as it is', () => {
  expect(told([300, 100, 110])).toEqual([300, 200, 320]);
  expect(told([80, 120, 100])).toEqual([80, 200, 300]);
});

test('steps that another worker did count as usual ones', () => {
  expect(told([100, 100], 3)).toEqual([400, 500]);
});
