import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Progress } from '../../../src/contract/progress';
import { allRead, type GenerateRequest } from '../../../src/contract/request';
import { schedulerConfig, stableDiffusion } from '../../../src/pipelines/stable-diffusion';
import { openPlainFolder } from '../../../tools/conformance/plain-folder';
import { nodeRuntime } from '../../../tools/node-runtime';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // the runtime takes its time on a busy machine

const models = new URL('../../golden/models/', import.meta.url).pathname;
const request: GenerateRequest = {
  modelId: 'tiny',
  prompt: 'a (cat:1.3) on a chair',
  negativePrompt: '',
  width: 64,
  height: 64,
  numInferenceSteps: 2,
  guidanceScale: 3,
  seed: 7,
};
const unheard = () => undefined;
const never = new AbortController().signal;

let model: ReturnType<typeof openPlainFolder>;
beforeAll(() => {
  model = openPlainFolder(`${models}tiny-sd15`, nodeRuntime(1));
});
afterAll(() => model.dispose());

test('a request becomes a picture of its size, with a step reported at a time', async () => {
  const heard: Progress[] = [];

  const { pixels, notRead } = await stableDiffusion(model, request, (progress) => heard.push(progress), never);

  expect([pixels.width, pixels.height, pixels.data.length]).toEqual([64, 64, 4 * 64 * 64]);
  expect(notRead).toEqual(allRead);
  // PNDM runs its second timestep twice.
  expect(
    heard.flatMap((progress) => (progress.stage === 'denoising' ? [`${progress.step} of ${progress.steps}`] : [])),
  ).toEqual(['1 of 3', '2 of 3', '3 of 3']);
  expect(heard.at(-1)?.stage).toBe('decoding');
});

test('a seed gives one picture, another seed another, and weights, prompts and guidance matter', async () => {
  const draw = async (change: Partial<GenerateRequest>) =>
    (await stableDiffusion(model, { ...request, ...change }, unheard, never)).pixels.data.join();
  const first = await draw({});

  expect(await draw({})).toBe(first);
  for (const change of [
    { seed: 8 },
    { prompt: 'a (cat:0.7) on a chair' },
    { prompt: 'a cat BREAK on a chair' },
    { negativePrompt: 'blurry' },
    { guidanceScale: 5 },
    { guidanceRescale: 0.7 },
    { scheduler: 'EulerAncestralDiscreteScheduler' },
  ]) {
    expect(await draw(change), JSON.stringify(change)).not.toBe(first);
  }
});

test('the end of a prompt of 200 words has an effect', async () => {
  const long = 'cat '.repeat(199);
  const draw = async (prompt: string) =>
    (await stableDiffusion(model, { ...request, prompt }, unheard, never)).pixels.data.join();

  expect(await draw(`${long} red`)).not.toBe(await draw(`${long} dog`));
});

test('cancelling stops between steps', async () => {
  const controller = new AbortController();
  const steps: number[] = [];

  const job = stableDiffusion(
    model,
    { ...request, numInferenceSteps: 50 },
    (progress) => {
      if (progress.stage !== 'denoising') return;
      steps.push(progress.step);
      controller.abort();
    },
    controller.signal,
  );

  await expect(job).rejects.toMatchObject({ name: 'AbortError' });
  expect(steps).toEqual([1]);
});

test('what the model cannot do is refused by name, not drawn wrong', async () => {
  const refused = (change: Partial<GenerateRequest>) =>
    stableDiffusion(model, { ...request, ...change }, unheard, never);
  const small = { width: 8, height: 8, data: new Uint8ClampedArray(256) };

  await expect(refused({ width: 65 })).rejects.toMatchObject({ name: 'BadRequestError' });
  await expect(refused({ image: small })).rejects.toMatchObject({ name: 'BadRequestError' });
  await expect(refused({ clipSkip: 1 })).rejects.toMatchObject({ name: 'BadRequestError' });
});

test('an inpainting network is not asked for a picture from nothing', async () => {
  const inpainting = openPlainFolder(`${models}tiny-sd15-inpaint9`, nodeRuntime(1));

  await expect(stableDiffusion(inpainting, request, unheard, never)).rejects.toMatchObject({
    name: 'ModelUnsupportedError',
  });
  await inpainting.dispose();
});

test('Stable Diffusion’s scheduler has the settings that diffusers forces on it; SDXL’s is left alone', () => {
  const config = { _class_name: 'DDIMScheduler', steps_offset: 0, clip_sample: true };
  const as = (family: string) => schedulerConfig(family, config, { chosen: undefined, inpaint: false });

  expect(as('sd')).toMatchObject({ steps_offset: 1, clip_sample: false });
  expect(as('sdxl')).toEqual(config);
  expect(schedulerConfig('sdxl', config, { chosen: 'LCMScheduler', inpaint: false })._class_name).toBe('LCMScheduler');
});

test('a network that only fills in draws without a mask, and without a picture', async () => {
  const inpaint = openPlainFolder(`${models}tiny-sd15-inpaint9`, nodeRuntime(1));
  const onlyFills = { ...inpaint, manifest: { ...inpaint.manifest, tasks: ['inpaint'] as const } };
  const image = { width: 64, height: 64, data: new Uint8ClampedArray(4 * 64 * 64).fill(200) };
  const draw = async (change: Partial<GenerateRequest>) =>
    (await stableDiffusion(onlyFills, { ...request, ...change }, unheard, never)).pixels.data;

  const fromNothing = await draw({});
  const fromPicture = await draw({ image, strength: 0.5 });
  await inpaint.dispose();

  expect(new Set(fromNothing).size).toBeGreaterThan(16);
  expect(fromPicture.join()).not.toBe(fromNothing.join());
});
