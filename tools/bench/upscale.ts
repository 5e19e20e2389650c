import { readFileSync } from 'node:fs';
import type { Pixels } from '../../src/contract/pixels';
import { enlarge } from '../../src/image/lanczos';
import { upscale } from '../../src/pipelines/upscale';
import { nodeRuntime } from '../node-runtime';
import { fitPixels, readPng } from '../png';
import { rounded, type Measurement } from './measurement';

const pictures = {
  photo: 'tests/browser/photos/chelsea.png',
  'flat-art': 'tests/golden/safety/sticker-0.png',
} as const;
const side = 224;

/** Enlarging a picture that was made smaller: how near the original the network and interpolation come, and how long they take. */
export async function* upscaling(): AsyncGenerator<Measurement> {
  const network = await nodeRuntime(2).open(
    new Uint8Array(readFileSync('models/upscale/realesr-animevideov3-x4.onnx')),
  );
  for (const [name, file] of Object.entries(pictures)) {
    const original = fitPixels(await readPng(file), side, side);
    for (const factor of [2, 4] as const) {
      const small = fitPixels(original, side / factor, side / factor);
      const byNetwork = await upscale(network, small, factor, () => undefined, new AbortController().signal);
      const smooth = await enlarge(small, factor, async () => undefined);
      yield {
        name: `upscale-${name}-${factor}x-psnr`,
        value: rounded(psnr(byNetwork, original)),
        unit: 'dB',
        comparedWith: `${rounded(psnr(smooth, original))} dB interpolated`,
        note: 'the network redraws edges, which this figure does not reward: see models/upscale/README.md',
      };
    }
    const started = performance.now();
    await upscale(network, original, 4, () => undefined, new AbortController().signal);
    const networkMs = performance.now() - started;
    const before = performance.now();
    await enlarge(original, 4, async () => undefined);
    yield {
      name: `upscale-${name}-4x-time`,
      value: rounded(networkMs),
      unit: 'ms',
      comparedWith: `${rounded(performance.now() - before)} ms interpolated`,
      note: `${side} × ${side} to ${4 * side} × ${4 * side}, WASM`,
    };
  }
  await network.release();
}

function psnr(a: Pixels, b: Pixels): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) if (i % 4 !== 3) sum += (a.data[i]! - b.data[i]!) ** 2;
  return 10 * Math.log10((255 ** 2 * 3 * a.width * a.height) / sum);
}
