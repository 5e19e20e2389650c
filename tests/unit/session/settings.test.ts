import { expect, test } from 'vitest';
import { initialSettings, maxSeed, randomSeed, settingsFor } from '../../../src/session/settings';
import { aModel } from '../a-model';

test('every default comes from the model’s manifest', () => {
  expect(settingsFor(aModel(), initialSettings())).toMatchObject({
    modelId: 'tiny',
    width: 256,
    height: 256,
    numInferenceSteps: 4,
    guidanceScale: 1,
    strength: 0.6,
    styleId: '',
    scheduler: '',
  });
});

test('a newly chosen model takes its own defaults and leaves seed and number of pictures', () => {
  const old = {
    ...settingsFor(aModel(), initialSettings()),
    seed: 9,
    isSeedLocked: true,
    numPictures: 3,
    styleId: 'flat',
  };
  const other = aModel({
    id: 'other',
    defaults: { num_inference_steps: 1, guidance_scale: 0, width: 512, height: 512 },
  });

  expect(settingsFor(other, old)).toMatchObject({
    modelId: 'other',
    width: 512,
    numInferenceSteps: 1,
    guidanceScale: 0,
    seed: 9,
    isSeedLocked: true,
    numPictures: 3,
    styleId: '',
  });
});

test('random seeds are whole, in range, and differ', () => {
  const seeds = Array.from({ length: 100 }, randomSeed);

  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed <= maxSeed)).toBe(true);
  expect(new Set(seeds).size).toBeGreaterThan(95);
});
