import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { GenerateRequest } from '../../../src/contract/request';
import { noTrail, type Trail } from '../../../src/contract/trail';
import { keepTrail } from '../../../src/engine/keep-trail';
import type { LoadedModel } from '../../../src/models/loaded-model';
import { flow } from '../../../src/pipelines/flow';
import type { Pipeline } from '../../../src/pipelines/pipeline';
import { stableDiffusion } from '../../../src/pipelines/stable-diffusion';
import { schedulerNames } from '../../../src/schedulers/create';
import { openPlainFolder } from '../../../tools/conformance/plain-folder';
import { nodeRuntime } from '../../../tools/node-runtime';
import { manifest, sticker } from '../sticker';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // real networks, on a machine that may be busy

const never = new AbortController().signal;
const grey = (side: number) => ({
  width: side,
  height: side,
  data: Uint8ClampedArray.from({ length: 4 * side * side }, (_, i) => (i % 4 === 3 ? 255 : (i * 7) % 256)),
});

/** A model that counts what its networks are asked. */
function counting(model: LoadedModel, counts: Record<string, number>): LoadedModel {
  return {
    ...model,
    async open(name) {
      const network = await model.open(name);
      return {
        ...network,
        run(feeds, fetches) {
          counts[name] = (counts[name] ?? 0) + 1;
          return network.run(feeds, fetches);
        },
      };
    },
  };
}

/** Draws, and gives the picture with all the trails that the job left on its way. */
async function draw(pipeline: Pipeline, model: LoadedModel, request: GenerateRequest, trail: Trail = noTrail) {
  const counts: Record<string, number> = {};
  const keeper = keepTrail();
  const trails: Trail[] = [];
  const { pixels } = await pipeline(
    counting(model, counts),
    request,
    (progress) => {
      keeper.take(structuredClone(progress)); // as the boundary does
      if (progress.stage === 'denoising' || progress.stage === 'decoding') trails.push(structuredClone(keeper.trail));
    },
    never,
    trail,
  );
  return { bytes: Buffer.from(pixels.data).toString('base64'), trails, counts };
}

describe('a job that goes on from its trail ends with the same picture to the byte', () => {
  const model = openPlainFolder(new URL('../../golden/models/tiny-sd15', import.meta.url).pathname, nodeRuntime(1));
  afterAll(() => model.dispose());
  const request: GenerateRequest = {
    modelId: 'tiny',
    prompt: 'a cat',
    negativePrompt: 'blurry',
    width: 64,
    height: 64,
    numInferenceSteps: 4,
    guidanceScale: 3,
    seed: 7,
  };
  // Histories of several steps, steps of two calls, noise drawn between steps, noise drawn for a start.
  const cases: [string, Partial<GenerateRequest>][] = [
    ...schedulerNames
      .filter((name) => !name.startsWith('FlowMatch'))
      .map((scheduler): [string, Partial<GenerateRequest>] => [scheduler, { scheduler }]),
    ['a start picture', { image: grey(64), strength: 0.8, scheduler: 'EulerAncestralDiscreteScheduler' }],
    ['a mask', { image: grey(64), mask: grey(64), strength: 0.8 }],
  ];

  test.each(cases)('%s', async (_, change) => {
    const asked = { ...request, ...change };
    const whole = await draw(stableDiffusion, model, asked);
    const calls = whole.counts['unet']!;

    // In the middle of a step of two calls and of a history, and with all but the last step done.
    for (const i of [1, calls - 2]) {
      const trail = whole.trails[i];
      const resumed = await draw(stableDiffusion, model, asked, trail);
      expect(resumed.bytes).toBe(whole.bytes);
      expect(resumed.counts['unet']).toBe(calls - i - 1);
    }
  });
});

describe('the default model', () => {
  const model = sticker();
  afterAll(() => model.dispose());
  const { width, height } = manifest.defaults;
  const request: GenerateRequest = {
    modelId: manifest.id,
    prompt: 'a red apple',
    negativePrompt: '',
    width,
    height,
    numInferenceSteps: 3,
    guidanceScale: 1,
    seed: 7,
  };
  let whole: Awaited<ReturnType<typeof draw>>;
  beforeAll(async () => {
    whole = await draw(flow, model, request);
  });

  test('goes on after each step, and asks for no step again', async () => {
    for (const [i, trail] of whole.trails.slice(0, -1).entries()) {
      const resumed = await draw(flow, model, request, trail);
      expect(resumed.bytes).toBe(whole.bytes);
      expect(resumed.counts['transformer'] ?? 0).toBe(2 - i);
    }
  });

  test('once all steps are done needs the decoder alone', async () => {
    const resumed = await draw(flow, model, request, whole.trails.at(-1));

    expect(resumed.bytes).toBe(whole.bytes);
    expect(resumed.counts).toEqual({ vae_decoder: 1 });
  });
});
