import { expect, test } from 'vitest';
import { predictNoise, unetShape } from '../../../src/models/unet';
import type { OnnxNetwork, Port } from '../../../src/runtime/onnx-network';
import { batchSlice, type Tensor } from '../../../src/tensor/tensor';

function port(name: string, ...dims: (number | string)[]): Port {
  return { name, type: 'float32', dims };
}

/** Answers with each sample times its timestep and its first embedding, and remembers what it was fed. */
function standIn(...inputs: Port[]): { network: OnnxNetwork; fed: Record<string, Tensor>[] } {
  const fed: Record<string, Tensor>[] = [];
  const network: OnnxNetwork = {
    inputs,
    outputs: [port('out_sample', 'batch', 4, 'h', 'w')],
    async run(feeds) {
      fed.push({ ...feeds });
      const { sample, timestep, encoder_hidden_states: hidden } = feeds as Record<string, Tensor>;
      const size = sample!.data.length / sample!.dims[0]!;
      const data = sample!.data.map((value, i) => {
        const entry = batchSlice(hidden!, Math.floor(i / size), Math.floor(i / size) + 1);
        return value * timestep!.data[0]! * entry.data[0]!;
      });
      return { out_sample: { data, dims: sample!.dims } };
    },
    release: async () => undefined,
  };
  return { network, fed };
}

const sample: Tensor = { data: Float32Array.from({ length: 3 * 4 }, (_, i) => i + 1), dims: [3, 4, 1, 1] };
const conditioning = { encoder_hidden_states: { data: Float32Array.of(1, 10, 100), dims: [3, 1, 1] } };
const expected = Array.from(sample.data, (value, i) => value * 2 * [1, 10, 100][Math.floor(i / 4)]!);

test.each([
  ['a scalar', [], [[]]],
  ['one value', [1], [[1]]],
  ['an axis of steps', ['steps'], [[1]]],
  ['a value for each picture', ['batch'], [[3]]],
] as const)('a timestep declared as %s is given as one', async (_name, dims, wanted) => {
  const { network, fed } = standIn(
    port('sample', 'batch', 4, 'h', 'w'),
    port('timestep', ...dims),
    port('encoder_hidden_states', 'batch', 's', 1),
  );

  const output = await predictNoise(network, sample, 2, conditioning);

  expect(fed.map(({ timestep }) => timestep!.dims)).toEqual(wanted);
  expect([...output.data]).toEqual(expected);
});

test('a graph with a fixed batch is run as often as it takes, the last time filled up', async () => {
  const { network, fed } = standIn(
    port('sample', 2, 4, 1, 1),
    port('timestep', 2),
    port('encoder_hidden_states', 2, 1, 1),
  );

  const output = await predictNoise(network, sample, 2, conditioning);

  expect(fed.map((feeds) => feeds.sample!.dims[0])).toEqual([2, 2]);
  expect(fed.map((feeds) => feeds.timestep!.dims)).toEqual([[2], [2]]);
  expect(output.dims).toEqual([3, 4, 1, 1]);
  expect([...output.data]).toEqual(expected);
});

test('the graph says how many channels it takes, whether it is told of guidance, and how many tokens fit', () => {
  const { network } = standIn(
    port('sample', 'b', 9, 'h', 'w'),
    port('timestep', 1),
    port('encoder_hidden_states', 'b', 77, 32),
    port('timestep_cond', 'b', 256),
  );

  expect(unetShape(network)).toEqual({ inChannels: 9, guidanceDims: 256, maxTokens: 77 });
});

test('an input that nothing fills is named', () => {
  const { network } = standIn(
    port('sample', 1, 4, 8, 8),
    port('timestep', 1),
    port('encoder_hidden_states', 1, 77, 32),
    port('controlnet_hint', 1, 3, 64, 64),
  );

  expect(() => unetShape(network)).toThrow(expect.objectContaining({ name: 'ModelUnsupportedError' }));
  expect(() => unetShape(network)).toThrow('controlnet_hint');
});
