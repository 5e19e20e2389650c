import { openSync, writeSync, closeSync } from 'node:fs';
import {
  onnxFloat,
  onnxHalf,
  onnxInt64,
  writeOnnx,
  type InitializerParts,
  type NodeParts,
  type PortParts,
} from '../../src/runtime/onnx-writer.ts';
import { toHalf } from '../../src/tensor/float16.ts';
import type { NetworkMaker, Value } from '../models/architecture.ts';

/** Weights that are small and even, so that a deep network of them stays finite: the block is written again and again. */
const blockValues = 1 << 18;

/**
 * Writes a network as an ONNX graph in half floats, its weights beside it: random, of the right number and shape. Values
 * inside are half floats; what goes in and out is of the type that is asked for, as public exports have it.
 */
export function onnxMaker(weightsFile: string, weightsName: string, seed: number) {
  const nodes: NodeParts[] = [];
  const initializers: InitializerParts[] = [];
  const inputs: PortParts[] = [];
  const file = openSync(weightsFile, 'w');
  const random = randomBlock(seed);
  const ones = halves(() => 1);
  let offset = 0;
  let count = 0;

  const fresh = () => `v${count++}`;
  function add(
    type: string,
    from: readonly string[],
    dims: readonly number[],
    attributes: NodeParts['attributes'] = {},
  ): Value {
    const name = fresh();
    nodes.push({ type, inputs: from, outputs: [name], attributes });
    return { name, dims };
  }

  /** Values for a weight of so many inputs, or all ones. */
  function weight(dims: readonly number[], block: 'random' | 'ones' = 'random'): string {
    const name = `w${initializers.length}`;
    const length = 2 * dims.reduce((size, dim) => size * dim, 1);
    const bytes = block === 'random' ? random : ones;
    for (let at = 0; at < length; at += bytes.length) writeSync(file, bytes, 0, Math.min(bytes.length, length - at));
    initializers.push({ name, type: onnxHalf, dims, data: { file: weightsName, offset, length } });
    offset += length;
    return name;
  }

  function constant(values: readonly number[]): string {
    const name = `c${initializers.length}`;
    const data = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    initializers.push({ name, type: onnxInt64, dims: [values.length], data });
    return name;
  }

  function half(values: readonly number[], dims: readonly number[]): string {
    const name = `h${initializers.length}`;
    const data = new Uint8Array(Uint16Array.from(values, toHalf).buffer);
    initializers.push({ name, type: onnxHalf, dims, data });
    return name;
  }

  const reshape = (x: Value, shape: readonly number[], dims: readonly number[]) =>
    add('Reshape', [x.name, constant(shape)], dims);
  const transpose = (x: Value, perm: readonly number[]) =>
    add(
      'Transpose',
      [x.name],
      perm.map((axis) => x.dims[axis]!),
      { perm },
    );
  const multiplyBy = (x: Value, factor: number) => add('Mul', [x.name, half([factor], [])], x.dims);
  /** Random weights are scaled by what goes into each sum. */
  const scaled = (x: Value, inner: number) => multiplyBy(x, 1 / Math.sqrt(inner));

  const make: NetworkMaker = {
    conv(x, channels, kernel, { stride = 1, padEnd = false } = {}) {
      const [batch, inner, height, width] = x.dims as [number, number, number, number]; // pictures are 4-D
      const side = Math.floor(kernel / 2);
      const pads = padEnd ? [0, 0, 1, 1] : [side, side, side, side];
      const dims = [batch, channels, Math.ceil(height / stride), Math.ceil(width / stride)];
      const convolved = add('Conv', [x.name, weight([channels, inner, kernel, kernel])], dims, {
        pads,
        strides: [stride, stride],
      });
      return add('Add', [scaled(convolved, inner * kernel ** 2).name, weight([1, channels, 1, 1])], dims);
    },
    linear(x, width, { bias = true } = {}) {
      const inner = x.dims.at(-1)!;
      const dims = [...x.dims.slice(0, -1), width];
      const product = scaled(add('MatMul', [x.name, weight([inner, width])], dims), inner);
      return bias ? add('Add', [product.name, weight([width])], dims) : product;
    },
    groupNorm(x, groups) {
      const [, channels] = x.dims as [number, number];
      const flat = reshape(x, [0, groups, -1], [x.dims[0]!, groups, -1]);
      const normed = add(
        'InstanceNormalization',
        [flat.name, half(Array(groups).fill(1), [groups]), half(Array(groups).fill(0), [groups])],
        flat.dims,
        { epsilon: 1e-5 },
      );
      const shape = add('Shape', [x.name], [4]);
      const back = add('Reshape', [normed.name, shape.name], x.dims);
      const stretched = add('Mul', [back.name, weight([1, channels, 1, 1], 'ones')], x.dims);
      return add('Add', [stretched.name, weight([1, channels, 1, 1])], x.dims);
    },
    layerNorm(x) {
      const width = x.dims.at(-1)!;
      return add('LayerNormalization', [x.name, weight([width], 'ones'), weight([width])], x.dims, { epsilon: 1e-5 });
    },
    activate(x, kind) {
      const inner = kind === 'silu' ? x : multiplyBy(x, 1.702); // gelu by its sigmoid, as CLIP's exports have it
      return add('Mul', [x.name, add('Sigmoid', [inner.name], x.dims).name], x.dims);
    },
    attention(query, key, value, heads) {
      const width = query.dims.at(-1)!;
      const each = width / heads;
      const split = (x: Value) =>
        transpose(reshape(x, [0, -1, heads, each], [x.dims[0]!, x.dims[1]!, heads, each]), [0, 2, 1, 3]);
      const [q, k, v] = [split(query), transpose(split(key), [0, 1, 3, 2]), split(value)];
      const dims = [query.dims[0]!, heads, query.dims[1]!, key.dims[1]!];
      const scores = multiplyBy(add('MatMul', [q.name, k.name], dims), 1 / Math.sqrt(each));
      const shares = add('Softmax', [scores.name], dims, { axis: -1 });
      const mixed = transpose(add('MatMul', [shares.name, v.name], q.dims), [0, 2, 1, 3]);
      return reshape(mixed, [0, -1, width], query.dims);
    },
    add: (a, b) => add('Add', [a.name, b.name], a.dims),
    addPerChannel(x, perChannel) {
      const cells = reshape(perChannel, [0, -1, 1, 1], [...perChannel.dims, 1, 1]);
      return add('Add', [x.name, cells.name], x.dims);
    },
    multiply: (a, b) => add('Mul', [a.name, b.name], a.dims),
    concat: (a, b) =>
      add('Concat', [a.name, b.name], [a.dims[0]!, a.dims[1]! + b.dims[1]!, ...a.dims.slice(2)], { axis: 1 }),
    halves(x) {
      const dims = [...x.dims.slice(0, -1), x.dims.at(-1)! / 2];
      const [first, second] = [fresh(), fresh()];
      nodes.push({ type: 'Split', inputs: [x.name], outputs: [first, second], attributes: { axis: -1 } });
      return [
        { name: first, dims },
        { name: second, dims },
      ];
    },
    upsample(x) {
      const scales = `s${initializers.length}`;
      const data = new Uint8Array(Float32Array.of(1, 1, 2, 2).buffer);
      initializers.push({ name: scales, type: onnxFloat, dims: [4], data });
      const [batch, channels, height, width] = x.dims as [number, number, number, number]; // pictures are 4-D
      return add('Resize', [x.name, '', scales], [batch, channels, 2 * height, 2 * width], {
        mode: 'nearest',
        nearest_mode: 'floor',
        coordinate_transformation_mode: 'asymmetric',
      });
    },
    toTokens(x) {
      const [batch, channels, height, width] = x.dims as [number, number, number, number]; // pictures are 4-D
      return transpose(reshape(x, [0, channels, -1], [batch, channels, height * width]), [0, 2, 1]);
    },
    toCells(x, like) {
      const shape = add('Shape', [like.name], [4]);
      return add('Reshape', [transpose(x, [0, 2, 1]).name, shape.name], like.dims);
    },
    timeEmbedding(timestep, width) {
      const rates = Array.from({ length: width / 2 }, (_, i) => Math.exp((-Math.log(10000) * i) / (width / 2)));
      const column = reshape(timestep, [-1, 1], [timestep.dims[0]!, 1]);
      const phases = add('Mul', [column.name, half(rates, [1, width / 2])], [timestep.dims[0]!, width / 2]);
      const [cosine, sine] = [add('Cos', [phases.name], phases.dims), add('Sin', [phases.name], phases.dims)];
      return add('Concat', [cosine.name, sine.name], [timestep.dims[0]!, width], { axis: -1 });
    },
    embedTokens(ids, vocabulary, width) {
      const dims = [...ids.dims, width];
      const words = add('Gather', [weight([vocabulary, width]), ids.name], dims);
      return add('Add', [words.name, weight([1, ids.dims[1]!, width])], dims);
    },
  };

  return {
    make,
    /** An input of the graph, cast to half floats unless it holds ids. */
    input(name: string, type: number, dims: readonly number[], symbols: readonly (number | string)[]): Value {
      inputs.push({ name, type, dims: symbols });
      return type === onnxFloat || name === 'timestep' ? add('Cast', [name], dims, { to: onnxHalf }) : { name, dims };
    },
    /** Ends the graph. Returns its bytes; the weights are in their file. */
    finish(name: string, result: Value, type: number, symbols: readonly (number | string)[]): Uint8Array {
      nodes.push({ type: 'Cast', inputs: [result.name], outputs: [name], attributes: { to: type } });
      closeSync(file);
      return writeOnnx({ nodes, initializers, inputs, outputs: [{ name, type, dims: symbols }] });
    },
  };
}

/** Half floats of about unit variance, by a repeatable generator: a sum of uniform numbers is near enough to normal. */
function randomBlock(seed: number): Buffer {
  let state = seed;
  const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647;
  return halves(() => uniform() + uniform() + uniform() + uniform() - 2);
}

function halves(next: () => number): Buffer {
  return Buffer.from(Uint16Array.from({ length: blockValues }, () => toHalf(next())).buffer);
}
