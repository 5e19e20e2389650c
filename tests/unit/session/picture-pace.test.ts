import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { GenerateRequest } from '../../../src/contract/request';
import { foretoldDecodeSteps } from '../../../src/session/forecast';
import { PicturePace } from '../../../src/session/picture-pace';
import { aModel } from '../a-model';

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

const models = [aModel({ id: 'sticker' }), aModel({ id: 'other', family: 'sd' })];

function drawn(pace: PicturePace, steps: readonly number[], afterMs: number) {
  const watched = pace.watch(request);
  steps.forEach((elapsedMs, i) => watched.hear({ stage: 'denoising', step: i + 1, steps: steps.length, elapsedMs }));
  vi.advanceTimersByTime(afterMs);
  watched.done();
}

test('before a picture was drawn, its manifest tells what comes after the steps', () => {
  const pace = new PicturePace();
  pace.watch(request).done();

  expect(pace.before(request, models)).toEqual({ decodeSteps: foretoldDecodeSteps(models[0]!, request) });
});

test('a picture tells of the next what a step takes, and in its time what comes after the steps', () => {
  const pace = new PicturePace();
  drawn(pace, [100, 200, 300], 250);

  const next = pace.before({ ...request, seed: 2, prompt: 'a cat' }, models);
  expect(next).toEqual({ usualStepMs: 100, decodeSteps: 2.5 });
});

test('of other work only the proportion is told, of another model nothing', () => {
  const pace = new PicturePace();
  drawn(pace, [100], 100);

  for (const other of [{ guidanceScale: 3 }, { width: 512 }])
    expect(pace.before({ ...request, ...other }, models)).toEqual({ decodeSteps: 1 });
  const ofOther = pace.before({ ...request, modelId: 'other' }, models);
  expect(ofOther).toEqual({ decodeSteps: foretoldDecodeSteps(models[1]!, request) });
});
