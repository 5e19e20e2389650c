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

test('the steps so far tell the steps to come, and their time what comes after', () => {
  expect(timeLeftMs(job({ progress: denoising(4, 400), decodeSteps: 2.4 }), 0)).toBe(600 + 240);
});

test('a finished picture tells what the decoder takes, and what later pictures take', () => {
  const running = job({ progress: denoising(4, 400), pictureMs: 1500, decodeSteps: 5, pictures: 3, picture: 1 });

  expect(timeLeftMs(running, 0)).toBe(600 + 500 + 1500);
});

test('an earlier picture’s pace steadies what is told: one slow step is no news yet, several are', () => {
  const steady = { usualStepMs: 100, decodeSteps: 0 };

  expect(timeLeftMs(job({ progress: denoising(2, 400), ...steady }), 0)).toBeCloseTo((800 / 6) * 8);
  expect(timeLeftMs(job({ progress: denoising(8, 1600), ...steady }), 0)).toBeCloseTo((2000 / 12) * 2);
});

test('between pictures, the rest of them count', () => {
  expect(timeLeftMs(job({ pictureMs: 1000, pictures: 4, picture: 2 }), 0)).toBe(2000);
});

test('while decoding, little of this picture is left', () => {
  expect(timeLeftMs(job({ progress: { stage: 'decoding' }, pictureMs: 1000, pictures: 2 }), 0)).toBe(1100);
});

test('it never falls below zero', () => {
  expect(timeLeftMs(job({ progress: denoising(10, 1000), pictureMs: 900, decodeSteps: 0 }), 0)).toBe(0);
});

test('of a picture as it was recorded, the time left is right within a fifth after the second step, and stays so', () => {
  // The default model in Node, November 2026: milliseconds of its steps since the first began, and of the whole picture.
  const recorded = [1015, 2189, 3169, 4001, 4795, 5714, 6608, 7375];
  const [steps, whole] = [12, 14_695];
  const decodeSteps = 2.4; // other pictures of that day: 2.2 to 2.7

  for (const [i, elapsedMs] of recorded.entries()) {
    if (i === 0) continue;
    const left = timeLeftMs(job({ progress: { stage: 'denoising', step: i + 1, steps, elapsedMs }, decodeSteps }), 0)!;
    expect(Math.abs(left / (whole - elapsedMs) - 1), `after step ${i + 1}`).toBeLessThan(0.2);
  }
});
