import { describe, expect, test, vi } from 'vitest';
import type { MotionRequest } from '../../../src/contract/motion';
import { planMotion } from '../../../src/contract/motion-plan';
import type { MotionParts } from '../../../src/pipelines/motion-parts';
import { smoothState, stateDrawer, type StateStore } from '../../../src/pipelines/motion';
import { distance, lerp } from '../../../src/tensor/interpolate';
import { randomNormal } from '../../../src/tensor/random';
import { scale, tensor, type Tensor } from '../../../src/tensor/tensor';

const dims = [1, 4, 8, 8];
const steps = 4;

/** A model in which a prompt is a constant picture: noise goes to it along straight lines, as in a flow. */
function straightParts() {
  const constant = (value: number): Tensor => tensor(new Float32Array(256).fill(value), dims);
  const asked: { strength: number | undefined; conditioning: number }[] = [];
  const parts: MotionParts<number> = {
    prepare: vi.fn(async ({ prompt }) => prompt.length),
    mix: (a, b, t) => a + (b - a) * t,
    noise: (seed) => randomNormal(dims, seed),
    async denoise(conditioning, noise, start, onState) {
      asked.push({ strength: start?.strength, conditioning });
      const target = start ? lerp(start.clean, constant(conditioning), start.strength) : constant(conditioning);
      // A tenth of the noise stays, so that seeds can be told apart.
      const end = lerp(target, noise, 0.1);
      for (let i = 1; i <= steps; i++) onState?.(lerp(noise, end, i / steps), end);
      return end;
    },
    async decode(latents) {
      return { width: 1, height: latents.dims[0]!, data: new Uint8ClampedArray(4) };
    },
    encode: async () => constant(99),
  };
  return { parts, asked, constant };
}

const base = {
  modelId: 'any',
  keyFrames: [
    { prompt: 'aa', seed: 1 },
    { prompt: 'bbbbbb', seed: 2 },
  ],
  negativePrompt: '',
  width: 8,
  height: 8,
  numInferenceSteps: steps,
  guidanceScale: 1,
  seconds: 2,
  framesPerSecond: 12,
  loop: true,
  easing: 'linear',
  drawEvery: 1,
  between: 'blend',
  smoothing: 0,
} as const;

async function drawAll(motion: MotionRequest, known: StateStore = new Map()) {
  const { parts, asked, constant } = straightParts();
  const plan = planMotion(motion);
  const drawer = stateDrawer(parts, motion, plan, known, () => undefined);
  const states: Tensor[] = [];
  for (const i of plan.positions.keys()) states.push(await drawer.draw(i));
  return { states, asked, parts, constant, plan, drawer };
}

const stepsOf = (states: readonly Tensor[]) => states.slice(1).map((state, i) => distance(states[i]!, state));
const longest = (states: readonly Tensor[]) => Math.max(...stepsOf(states));

describe('morph', () => {
  test('passes through each key frame as that key frame alone is drawn', async () => {
    const { states, parts } = await drawAll({ ...base, kind: 'morph' });

    expect(distance(states[0]!, await parts.denoise(2, parts.noise(1)))).toBeLessThan(1e-6);
    expect(distance(states[12]!, await parts.denoise(6, parts.noise(2)))).toBeLessThan(1e-6);
  });

  test('the step from the last state to the first is no longer than the others', async () => {
    const { states } = await drawAll({ ...base, kind: 'morph', easing: 'smooth' });

    const closing = distance(states.at(-1)!, states[0]!);
    expect(closing).toBeLessThan(longest(states));
  });

  test('reads each prompt once', async () => {
    const { parts } = await drawAll({ ...base, kind: 'morph' });

    expect(parts.prepare).toHaveBeenCalledTimes(2);
  });

  test('states that are known are not drawn again', async () => {
    const first = await drawAll({ ...base, kind: 'morph' });

    const again = await drawAll({ ...base, kind: 'morph' }, new Map(first.states.map((state, i) => [i, state])));

    expect(again.asked).toEqual([]);
    expect(again.states).toEqual(first.states);
  });
});

describe('drift', () => {
  test('starts and ends at the key frame, and its closing step is among the shortest', async () => {
    const { states, parts } = await drawAll({ ...base, kind: 'drift', reach: 0.5 });

    const closing = distance(states.at(-1)!, states[0]!);
    expect(distance(states[0]!, await parts.denoise(2, parts.noise(1)))).toBeLessThan(1e-6);
    expect(closing).toBeLessThan(longest(states) / 3);
  });

  test('reach says how far it goes', async () => {
    const near = await drawAll({ ...base, kind: 'drift', reach: 0.1 });
    const far = await drawAll({ ...base, kind: 'drift', reach: 0.6 });

    expect(longest(near.states)).toBeLessThan(longest(far.states) / 3);
  });
});

describe('becoming', () => {
  test('goes from the noise itself to the finished picture without a jump, with one denoising', async () => {
    const { states, asked, parts } = await drawAll({ ...base, kind: 'becoming', hold: 0.2, loop: false });

    expect(asked).toHaveLength(1);
    expect(distance(states[0]!, parts.noise(1))).toBeLessThan(1e-6);
    expect(distance(states.at(-1)!, await parts.denoise(2, parts.noise(1)))).toBeLessThan(1e-6);
    expect(longest(states)).toBeLessThan(distance(states[0]!, states.at(-1)!) / 4);
  });
});

describe('chain', () => {
  test('draws each frame over the one before, with the strength of its moment', async () => {
    const { asked, states } = await drawAll({ ...base, kind: 'chain', strengths: [0.2, 0.8], push: 0, loop: false });

    expect(asked[0]!.strength).toBeUndefined();
    const strengths = asked.slice(1).map(({ strength }) => strength!);
    expect(strengths[0]).toBeCloseTo(0.2 + 0.6 / 23, 9);
    expect(strengths.at(-1)).toBeCloseTo(0.8, 9);
    expect(states).toHaveLength(24);
  });

  test('goes from the words of one key frame to those of the next', async () => {
    const { asked } = await drawAll({ ...base, kind: 'chain', strengths: [0.5, 0.5], push: 0, loop: false });

    const mixtures = asked.slice(1).map(({ conditioning }) => conditioning);
    expect(mixtures).toEqual([...mixtures].sort((a, b) => a - b));
    expect(mixtures[0]).toBeGreaterThan(2);
    expect(mixtures.at(-1)).toBe(6);
  });

  test('can start from a picture', async () => {
    const picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) };

    const { states, constant } = await drawAll({ ...base, kind: 'chain', strengths: [0.5, 0.5], push: 0, picture });

    expect(distance(states[0]!, constant(99))).toBe(0);
  });
});

describe('smoothing', () => {
  test('makes the steps between states more even', async () => {
    const motion: MotionRequest = { ...base, kind: 'morph', easing: 'snap' };
    const { states, drawer, plan } = await drawAll(motion);

    const smooth: Tensor[] = [];
    for (const i of plan.positions.keys())
      smooth.push(await smoothState(drawer, i, plan, { ...motion, smoothing: 0.6 }));

    expect(longest(smooth)).toBeLessThan(longest(states));
  });

  test('leaves the ends of an open clip as they are', async () => {
    const motion: MotionRequest = { ...base, kind: 'morph', loop: false, smoothing: 0.6 };
    const { states, drawer, plan } = await drawAll(motion);

    expect(await smoothState(drawer, 0, plan, motion)).toBe(states[0]);
    expect(await smoothState(drawer, states.length - 1, plan, motion)).toBe(states.at(-1));
  });

  test('a state half the size of its neighbours is lifted', async () => {
    const motion: MotionRequest = { ...base, kind: 'morph', smoothing: 0.5 };
    const { drawer, states, plan } = await drawAll(motion);

    const lifted = await smoothState(
      { draw: async (i) => (i === 3 ? scale(states[3]!, 0.5) : states[3]!) },
      3,
      plan,
      motion,
    );

    expect(distance(lifted, scale(states[3]!, 0.75))).toBeLessThan(1e-6);
    expect(await drawer.draw(3)).toBe(states[3]);
  });
});
