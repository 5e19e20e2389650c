import { expect, test } from 'vitest';
import { defaultHostConfig } from '../../../src/contract/host';
import type { GenerateRequest } from '../../../src/contract/request';
import { diffusionApi } from '../../../src/engine/diffusion-api';
import { aModel } from '../a-model';

const signal = new AbortController().signal;
const ignore = () => undefined;

test('an answer leaves the worker before the next job begins, which may hold the worker for long', async () => {
  const order: string[] = [];
  const api = diffusionApi(() => {
    order.push('the next job began');
    return Promise.reject(new Error('no runtime'));
  });
  const options = { baseUrl: 'https://host.test/', models: [aModel()], host: defaultHostConfig, keepModels: false };
  await api.configure({ ...options, backend: 'wasm', maxThreads: 1 }, ignore);
  const request = (prompt: string): GenerateRequest => ({
    ...{ modelId: 'tiny', prompt, negativePrompt: '', width: 256, height: 256 },
    ...{ numInferenceSteps: 1, guidanceScale: 1, seed: 1 },
  });
  const draw = (prompt: string) => api.generate(request(prompt), {} as never, ignore, signal); // no trail is read

  const refused = draw('a nude man').catch(async () => {
    for (let i = 0; i < 50; i++) await undefined; // what comlink awaits before it posts
    order.push('the answer left');
  });
  await Promise.all([refused, draw('a fox').catch(ignore)]);

  expect(order).toEqual(['the answer left', 'the next job began']);
});
