import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Cost } from '../../src/contract/manifest';
import type { OnnxNetwork } from '../../src/runtime/onnx-network';
import { probeSpeed } from '../../src/runtime/probe';
import { besidesProducts } from '../../src/session/forecast';
import { randomNormal } from '../../src/tensor/random';
import { tensor } from '../../src/tensor/tensor';
import { makeModel, sdTurbo, type Shapes } from '../full-size/make-model';
import { decoderCost, textCost, unetCost } from '../models/cost';
import { nodeRuntime } from '../node-runtime';
import { median, rounded, type Measurement } from './measurement';

const threads = 2;
const repeats = 5;
const cells = 32;
/** SD-Turbo at half its width: large enough to be like it, small enough to be opened as every usual model is. */
const halfWide: Shapes = {
  unet: {
    ...sdTurbo.unet,
    block_out_channels: [160, 320, 640, 640],
    cross_attention_dim: 512,
    attention_head_dim: [5, 10, 10, 10],
  },
  vae: { ...sdTurbo.vae, block_out_channels: [64, 128, 256, 256] },
  textEncoder: {
    ...sdTurbo.textEncoder,
    ...{ hidden_size: 512, intermediate_size: 2048, num_hidden_layers: 12, num_attention_heads: 8, vocab_size: 1000 },
  },
};

/** How long networks take, over what the probe and their products alone foretell: what `besidesProducts` stands for. */
export async function* forecasts(folder = join('.cache', 'forecast')): AsyncGenerator<Measurement> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  makeModel(folder, halfWide, {}, join('tests', 'golden', 'models', 'tiny-sdturbo', 'tokenizer'));
  const runtime = nodeRuntime(threads);
  const open = (name: string) => {
    const [graph, data] = ['model.onnx', 'model.onnx_data'].map(
      (file) => new Uint8Array(readFileSync(join(folder, name, file))),
    );
    return runtime.open(graph!, [{ path: 'model.onnx_data', data: data! }]);
  };
  const latents = randomNormal([1, 4, cells, cells], 1);
  const parts: readonly [name: string, cost: Cost, feeds: Parameters<OnnxNetwork['run']>[0]][] = [
    ['text_encoder', textCost(halfWide.textEncoder), { input_ids: tensor(new Float32Array(77).fill(7), [1, 77]) }],
    [
      'unet',
      unetCost(halfWide.unet, cells, cells),
      {
        sample: latents,
        timestep: tensor(Float32Array.of(999), [1]),
        encoder_hidden_states: randomNormal([1, 77, 512], 2),
      },
    ],
    ['vae_decoder', decoderCost(halfWide.vae, cells, cells), { latent_sample: latents }],
  ];
  const probeMs: number[] = [];
  for (const [name, cost, feeds] of parts) {
    const network = await open(name);
    await network.run(feeds);
    const ratios: number[] = [];
    let tookMs = 0;
    for (let i = 0; i < repeats; i++) {
      const began = performance.now();
      const speed = await probeSpeed(runtime, new AbortController().signal);
      const probed = performance.now();
      await network.run(feeds);
      tookMs = performance.now() - probed;
      probeMs.push(probed - began);
      const foretoldMs = 1000 * (cost.convolution / speed.convolutionPerSecond + cost.product / speed.productPerSecond);
      ratios.push(tookMs / foretoldMs);
    }
    await network.release();
    yield {
      name: `forecast-besides-products-${name}`,
      value: rounded(median(ratios)),
      unit: '× what its products take',
      comparedWith: `besidesProducts is ${besidesProducts}`,
      note: `of ${repeats}, each after a probe of its own: ${ratios.map(rounded).join(', ')}; SD-Turbo at half its width, 256 pixels, WASM in Node, ${threads} threads; the last took ${Math.round(tookMs)} ms`,
    };
  }
  yield {
    name: 'probe',
    value: rounded(median(probeMs)),
    unit: 'ms',
    comparedWith: 'to be at most 2000',
    note: `median of ${probeMs.length}, the longest ${rounded(Math.max(...probeMs))}; the runtime was open`,
  };
  rmSync(folder, { recursive: true });
}
