import { expect, test } from 'vitest';
import { encodeTokens } from '../../../src/models/text-encoder';
import type { OnnxNetwork } from '../../../src/runtime/onnx-network';
import type { Tensor } from '../../../src/tensor/tensor';

/** Gives each output its own number, so that a test sees which was taken. */
function encoder(outputs: readonly string[], inputs: readonly string[] = ['input_ids']) {
  const fed: Record<string, Tensor>[] = [];
  const network: OnnxNetwork = {
    inputs: inputs.map((name) => ({ name, type: 'int32', dims: ['b', 's'] })),
    outputs: outputs.map((name) => ({
      name,
      type: 'float32',
      dims: name === 'text_embeds' ? ['b', 1] : ['b', 's', 1],
    })),
    async run(feeds, fetches = outputs) {
      fed.push({ ...feeds });
      return Object.fromEntries(
        fetches.map((name) => [name, { data: Float32Array.of(outputs.indexOf(name)), dims: [1, 1, 1] }]),
      );
    },
    release: async () => undefined,
  };
  return { network, fed };
}

const layers = ['last_hidden_state', 'hidden_states.0', 'hidden_states.1', 'hidden_states.2', 'hidden_states.3'];
const taken = async (network: OnnxNetwork, clipSkip: number) =>
  layers[(await encodeTokens(network, [[1, 2]], { kind: 'penultimate', clipSkip })).hidden.data[0]!];

test('the last layer is the one of that name; the last but one is counted from the end, CLIP skip before it', async () => {
  const { network } = encoder(layers);
  const { hidden } = await encodeTokens(network, [[1, 2]], { kind: 'last' });

  expect(hidden.data[0]).toBe(0);
  expect(await taken(network, 0)).toBe('hidden_states.2');
  expect(await taken(network, 1)).toBe('hidden_states.1');
});

test('an export with one layer gives that one, and no CLIP skip', async () => {
  const { network } = encoder(['hidden_states.11', 'text_embeds']);
  const { hidden, pooled } = await encodeTokens(network, [[1, 2]], { kind: 'penultimate', clipSkip: 0 });

  expect([hidden.data[0], pooled?.data[0]]).toEqual([0, 1]);
  await expect(encodeTokens(network, [[1]], { kind: 'penultimate', clipSkip: 1 })).rejects.toThrow('CLIP skip 1');
});

test('an export that wants a mask is given one of all ones', async () => {
  const { network, fed } = encoder(layers, ['input_ids', 'attention_mask']);
  await encodeTokens(network, [[5, 6]], { kind: 'last' });

  expect([...fed[0]!.input_ids!.data]).toEqual([5, 6]);
  expect([...fed[0]!.attention_mask!.data]).toEqual([1, 1]);
});
