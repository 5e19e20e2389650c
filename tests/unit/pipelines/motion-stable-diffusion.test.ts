import { afterEach, describe, expect, test, vi } from 'vitest';
import type { MotionRequest } from '../../../src/contract/motion';
import { planMotion } from '../../../src/contract/motion-plan';
import { createMotionParts } from '../../../src/pipelines/create-motion';
import { stateDrawer } from '../../../src/pipelines/motion';
import { keyFrameRequest } from '../../../src/pipelines/motion-parts';
import { stableDiffusion } from '../../../src/pipelines/stable-diffusion';
import { distance } from '../../../src/tensor/interpolate';
import type { Tensor } from '../../../src/tensor/tensor';
import { openPlainFolder } from '../../../tools/conformance/plain-folder';
import { nodeRuntime } from '../../../tools/node-runtime';

vi.setConfig({ testTimeout: 120_000 }); // the runtime takes its time on a busy machine

const models = new URL('../../golden/models/', import.meta.url).pathname;
const never = new AbortController().signal;
const opened: ReturnType<typeof openPlainFolder>[] = [];
const openModel = (id: string) => {
  const model = openPlainFolder(`${models}${id}`, nodeRuntime(1));
  opened.push(model);
  return model;
};
afterEach(async () => {
  for (const model of opened.splice(0)) await model.dispose();
});

const morph = {
  kind: 'morph',
  modelId: 'tiny',
  keyFrames: [
    { prompt: 'a cat', seed: 1 },
    { prompt: `a (dog:1.3) ${'on a very long road '.repeat(20)}`, seed: 2 },
  ],
  negativePrompt: 'blurry',
  width: 64,
  height: 64,
  numInferenceSteps: 3,
  guidanceScale: 3,
  seconds: 1,
  framesPerSecond: 4,
  loop: false,
  easing: 'linear',
  drawEvery: 1,
  between: 'blend',
  smoothing: 0,
} as const satisfies MotionRequest;

function drawerOf(model: ReturnType<typeof openPlainFolder>, motion: MotionRequest) {
  const parts = createMotionParts(model, motion, never);
  const plan = planMotion(motion);
  return { parts, plan, drawer: stateDrawer(parts, motion, plan, new Map(), () => undefined) };
}

/** Of ancestral and consistency models too, whose schedulers draw noise at each step. */
describe.each(['tiny-sd15', 'tiny-sdxl', 'tiny-lcm', 'tiny-sdturbo'])('%s', (id) => {
  test('a morph begins with the picture that Create draws, and passes through others to its end', async () => {
    const model = openModel(id);
    const motion = { ...morph, guidanceScale: id === 'tiny-sdturbo' ? 0 : morph.guidanceScale };
    const { parts, plan, drawer } = drawerOf(model, {
      ...motion,
      // In one chunk each, as Create reads the first alone.
      keyFrames: [motion.keyFrames[0], { prompt: 'a dog', seed: 2 }],
    });

    const states: Tensor[] = [];
    for (const i of plan.positions.keys()) states.push(await drawer.draw(i));
    const first = await parts.decode(states[0]!);

    const created = await stableDiffusion(model, keyFrameRequest(motion, motion.keyFrames[0]), () => undefined, never);
    expect(first.data).toEqual(created.pixels.data);
    for (let i = 1; i < states.length; i++) expect(distance(states[i - 1]!, states[i]!)).toBeGreaterThan(0.01);
  });
});

test('a network that only fills in draws a morph; a chain is refused by name', async () => {
  const model = openModel('tiny-sd15-inpaint9');
  const onlyFills = { ...model, manifest: { ...model.manifest, tasks: ['inpaint'] as const } };

  const { drawer } = drawerOf(onlyFills, morph);
  expect(distance(await drawer.draw(0), await drawer.draw(2))).toBeGreaterThan(0.01);

  const chain = drawerOf(onlyFills, { ...morph, kind: 'chain', strengths: [0.5, 0.5], push: 0 });
  await expect(chain.drawer.draw(1)).rejects.toMatchObject({ name: 'ModelUnsupportedError' });
});

test('prompts of different lengths are mixed', async () => {
  const { plan, drawer } = drawerOf(openModel('tiny-sd15'), morph);

  const [start, middle] = [await drawer.draw(0), await drawer.draw(Math.floor(plan.positions.length / 2))];

  expect(middle.data.every(Number.isFinite)).toBe(true);
  expect(distance(start, middle)).toBeGreaterThan(0.01);
});

test('becoming begins with the noise and ends with the picture, and no state is beyond either', async () => {
  const motion: MotionRequest = { ...morph, kind: 'becoming', hold: 0 };
  const { plan, drawer, parts } = drawerOf(openModel('tiny-sd15'), motion);

  const states: Tensor[] = [];
  for (const i of plan.positions.keys()) states.push(await drawer.draw(i));

  const spread = ({ data }: Tensor) => Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);
  expect(distance(states[0]!, parts.noise(1))).toBeLessThan(1e-6);
  const largest = Math.max(spread(states[0]!), spread(states.at(-1)!));
  for (const state of states) expect(spread(state)).toBeLessThan(1.2 * largest);
});

test('a chain goes on from the picture before, at the least strength too', async () => {
  const motion: MotionRequest = { ...morph, kind: 'chain', strengths: [0.01, 0.9], push: 0.05 };
  const { plan, drawer } = drawerOf(openModel('tiny-sd15'), motion);

  const states: Tensor[] = [];
  for (const i of plan.positions.keys()) states.push(await drawer.draw(i));

  for (let i = 1; i < states.length; i++) expect(distance(states[i - 1]!, states[i]!)).toBeGreaterThan(0.01);
});
