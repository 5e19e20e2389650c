import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { castFrom, castTo } from '../../../src/runtime/element-types';
import { errorFromOrt } from '../../../src/runtime/ort-errors';
import { openOrtNetwork, type OrtModule } from '../../../src/runtime/ort-network';
import { nodeRuntime } from '../../../tools/node-runtime';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // the runtime takes its time on a busy machine

const models = new URL('../../golden/models/', import.meta.url);
const read = (path: string) => new Uint8Array(readFileSync(new URL(path, models)));
const filled = (value: number, ...dims: number[]) => ({
  data: new Float32Array(dims.reduce((size, dim) => size * dim, 1)).fill(value),
  dims,
});

test('a graph says what it takes, whatever its types and ranks', async () => {
  const network = await nodeRuntime(1).open(read('tiny-sdturbo-fp16/unet/model.onnx'));

  expect(network.inputs).toEqual([
    { name: 'sample', type: 'float16', dims: ['batch_size', 4, 'height', 'width'] },
    { name: 'timestep', type: 'float16', dims: [1] },
    { name: 'encoder_hidden_states', type: 'float16', dims: ['batch_size', 'sequence_length', 48] },
  ]);
  await network.release();
});

test('external data is taken from beside the graph, and a missing input is named', async () => {
  const data = { path: 'model.onnx_data', data: read('tiny-lcm/unet/model.onnx_data') };
  const network = await nodeRuntime(1).open(read('tiny-lcm/unet/model.onnx'), [data]);
  const feeds = {
    sample: filled(0.5, 1, 4, 8, 8),
    timestep: filled(501.9, 1),
    encoder_hidden_states: filled(0.5, 1, 77, 32),
  };

  await expect(network.run(feeds)).rejects.toMatchObject({ name: 'ModelUnsupportedError', message: /timestep_cond/ });
  const { out_sample } = await network.run({ ...feeds, timestep_cond: filled(0, 1, 256) });
  expect(out_sample?.dims).toEqual([1, 4, 8, 8]);
  await network.release();
});

test('what is no graph is told from what is a graph that cannot run', async () => {
  await expect(nodeRuntime(1).open(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ name: 'ModelIntegrityError' });
  expect(errorFromOrt(new Error('Could not find an implementation for FancyOp(1)'))).toMatchObject({
    name: 'ModelUnsupportedError',
    message: /FancyOp/,
  });
  expect(errorFromOrt(new Error('std::bad_alloc'))).toMatchObject({ name: 'OutOfMemoryError' });
  expect(errorFromOrt(4_567_890)).toMatchObject({ name: 'OutOfMemoryError' });
  expect(errorFromOrt(new Error('anything else'))).toMatchObject({ name: 'Error' });
});

test('two calls at once run one after the other', async () => {
  let running = 0;
  let most = 0;
  const session = {
    inputMetadata: [],
    outputMetadata: [],
    outputNames: [],
    async run() {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return {};
    },
  };
  const ort = { InferenceSession: { create: async () => session } } as unknown as OrtModule; // what the queue touches of it
  const network = await openOrtNetwork(ort, new Uint8Array());

  await Promise.all([network.run({}), network.run({}), network.run({})]);

  expect(most).toBe(1);
});

test('values are cast as graphs declare them', () => {
  const values = Float32Array.of(1.9, -1.9, 0, 49407);

  expect([...castTo('int64', values)]).toEqual([1n, -1n, 0n, 49407n]);
  expect([...castTo('int32', values)]).toEqual([1, -1, 0, 49407]);
  expect([...castTo('bool', values)]).toEqual([1, 1, 0, 1]);
  expect([...castFrom('float16', castTo('float16', Float32Array.of(1.5, -0.25)) as Uint16Array)]).toEqual([1.5, -0.25]);
  expect([...castFrom('int64', BigInt64Array.of(7n))]).toEqual([7]);
});
