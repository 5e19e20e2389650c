import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { openOnProcessor } from '../../../src/runtime/on-processor';
import { join, message, text, writeOnnx } from '../../../src/runtime/onnx-writer';
import type { OrtModule } from '../../../src/runtime/ort-network';

const graph = writeOnnx({
  nodes: [{ type: 'Identity', inputs: ['x'], outputs: ['y'] }],
  initializers: [],
  inputs: [{ name: 'x', type: 1, dims: [1] }],
  outputs: [{ name: 'y', type: 1, dims: [1] }],
});
const saying = (key: string, value: string) => join([graph, message(14, [text(1, key), text(2, value)])]);

/** The options that a graph is opened with. */
async function optionsFor(bytes: Uint8Array) {
  const create = vi.fn(async () => ({ inputMetadata: [], outputMetadata: [] }));
  await openOnProcessor({ InferenceSession: { create } } as unknown as OrtModule, bytes);
  return (create.mock.calls as unknown[][])[0]![1];
}

test('a graph is optimised a little, unless it says how much', async () => {
  expect(await optionsFor(graph)).toMatchObject({ graphOptimizationLevel: 'basic' });
  expect(await optionsFor(saying('author', 'disabled'))).toMatchObject({ graphOptimizationLevel: 'basic' });
  expect(await optionsFor(saying('wasm_optimization_level', 'all'))).toMatchObject({ graphOptimizationLevel: 'all' });
  expect(await optionsFor(saying('wasm_optimization_level', 'a lot'))).toMatchObject({
    graphOptimizationLevel: 'basic',
  });
});

test.each([
  ...['text_encoder', 'transformer', 'vae_decoder', 'vae_encoder', 'restyler'].map((name) => [name, 'disabled']),
  ['safety', 'basic'],
])('of what a first picture needs, %s asks for no more than %s', async (name, level) => {
  const file = name === 'safety' ? 'models/safety/nsfw-mobilenet-v2.onnx' : `models/sticker/${name}/model.onnx`;

  expect(await optionsFor(await readFile(file))).toMatchObject({ graphOptimizationLevel: level });
});
