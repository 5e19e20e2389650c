import { expect, test } from 'vitest';
import { onnxFloat, writeOnnx, type GraphParts, type NodeParts } from '../../../src/runtime/onnx-writer';
import { sliceAttention } from '../../../src/runtime/sliced-attention';
import { heap } from './heap';

const axis = -1;
/** As exports have it: queries [heads, n, 8], keys [heads, 8, m], values [heads, m, 8]. */
const attention: GraphParts = {
  nodes: [
    { type: 'MatMul', inputs: ['queries', 'keys'], outputs: ['scores'] },
    { type: 'Softmax', inputs: ['scores'], outputs: ['shares'], attributes: { axis } },
    { type: 'MatMul', inputs: ['shares', 'values'], outputs: ['y'] },
  ],
  initializers: [],
  inputs: ['queries', 'keys', 'values'].map((name) => ({
    name,
    type: onnxFloat,
    dims: ['heads', `${name}0`, `${name}1`],
  })),
  outputs: [{ name: 'y', type: onnxFloat, dims: ['heads', 'rows', 8] }],
};
const wave = (length: number, speed: number) => Float32Array.from({ length }, (_, i) => 2 * Math.sin(i * speed));

async function opened(graph: Uint8Array) {
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(graph, { executionProviders: ['wasm'] });
  return async (heads: number, positions: number, others = positions) => {
    const { y } = await session.run({
      queries: new ort.Tensor(wave(heads * positions * 8, 0.7), [heads, positions, 8]),
      keys: new ort.Tensor(wave(heads * others * 8, 0.3), [heads, 8, others]),
      values: new ort.Tensor(wave(heads * others * 8, 0.9), [heads, others, 8]),
    });
    return { dims: y!.dims, data: [...(y!.data as Float32Array)] };
  };
}

test.each([
  ['as many positions as pieces make', 64, 64],
  ['a number that does not divide', 61, 61],
  ['fewer than pieces', 3, 3],
  ['one', 1, 1],
  ['others to look at', 40, 77],
])('%s: the same numbers', async (_, positions, others) => {
  const graph = writeOnnx(attention);
  const sliced = sliceAttention(graph);
  expect(sliced.length).toBeGreaterThan(graph.length);

  const [plain, ours] = [await opened(graph), await opened(sliced)];

  const expected = await plain(2, positions, others);
  const { dims, data } = await ours(2, positions, others);
  expect(dims).toEqual(expected.dims);
  for (const [i, value] of data.entries()) expect(value).toBeCloseTo(expected.data[i]!, 5);
  expect(expected.data.some((value) => value !== 0)).toBe(true);
});

const asInAText = { type: 'Add', inputs: ['scores', 'mask'], outputs: ['masked'] };
const [first, softmax, last] = attention.nodes as [NodeParts, NodeParts, NodeParts];
const both: NodeParts = { type: 'Add', inputs: ['queries', 'values'], outputs: ['sum'] };
test.each<[string, Partial<GraphParts>]>([
  ['keys are of the prompt alone', { nodes: [both, { ...first, inputs: ['sum', 'keys'] }, softmax, last] }],
  ['a mask lies between', { nodes: [first, asInAText, { ...softmax, inputs: ['masked'] }, last] }],
  ['another axis', { nodes: [first, { ...softmax, attributes: { axis: 1 } }, last] }],
  [
    'the shares are asked for too',
    { outputs: [...attention.outputs, { name: 'shares', type: onnxFloat, dims: [1, 1, 1] }] },
  ],
  [
    'the scores are used twice',
    { nodes: [...attention.nodes, { type: 'Identity', inputs: ['scores'], outputs: ['z'] }] },
  ],
  ['the shares are what is looked at', { nodes: [first, softmax, { ...last, inputs: ['values', 'shares'] }] }],
])('where %s the graph stays as it is, to the byte', (_, change) => {
  const graph = writeOnnx({ ...attention, ...change });

  expect(sliceAttention(graph)).toBe(graph);
});

test('the scores of all pairs of positions are never all in memory', async () => {
  const [graph, positions] = [writeOnnx(attention), 4096];
  const grownBy = async (made: Uint8Array) => {
    const run = await opened(made);
    const before = heap();
    await run(1, positions);
    return heap() - before;
  };
  const scores = 4 * positions ** 2;

  const ours = await grownBy(sliceAttention(graph));
  const plain = await grownBy(graph);

  expect(plain).toBeGreaterThan(0.9 * scores);
  expect(ours).toBeLessThan(scores / 2);
});
