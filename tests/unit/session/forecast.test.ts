import { describe, expect, test } from 'vitest';
import type { ModelManifest } from '../../../src/contract/manifest';
import { forecast, foretoldDecodeSteps } from '../../../src/session/forecast';
import { aModel } from '../a-model';
import { aProbe } from './an-engine';

const gigabyte = 1e9;
const cost = (seconds: number, working_bytes = 0) => ({ convolution: seconds * 1e9, product: 0, working_bytes });

/** On `aProbe`: text 1 s, a step 2 s, decoding 3 s. */
const model = aModel({
  family: 'sd',
  components: {
    text_encoder: { file: 'te.onnx' },
    unet: {
      file: 'unet.onnx',
      external_data: ['unet.data'],
      outline: { inputs: [], outputs: [], operators: [], weights: 'float16' },
    },
    vae_decoder: { file: 'vae.onnx' },
  },
  files: [
    { path: 'te.onnx', bytes: 0.6 * gigabyte, sha256: 'a' },
    { path: 'unet.onnx', bytes: 0.001 * gigabyte, sha256: 'b' },
    { path: 'unet.data', bytes: 1.7 * gigabyte, sha256: 'c' },
    { path: 'vae.onnx', bytes: 0.1 * gigabyte, sha256: 'd' },
  ],
  cost: {
    text: cost(1),
    sizes: [{ width: 256, height: 256, step: cost(2, 0.3 * gigabyte), decode: cost(3, gigabyte) }],
  },
});
const settings = { width: 256, height: 256, numInferenceSteps: 4, guidanceScale: 0 };
const gpu = { ...aProbe, backend: 'webgpu', features: ['shader-f16'], maxBufferBytes: 2 * gigabyte } as const;

describe('time', () => {
  test('is that of the prompt, the steps and the decoding, and twice the runs where the picture is guided', () => {
    const plain = forecast(model, settings, aProbe).pictureMs!;
    const guided = forecast(model, { ...settings, guidanceScale: 7 }, aProbe).pictureMs!;

    expect(plain / guided).toBeCloseTo((1 + 4 * 2 + 3) / (2 + 4 * 2 * 2 + 3), 5);
    expect(plain).toBeGreaterThan(12_000);
  });

  test('a network that is told of guidance runs once', () => {
    const lcm = { ...model, family: 'lcm' } as const;

    expect(forecast(lcm, { ...settings, guidanceScale: 8 }, aProbe)).toEqual(forecast(lcm, settings, aProbe));
  });

  test('decoding in steps: guided ones are twice as long', () => {
    expect(foretoldDecodeSteps(model, settings)).toBe(1.5);
    expect(foretoldDecodeSteps(model, { ...settings, guidanceScale: 7 })).toBe(0.75);
  });

  test('learns from the last picture of the model on the same device', () => {
    const before = forecast(model, settings, aProbe).pictureMs!;
    const drawn = { modelId: model.id, foretoldMs: 1000, tookMs: 3000 };

    expect(forecast(model, settings, aProbe, [{ ...drawn, backend: 'wasm' }]).pictureMs).toBeCloseTo(3 * before);
    expect(forecast(model, settings, aProbe, [{ ...drawn, backend: 'webgpu' }]).pictureMs).toBeCloseTo(before);
  });

  test('is not made up for a model or a size of which nothing is known', () => {
    const silent = aModel();

    expect(forecast(silent, settings, aProbe)).not.toHaveProperty('pictureMs');
    expect(forecast(model, { ...settings, width: 999 }, aProbe)).not.toHaveProperty('pictureMs');
  });
});

describe('memory', () => {
  test('is that of the largest part, not of all', () => {
    expect(forecast(model, settings, gpu).memoryBytes).toBeCloseTo(2.001 * gigabyte, -6);
  });

  test('half floats take twice the room on the processor', () => {
    const small = { ...model, files: model.files.map((file) => ({ ...file, bytes: file.bytes / 4 })) };

    expect(forecast(small, settings, aProbe).memoryBytes).toBeCloseTo(1.1505 * gigabyte, -6);
  });

  test('many half floats beside their graph stay what they are, and are made whole one after another', () => {
    expect(forecast(model, settings, aProbe).memoryBytes).toBeCloseTo(2.401 * gigabyte, -6);
  });
});

describe('what speaks against it', () => {
  const kinds = (given: ModelManifest, probe: Parameters<typeof forecast>[2] = aProbe) =>
    forecast(given, settings, probe).obstacles.map(({ kind }) => kind);

  test('nothing, for a model that fits', () => {
    expect(kinds(model)).toEqual([]);
    expect(kinds({ ...model, requires: { webgpu: true, features: ['shader-f16'] } }, gpu)).toEqual([]);
  });

  test.each<[string, string, ModelManifest, Parameters<typeof forecast>[2]]>([
    ['a graphics card is missing', 'needs-webgpu', { ...model, requires: { webgpu: true } }, aProbe],
    ['the card lacks an ability', 'needs-feature', { ...model, requires: { features: ['subgroups'] } }, gpu],
    ['a tensor is too large', 'needs-buffer', { ...model, requires: { max_buffer_bytes: 3 * gigabyte } }, gpu],
    [
      'a page on the processor has too little memory',
      'needs-memory',
      { ...model, files: model.files.map((file) => ({ ...file, bytes: 3 * file.bytes })) },
      aProbe,
    ],
    ['its graph has an unknown input', 'unusable', model, { ...aProbe, unusable: { tiny: ['an input'] } }],
  ])('%s', (_name, kind, given, probe) => {
    expect(kinds(given, probe)).toEqual([kind]);
  });
});
