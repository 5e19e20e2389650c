import { expect, test } from 'vitest';
import { onnxFloat, onnxHalf, writeOnnx, type GraphParts, type NodeParts } from '../../../src/runtime/onnx-writer';
import { widenWeights } from '../../../src/runtime/whole-weights';
import { fromHalf, toHalf } from '../../../src/tensor/float16';

const halves = Uint16Array.from({ length: 256 }, (_, i) => toHalf(Math.sin(i * 0.7)));
const half = (name: string) => ({ name, type: onnxHalf, dims: [16, 16], data: new Uint8Array(halves.buffer) });
const cast = (from: string, to: string, type = onnxFloat): NodeParts => ({
  type: 'Cast',
  inputs: [from],
  outputs: [to],
  attributes: { to: type },
});
const product: NodeParts = { type: 'MatMul', inputs: ['x', 'w'], outputs: ['y'] };

const network: GraphParts = {
  nodes: [cast('w_half', 'w'), product],
  initializers: [half('w_half')],
  inputs: [{ name: 'x', type: onnxFloat, dims: [1, 16] }],
  outputs: [{ name: 'y', type: onnxFloat, dims: [1, 16] }],
};
const asText = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const holds = (bytes: Uint8Array, values: ArrayBufferView) =>
  Buffer.from(bytes).includes(Buffer.from(values.buffer, values.byteOffset, values.byteLength));

test('half-float weights that are only cast become whole floats, and their casts go', () => {
  const widened = widenWeights(writeOnnx(network));

  expect(asText(widened)).not.toContain('Cast');
  expect(holds(widened, Float32Array.from(halves, fromHalf))).toBe(true);
  expect(holds(widened, halves)).toBe(false);
});

test('the graph gives the same numbers as before, to the bit', async () => {
  const ort = await import('onnxruntime-web');
  ort.env.wasm.numThreads = 1;
  const graph = writeOnnx(network);
  const x = Float32Array.from({ length: 16 }, (_, i) => Math.cos(i));

  const [before, after] = await Promise.all(
    [graph, widenWeights(graph)].map(async (bytes) => {
      const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
      const { y } = await session.run({ x: new ort.Tensor(x, [1, 16]) });
      await session.release();
      return [...(y!.data as Float32Array)];
    }),
  );

  expect(after).toEqual(before);
  expect(after!.some((value) => value !== 0)).toBe(true);
});

test('a weight that something else uses too stays beside its whole floats', () => {
  const also: NodeParts = { type: 'Identity', inputs: ['w_half'], outputs: ['again'] };
  const widened = widenWeights(writeOnnx({ ...network, nodes: [...network.nodes, also] }));

  expect(holds(widened, halves)).toBe(true);
  expect(holds(widened, Float32Array.from(halves, fromHalf))).toBe(true);
});

test('a weight that is also an input, as in old exports, and one that is an output stay what they are', () => {
  const port = { name: 'w_half', type: onnxHalf, dims: [16, 16] };
  const asInput = widenWeights(writeOnnx({ ...network, inputs: [...network.inputs, port] }));
  const asOutput = widenWeights(writeOnnx({ ...network, outputs: [...network.outputs, port] }));
  const made = { name: 'w', type: onnxFloat, dims: [16, 16] };
  const graph = writeOnnx({ ...network, outputs: [...network.outputs, made] });

  for (const widened of [asInput, asOutput]) {
    expect(holds(widened, halves)).toBe(true);
    expect(holds(widened, Float32Array.from(halves, fromHalf))).toBe(true);
  }
  expect(widenWeights(graph)).toBe(graph);
});

test('casts of values, and to other types, stay as they are: nothing is copied', () => {
  const graph = writeOnnx({
    ...network,
    nodes: [cast('x', 'h', onnxHalf), { type: 'MatMul', inputs: ['h', 'w_half'], outputs: ['p'] }, cast('p', 'y')],
  });

  expect(widenWeights(graph)).toBe(graph);
});

test('what is not a graph is said to be none', () => {
  const torn = writeOnnx(network).subarray(0, 200);

  expect(() => widenWeights(torn)).toThrow(expect.objectContaining({ name: 'ModelIntegrityError' }));
});
