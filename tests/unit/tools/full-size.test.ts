import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { stableDiffusion } from '../../../src/pipelines/stable-diffusion';
import { openPlainFolder } from '../../../tools/conformance/plain-folder';
import { makeModel, sdTurbo, type Shapes } from '../../../tools/full-size/make-model';
import { addModel } from '../../../tools/models/add-model';
import { textCost, unetCost } from '../../../tools/models/cost';
import { nodeRuntime } from '../../../tools/node-runtime';

vi.setConfig({ testTimeout: 120_000 });

const golden = join('tests', 'golden', 'models', 'tiny-sdturbo');
const turbo = {
  _class_name: 'EulerDiscreteScheduler',
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  timestep_spacing: 'trailing',
};

/** SD-Turbo's structure, narrow enough for a test. */
const small: Shapes = {
  unet: {
    ...sdTurbo.unet,
    block_out_channels: [16, 32],
    down_block_types: ['CrossAttnDownBlock2D', 'DownBlock2D'],
    up_block_types: ['UpBlock2D', 'CrossAttnUpBlock2D'],
    layers_per_block: 1,
    cross_attention_dim: 48,
    attention_head_dim: [2, 4],
    norm_num_groups: 8,
    sample_size: 8,
  },
  vae: { ...sdTurbo.vae, block_out_channels: [8, 8, 16, 16], layers_per_block: 1, norm_num_groups: 8 },
  textEncoder: {
    hidden_size: 48,
    intermediate_size: 96,
    num_hidden_layers: 2,
    num_attention_heads: 4,
    vocab_size: 794,
  },
};

test('a made model of SD-Turbo’s structure is added as a public export is, and draws', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'full-size-'));
  makeModel(join(folder, 'source'), small, turbo, join(golden, 'tokenizer'));

  const manifest = await addModel({
    id: 'made',
    source: join(folder, 'source'),
    overrides: { licence: 'none' },
    modelsFolder: join(folder, 'models'),
    workFolder: join(folder, 'work'),
  });
  const model = openPlainFolder(join(folder, 'source'), nodeRuntime(1));
  const request = { modelId: 'made', prompt: 'a cat', negativePrompt: '', width: 64, height: 64 };
  const { pixels } = await stableDiffusion(
    model,
    { ...request, numInferenceSteps: 1, guidanceScale: 0, seed: 1 },
    () => undefined,
    new AbortController().signal,
  );
  await model.dispose();
  rmSync(folder, { recursive: true });

  expect(manifest.components['unet']).toMatchObject({
    external_data: ['unet/model.onnx_data'],
    outline: { weights: 'float16' },
  });
  expect(new Set(pixels.data).size).toBeGreaterThan(16);
});

test('at its full size it weighs what SD-Turbo weighs: 2.5 GB in half floats', () => {
  const parameters = unetCost(sdTurbo.unet, 64, 64).parameters + textCost(sdTurbo.textEncoder).parameters;

  expect((2 * parameters) / 1e9).toBeCloseTo(2.41, 1); // and 0.1 of the decoder
});
