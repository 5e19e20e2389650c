import { expect, test } from 'vitest';
import { timeLeftMs, type RunningJob } from '../../../src/session/job';

const job = (changes: Partial<RunningJob>): RunningJob => ({
  state: 'running',
  controller: new AbortController(),
  picture: 0,
  pictures: 1,
  startedAt: 0,
  recoveries: [],
  ...changes,
});
const denoising = (step: number, elapsedMs: number) => ({ stage: 'denoising', step, steps: 10, elapsedMs }) as const;

test('nothing is said before something was measured', () => {
  expect(timeLeftMs(job({}), 0)).toBeUndefined();
  expect(timeLeftMs(job({ progress: { stage: 'encoding' } }), 0)).toBeUndefined();
  expect(timeLeftMs(job({ progress: denoising(0, 0) }), 0)).toBeUndefined();
});

test('the steps so far tell the steps to come, and one step’s time for the decoder', () => {
  expect(timeLeftMs(job({ progress: denoising(4, 400) }), 0)).toBe(700);
});

test('a finished picture tells what the decoder takes, and what later pictures take', () => {
  const running = job({ progress: denoising(4, 400), pictureMs: 1500, pictures: 3, picture: 1 });

  expect(timeLeftMs(running, 0)).toBe(600 + 500 + 1500);
});

test('between pictures, the rest of them count', () => {
  expect(timeLeftMs(job({ pictureMs: 1000, pictures: 4, picture: 2 }), 0)).toBe(2000);
});

test('while decoding, little of this picture is left', () => {
  expect(timeLeftMs(job({ progress: { stage: 'decoding' }, pictureMs: 1000, pictures: 2 }), 0)).toBe(1100);
});

test('it never falls below zero', () => {
  expect(timeLeftMs(job({ progress: denoising(10, 1000), pictureMs: 900 }), 0)).toBe(0);
});
