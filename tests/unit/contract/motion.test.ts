import { describe, expect, test } from 'vitest';
import { ease, easingNames } from '../../../src/contract/easing';
import { checkMotion, frameCount, type MotionRequest } from '../../../src/contract/motion';
import { frameSignatures, keyMixture, planMotion } from '../../../src/contract/motion-plan';

const morph: MotionRequest = {
  kind: 'morph',
  modelId: 'any',
  keyFrames: [
    { prompt: 'a fox', seed: 1 },
    { prompt: 'a cat', seed: 2 },
    { prompt: 'an owl', seed: 3 },
  ],
  negativePrompt: '',
  width: 256,
  height: 256,
  numInferenceSteps: 4,
  guidanceScale: 1,
  seconds: 2,
  framesPerSecond: 12,
  loop: true,
  easing: 'smooth',
  drawEvery: 1,
  between: 'blend',
  smoothing: 0,
};

test.each(easingNames)('easing %s rises from 0 to 1 and holds outside', (name) => {
  const values = Array.from({ length: 101 }, (_, i) => ease(name, i / 100));

  expect(values[0]).toBe(0);
  expect(values[100]).toBeCloseTo(1, 12);
  expect(values[50]).toBeCloseTo(0.5, 12);
  for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1]!);
  expect([ease(name, -1), ease(name, 2)]).toEqual([0, 1]);
});

describe('planMotion', () => {
  test('a loop of 24 frames draws 24 states and never the first twice', () => {
    const plan = planMotion(morph);

    expect(plan.frames).toHaveLength(24);
    expect(plan.positions).toHaveLength(24);
    expect(plan.positions.at(-1)).toBeCloseTo(23 / 24, 12);
    expect(plan.frames.every(({ mix }) => mix === 0)).toBe(true);
  });

  test('drawing one frame in three leaves two of three to be mixed, and the last leads back to the first', () => {
    const plan = planMotion({ ...morph, drawEvery: 3 });

    expect(plan.positions).toHaveLength(8);
    expect(plan.frames.filter(({ mix }) => mix === 0)).toHaveLength(8);
    expect(plan.frames.at(-1)).toMatchObject({ drawn: 7, next: 0 });
    expect(plan.frames.at(-1)!.mix).toBeCloseTo(2 / 3, 12);
  });

  test('a clip that does not loop ends on its last drawn state', () => {
    const plan = planMotion({ ...morph, loop: false, drawEvery: 4 });

    expect(plan.positions.at(-1)).toBe(1);
    expect(plan.frames.at(-1)).toEqual({ drawn: plan.positions.length - 1, next: plan.positions.length - 1, mix: 0 });
  });

  test('of key frames only, a morph draws each once and eases what lies between', () => {
    const plan = planMotion({ ...morph, drawEvery: 0 });

    expect(plan.positions).toHaveLength(3);
    expect(plan.frames[0]).toEqual({ drawn: 0, next: 0, mix: 0 });
    expect(plan.frames[4]).toMatchObject({ drawn: 0, next: 1 });
    expect(plan.frames[4]!.mix).toBeCloseTo(0.5, 12);
    expect(plan.frames[8]).toEqual({ drawn: 1, next: 1, mix: 0 });
    expect(plan.frames[23]).toMatchObject({ drawn: 2, next: 0 });
    expect(plan.frames[23]!.mix).toBeGreaterThan(0.9);
  });

  test('a looping chain runs there and back through the same states', () => {
    const plan = planMotion({ ...morph, kind: 'chain', strengths: [0.5, 0.5], push: 0 });

    expect(plan.positions).toHaveLength(13);
    expect(plan.frames.map(({ drawn }) => drawn)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
    ]);
  });

  test('becoming holds its picture for the part of the time that was asked', () => {
    const plan = planMotion({ ...morph, kind: 'becoming', hold: 0.25, loop: false });

    const last = plan.positions.length - 1;
    expect(plan.positions[0]).toBe(0);
    expect(plan.positions[last]).toBe(1);
    expect(plan.frames.filter(({ drawn }) => drawn === last)).toHaveLength(6);
  });

  test('becoming in a loop goes back to noise', () => {
    const drawn = planMotion({ ...morph, kind: 'becoming', hold: 0.25, loop: true }).frames.map((frame) => frame.drawn);

    expect(drawn[0]).toBe(0);
    expect(drawn.at(-1)).toBe(1);
    expect(drawn.slice(1)).toEqual(drawn.slice(1).reverse());
  });
});

test('keyMixture passes through every key frame and closes', () => {
  expect(keyMixture(0, 3, true, morph)).toEqual({ from: 0, to: 1, t: 0 });
  expect(keyMixture(1 / 3, 3, true, morph)).toMatchObject({ from: 1, to: 2, t: 0 });
  expect(keyMixture(1, 3, true, morph)).toEqual({ from: 2, to: 0, t: 1 });
  expect(keyMixture(1, 3, false, morph)).toEqual({ from: 1, to: 2, t: 1 });
});

describe('frameSignatures', () => {
  const changed: MotionRequest = {
    ...morph,
    keyFrames: [morph.keyFrames[0]!, { prompt: 'a dog', seed: 2 }, morph.keyFrames[2]!],
  };

  test('only frames that a changed key frame touches change', () => {
    const before = frameSignatures(morph);
    const after = frameSignatures(changed);

    const kept = before.flatMap((signature, i) => (signature === after[i] ? [i] : []));
    expect(kept).toEqual([0, 16, 17, 18, 19, 20, 21, 22, 23]);
  });

  test('smoothing lets a change reach one frame further on either side', () => {
    const before = frameSignatures({ ...morph, smoothing: 0.5 });
    const after = frameSignatures({ ...changed, smoothing: 0.5 });

    const kept = before.flatMap((signature, i) => (signature === after[i] ? [i] : []));
    expect(kept).toEqual([17, 18, 19, 20, 21, 22, 23]);
  });

  test('a changed setting changes every frame, and pixels are never part of the text', () => {
    const before = frameSignatures(morph);
    const picture = { width: 1, height: 1, data: new Uint8ClampedArray([9, 9, 9, 255]) };

    expect(frameSignatures({ ...morph, guidanceScale: 3 }).some((signature, i) => signature === before[i])).toBe(false);
    expect(frameSignatures({ ...morph, kind: 'camera', move: 'pan', reach: 1, picture }, 'p1')[0]).not.toContain(
      'data',
    );
  });
});

describe('checkMotion', () => {
  test.each([
    ['one key frame', { keyFrames: [morph.keyFrames[0]!] }, 'at least two key frames'],
    [
      'identical key frames',
      { keyFrames: [morph.keyFrames[0]!, { prompt: ' a fox ', seed: 1 }] },
      'nothing would move',
    ],
    ['no key frame', { keyFrames: [] }, 'Write a prompt'],
    ['an empty prompt', { keyFrames: [morph.keyFrames[0]!, { prompt: '  ', seed: 1 }] }, 'needs a prompt'],
    ['length 0', { seconds: 0 }, '1 to 10 seconds'],
    ['length 1000', { seconds: 1000 }, '1 to 10 seconds'],
    ['a length that is no number', { seconds: NaN }, '1 to 10 seconds'],
    ['no frame rate', { framesPerSecond: 0 }, '4 to 30 frames'],
    ['half a frame drawn', { drawEvery: 1.5 }, 'at least one frame in 6'],
    ['nine key frames', { keyFrames: Array.from({ length: 9 }, (_, seed) => ({ prompt: 'x', seed })) }, 'at most 8'],
  ])('%s is refused with a sentence', (_, change, sentence) => {
    const check = () => checkMotion({ ...morph, ...change });

    expect(check).toThrow(sentence);
    expect(check).toThrow(expect.objectContaining({ name: 'BadRequestError' }));
  });

  test('only a morph can be made of its key frames alone', () => {
    checkMotion({ ...morph, drawEvery: 0 });
    expect(() => checkMotion({ ...morph, kind: 'drift', reach: 0.5, drawEvery: 0 })).toThrow('Only a morph');
  });

  test('good requests pass, and a refusal never repeats the prompt', () => {
    checkMotion(morph);
    expect(frameCount(morph)).toBe(24);
    expect(() => checkMotion({ ...morph, seconds: 11 })).not.toThrow(/fox/);
  });
});
