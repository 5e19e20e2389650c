import { describe, expect, test } from 'vitest';
import { requireSane, type CheckedStage } from '../../../src/pipelines/sentinel';
import { randomNormal } from '../../../src/tensor/random';

const stages: readonly CheckedStage[] = ['embeddings', 'prediction', 'latents', 'picture'];
const sound = (length = 1000) => randomNormal([length], 7);
const wrong = (stage: CheckedStage, finding: RegExp) => ({
  name: 'WrongResultError',
  message: expect.stringMatching(new RegExp(`^${stage}: .*${finding.source}`)) as string,
});
const changed = (change: (value: number, i: number) => number) => {
  const { data, dims } = sound();
  return { data: data.map(change), dims };
};

describe.each(stages)('%s', (stage) => {
  test('that are sound are given back as they are', () => {
    const tensor = sound();

    expect(requireSane(stage, tensor)).toBe(tensor);
    expect(requireSane(stage, sound(1)).data.length).toBe(1);
  });

  const faults: [string, (value: number, i: number) => number, RegExp][] = [
    ['one number that is none', (value, i) => (i === 999 ? Number.NaN : value), /not finite/],
    ['one infinite number', (value, i) => (i === 0 ? -Infinity : value), /not finite/],
    ['both infinities', (value, i) => (i < 2 ? (i ? Infinity : -Infinity) : value), /not finite/],
    ['one number out of all proportion', (value, i) => (i === 500 ? -1e5 : value), /proportion/],
    ['zeros', () => 0, /one value/],
    ['one value everywhere', () => 0.25, /one value/],
    ['next to nothing', (value) => value * 1e-9, /hardly/],
  ];
  test.each(faults)('with %s are caught', (_, change, finding) => {
    expect(() => requireSane(stage, changed(change))).toThrow(
      expect.objectContaining(wrong(stage, finding)) as unknown as Error,
    );
  });
});

test('a picture of one colour to the eye is caught where faint latents are not', () => {
  const faint = changed((value) => 0.5 + value * 1e-4);

  expect(requireSane('latents', faint)).toBe(faint);
  expect(() => requireSane('picture', faint)).toThrow(/hardly/);
});
