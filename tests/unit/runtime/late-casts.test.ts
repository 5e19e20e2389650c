import { expect, test } from 'vitest';
import { castWeightsLate } from '../../../src/runtime/late-casts';
import { onnxFloat, onnxHalf, writeOnnx, type GraphParts } from '../../../src/runtime/onnx-writer';
import { toHalf } from '../../../src/tensor/float16';
import { heap } from './heap';

const lean = {
  executionProviders: ['wasm'],
  graphOptimizationLevel: 'disabled',
  enableCpuMemArena: false,
  enableMemPattern: false,
  extra: { session: { disable_prepacking: '1' } },
} as const;

/** Of one sign, so that sums do not cancel and make much of a rounding. */
const wave = (length: number, scale = 1) => Float32Array.from({ length }, (_, i) => scale * (1 + Math.sin(i * 0.7)));
const half = (name: string, dims: readonly number[]) => {
  const length = dims.reduce((size, dim) => size * dim, 1);
  return { name, type: onnxHalf, dims, data: new Uint8Array(Uint16Array.from(wave(length, 0.005), toHalf).buffer) };
};

/** As exports in half floats are: a convolution with a bias, a product, and a Gemm whose weight is used twice. */
const network: GraphParts = {
  nodes: [
    { type: 'Cast', inputs: ['x'], outputs: ['half'], attributes: { to: onnxHalf } },
    { type: 'Conv', inputs: ['half', 'kernel', 'bias'], outputs: ['felt'], attributes: { pads: [1, 1, 1, 1] } },
    { type: 'Sigmoid', inputs: ['felt'], outputs: ['bent'] },
    { type: 'Flatten', inputs: ['bent'], outputs: ['flat'], attributes: { axis: 2 } },
    { type: 'MatMul', inputs: ['flat', 'wide'], outputs: ['product'] },
    { type: 'Gemm', inputs: ['product', 'square', 'row'], outputs: ['once'] },
    { type: 'Gemm', inputs: ['once', 'square'], outputs: ['twice'] },
    { type: 'MatMul', inputs: ['twice', 'small'], outputs: ['little'] },
    { type: 'Cast', inputs: ['little'], outputs: ['y'], attributes: { to: onnxFloat } },
  ],
  initializers: [
    half('kernel', [64, 32, 3, 3]),
    half('bias', [64]),
    half('wide', [64, 256]),
    half('square', [256, 256]),
    half('row', [256]),
    half('small', [256, 4]),
  ],
  inputs: [{ name: 'x', type: onnxFloat, dims: [1, 32, 8, 8] }],
  outputs: [{ name: 'y', type: onnxFloat, dims: [64, 4] }],
};

async function run(ort: typeof import('onnxruntime-web'), graph: Uint8Array, x: Float32Array, dims: number[]) {
  const session = await ort.InferenceSession.create(graph, lean);
  const { y } = await session.run({ x: new ort.Tensor(x, dims) });
  await session.release();
  return y!.data as Float32Array;
}

test('gives the same numbers as the graph it was made of', async () => {
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = 1;
  const graph = writeOnnx(network);

  const late = castWeightsLate(graph);

  const asked = [wave(32 * 64), [1, 32, 8, 8]] as const;
  const [ours, plain] = [await run(ort, late, asked[0], [...asked[1]]), await run(ort, graph, asked[0], [...asked[1]])];
  expect(late.length).toBeGreaterThan(graph.length);
  expect(ours.some((value) => value !== 0)).toBe(true);
  const most = plain.reduce((least, value) => Math.max(least, Math.abs(value)), 0);
  const off = ours.reduce((worst, value, i) => Math.max(worst, Math.abs(value - plain[i]!)), 0);
  expect(off / most).toBeLessThan(2e-3); // half floats have three digits
});

test('a graph without large half-float weights stays as it is, to the byte', () => {
  const small = writeOnnx({ ...network, initializers: [half('kernel', [4, 32, 3, 3]), half('bias', [4])] });

  expect(Buffer.compare(castWeightsLate(small), small)).toBe(0);
});

test('one weight at a time is whole, where the runtime by itself would have all', async () => {
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = 1;
  const [layers, width] = [16, 768];
  const weight = half('', [width, width]);
  const names = ['half', ...Array.from({ length: layers }, (_, i) => `h${i}`)];
  const graph = writeOnnx({
    nodes: [
      { type: 'Cast', inputs: ['x'], outputs: ['half'], attributes: { to: onnxHalf } },
      ...names.slice(1).map((output, i) => ({ type: 'MatMul', inputs: [names[i]!, `w${i}`], outputs: [output] })),
      { type: 'Cast', inputs: [names.at(-1)!], outputs: ['y'], attributes: { to: onnxFloat } },
    ],
    initializers: Array.from({ length: layers }, (_, i) => ({ ...weight, name: `w${i}` })),
    inputs: [{ name: 'x', type: onnxFloat, dims: [1, width] }],
    outputs: [{ name: 'y', type: onnxFloat, dims: [1, width] }],
  });
  const grownBy = async (made: Uint8Array) => {
    const session = await ort.InferenceSession.create(made, lean);
    const opened = heap();
    await session.run({ x: new ort.Tensor(wave(width), [1, width]) });
    await session.release();
    return heap() - opened;
  };

  const late = await grownBy(castWeightsLate(graph));
  const plain = await grownBy(graph);

  expect(heap()).toBeGreaterThan(0);
  expect(late).toBeLessThan(3 * 4 * width * width);
  expect(plain).toBeGreaterThan((layers / 3) * 4 * width * width);
});
