import { join } from 'node:path';
import { decodeLatents, encodePictures } from '../../src/models/vae';
import { randomNormal } from '../../src/tensor/random';
import type { Tensor } from '../../src/tensor/tensor';
import { openPlainFolder } from '../conformance/plain-folder';
import { nodeRuntime } from '../node-runtime';
import { rounded, type Measurement } from './measurement';

/** The buffer limit that WebGPU guarantees: what a modest device tiles for. */
const modestDevice = { maxBufferBytes: 128 * 2 ** 20 };
const roomy = { maxBufferBytes: 2 ** 40 };
const edges = [512, 768, 1024];

/**
 * Tiled against whole: largest and mean difference of the decoded picture (of a range of about 2), and time. The VAE is
 * the fixtures' (Stable Diffusion's structure, small and random, so its group norms see each tile for itself); the latents
 * are those of a smooth picture.
 */
export async function* vaeTiling(folder = join('tests', 'golden', 'models', 'tiny-sd15')): AsyncGenerator<Measurement> {
  const model = openPlainFolder(folder, nodeRuntime(2));
  const { vae } = model.manifest;
  const encoder = await model.open('vae_encoder');
  const decoder = await model.open('vae_decoder');
  for (const edge of edges) {
    // Above 1024 pixels nothing is done whole, whatever the device says.
    const latents = await encodePictures(encoder, smoothPicture(edge), vae, (dims) => randomNormal(dims, 1), roomy);
    const whole = await timed(() => decodeLatents(decoder, latents, vae, roomy));
    const tiled = await timed(() => decodeLatents(decoder, latents, vae, modestDevice));
    const differences = whole.result.data.map((value, i) => Math.abs(value - tiled.result.data[i]!));
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    const name = `vae-tiling-${edge}`;
    const note =
      'random weights: says little about a trained VAE, of which none with free size is here; tiles of 320 pixels';
    yield {
      name: `${name}-max-difference`,
      value: rounded(Math.max(...maxOfChunks(differences))),
      unit: 'of a range of 2',
      note,
    };
    yield { name: `${name}-mean-difference`, value: rounded(mean), unit: 'of a range of 2', note };
    yield {
      name: `${name}-time`,
      value: rounded(tiled.ms),
      unit: 'ms',
      comparedWith: `${rounded(whole.ms)} ms whole`,
      note,
    };
  }
  await model.dispose();
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const started = performance.now();
  const result = await work();
  return { result, ms: performance.now() - started };
}

/** Math.max takes only so many arguments. */
function maxOfChunks(values: Float32Array): number[] {
  const chunks: number[] = [];
  for (let i = 0; i < values.length; i += 10_000) chunks.push(Math.max(...values.subarray(i, i + 10_000)));
  return chunks;
}

function smoothPicture(edge: number): Tensor {
  const data = Float32Array.from({ length: 3 * edge * edge }, (_, i) => {
    const [c, y, x] = [Math.floor(i / (edge * edge)), Math.floor(i / edge) % edge, i % edge];
    return 0.6 * Math.sin((x + c * 40) / 37) * Math.cos(y / 53) + 0.3 * Math.sin((x + 2 * y) / 11);
  });
  return { data, dims: [1, 3, edge, edge] };
}
