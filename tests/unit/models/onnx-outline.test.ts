import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOnnxOutline } from '../../../src/models/onnx-outline';
import { onnxBytes } from '../onnx-bytes';

const golden = join(import.meta.dirname, '../../golden/models');
const elementTypes: Record<string, string> = { float: 'float32' };

/** What onnxruntime says of each graph; see tests/golden/README.md. */
const contracts = JSON.parse(readFileSync(join(golden, 'contracts.json'), 'utf8')) as Record<
  string,
  {
    io: Record<
      string,
      { inputs: [string, string, (number | string)[]][]; outputs: [string, string, (number | string)[]][] }
    >;
  }
>;
const graphs = Object.entries(contracts).flatMap(([model, { io }]) =>
  Object.entries(io).map(([component, ports]) => ({ name: `${model}/${component}`, ports })),
);

async function outlineOf(bytes: Uint8Array) {
  const reads: number[] = [];
  const outline = await readOnnxOutline(async (offset, length) => {
    reads.push(Math.min(length, bytes.length - offset));
    return bytes.subarray(offset, offset + length);
  }, bytes.length);
  return { outline, bytesRead: reads.reduce((sum, length) => sum + length, 0) };
}

test.each(graphs)('inputs and outputs of $name are those that onnxruntime reports', async ({ name, ports }) => {
  const { outline } = await outlineOf(readFileSync(join(golden, name, 'model.onnx')));
  const expected = (list: [string, string, (number | string)[]][]) =>
    list.map(([port, written, dims]) => {
      const type = /\((.*)\)/.exec(written)![1]!;
      return { name: port, type: elementTypes[type] ?? type, dims };
    });

  expect(outline.inputs).toEqual(expected(ports.inputs));
  expect(outline.outputs).toEqual(expected(ports.outputs));
});

test('weights beside the graph are named', async () => {
  const { outline } = await outlineOf(readFileSync(join(golden, 'tiny-lcm/unet/model.onnx')));

  expect(outline.externalData).toEqual(['model.onnx_data']);
});

test('weights are counted and skipped, not read', async () => {
  const weights = [1, 2, 3].map((i) => ({ name: `w${i}`, bytes: i * 1_000_000 }));
  const { outline, bytesRead } = await outlineOf(onnxBytes({ weights, inputs: [{ name: 'sample' }, { name: 'w1' }] }));

  expect(outline).toMatchObject({ initializerBytes: 6_000_000, largestInitializerBytes: 3_000_000 });
  expect(outline.inputs.map(({ name }) => name)).toEqual(['sample']);
  expect(bytesRead).toBeLessThan(400_000);
});

test('operators outside the standard carry their domain', async () => {
  const { outline } = await outlineOf(
    onnxBytes({
      operators: [{ type: 'Conv' }, { type: 'GroupNorm', domain: 'com.microsoft' }, { type: 'Add', domain: 'ai.onnx' }],
    }),
  );

  expect(outline.operators).toEqual(['Add', 'Conv', 'com.microsoft.GroupNorm']);
});

test.each([
  ['a page', Buffer.from('<!doctype html><p>Sorry, this is not here</p>')],
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(100)],
  ['a graph cut short', onnxBytes({ weights: [{ name: 'w', bytes: 1000 }] }).subarray(0, 500)],
  [
    'a pointer of a large-file store',
    Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'),
  ],
])('%s is not taken for a graph', async (_name, bytes) => {
  await expect(outlineOf(bytes)).rejects.toThrow('not an ONNX graph');
});
