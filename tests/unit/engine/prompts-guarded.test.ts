import { describe, expect, test, vi } from 'vitest';
import { defaultHostConfig } from '../../../src/contract/host';
import type { MotionRequest } from '../../../src/contract/motion';
import type { Pixels } from '../../../src/contract/pixels';
import type { GenerateRequest } from '../../../src/contract/request';
import { diffusionApi } from '../../../src/engine/diffusion-api';
import { aModel } from '../a-model';
import { anEngine, aResult, aSession } from '../session/an-engine';
import { ask } from '../../../src/session/ask';

const pixels: Pixels = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
const signal = new AbortController().signal;
const ignore = () => undefined;

/** The worker's own code, with a runtime that notes that it was asked for. */
async function anApi() {
  const startRuntime = vi.fn(() => Promise.reject(new Error('the work began')));
  const api = diffusionApi(startRuntime);
  const options = {
    baseUrl: 'https://host.test/',
    models: [aModel()],
    host: defaultHostConfig,
    backend: 'wasm',
  } as const;
  await api.configure({ ...options, maxThreads: 1, keepModels: false }, ignore);
  return { api, startRuntime };
}

const request: GenerateRequest = {
  modelId: 'tiny',
  prompt: 'a red fox',
  negativePrompt: '',
  width: 256,
  height: 256,
  numInferenceSteps: 1,
  guidanceScale: 1,
  seed: 1,
};

describe('the worker refuses before any work', () => {
  test.each<[string, Partial<GenerateRequest>, RegExp]>([
    ['a prompt', { prompt: 'a n4ked woman' }, /^sexual$/],
    ['a prompt for a picture that is being edited', { prompt: 'take off her shirt', image: pixels }, /^undressing$/],
    ['a prompt for a redrawn part', { prompt: 'in lingerie', image: pixels, mask: pixels }, /^undressing$/],
    ['a prompt beside a reference picture', { prompt: 'topless', references: [pixels] }, /^undressing$/],
    [
      'a negative prompt in a photo',
      { prompt: 'a portrait', negativePrompt: 'clothes', image: pixels },
      /^undressing$/,
    ],
    ['a negative prompt with a child', { prompt: 'a child', negativePrompt: 'clothing' }, /^minors$/],
  ])('%s', async (_, changes, reason) => {
    const { api, startRuntime } = await anApi();
    // A trail is only read by pipelines, which are never reached.
    const made = api.generate({ ...request, ...changes }, {} as never, ignore, signal);

    await expect(made).rejects.toMatchObject({ name: 'SafetyError', message: expect.stringMatching(reason) });
    expect(startRuntime).not.toHaveBeenCalled();
  });

  test.each([0, 1, 2])('key frame %i of a clip', async (guilty) => {
    const { api, startRuntime } = await anApi();
    const keyFrames = [0, 1, 2].map((i) => ({ prompt: i === guilty ? 'a nude man' : 'a fox', seed: i }));
    const motion = { kind: 'morph', modelId: 'tiny', negativePrompt: '', keyFrames } as unknown as MotionRequest; // the rest is read later

    const made = api.motion({ motion, wanted: [0], known: [] }, ignore, signal);

    await expect(made).rejects.toMatchObject({ name: 'SafetyError' });
    expect(startRuntime).not.toHaveBeenCalled();
  });

  test('an innocent one gets as far as the runtime', async () => {
    const { api, startRuntime } = await anApi();

    await expect(api.generate(request, {} as never, ignore, signal)).rejects.toThrow('the work began');
    expect(startRuntime).toHaveBeenCalled();
  });
});

test('each choice of a prompt comes to the worker written out, as a prompt of its own', async () => {
  const engine = anEngine(async (asked) => aResult(asked));
  const { session } = aSession(engine);
  session.content.prompt = 'a {red|blue} {fox|cat}';
  session.content.wildcardUse = 'all';

  await ask(session);

  const prompts = engine.generate.mock.calls.map(([{ prompt }]) => prompt);
  expect(new Set(prompts)).toEqual(new Set(['a red fox', 'a red cat', 'a blue fox', 'a blue cat']));
});
