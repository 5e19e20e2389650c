import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { GenerateRequest } from '../../../src/contract/request';
import { PicturePace } from '../../../src/session/picture-pace';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const request: GenerateRequest = {
  modelId: 'sticker',
  prompt: 'a fox',
  negativePrompt: '',
  width: 256,
  height: 256,
  numInferenceSteps: 4,
  guidanceScale: 1,
  seed: 1,
};

function drawn(pace: PicturePace, steps: readonly number[], afterMs: number) {
  const watched = pace.watch(request);
  steps.forEach((elapsedMs, i) => watched.hear({ stage: 'denoising', step: i + 1, steps: steps.length, elapsedMs }));
  vi.advanceTimersByTime(afterMs);
  watched.done();
}

test('nothing is known before a picture was drawn', () => {
  const pace = new PicturePace();
  pace.watch(request).done();

  expect(pace.before(request)).toEqual({});
});

test('a picture tells of the next what a step takes, and in its time what comes after the steps', () => {
  const pace = new PicturePace();
  drawn(pace, [100, 200, 300], 250);

  expect(pace.before({ ...request, seed: 2, prompt: 'a cat' })).toEqual({ usualStepMs: 100, decodeSteps: 2.5 });
});

test('of other work only the proportion is told', () => {
  const pace = new PicturePace();
  drawn(pace, [100], 100);

  for (const other of [{ guidanceScale: 3 }, { width: 512 }, { modelId: 'other' }])
    expect(pace.before({ ...request, ...other })).toEqual({ decodeSteps: 1 });
});
