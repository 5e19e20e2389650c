import { namedError } from '../contract/errors';
import type { OnnxNetwork, Port } from '../runtime/onnx-network';
import type { Tensor } from '../tensor/tensor';
import { runBatched } from './batched-run';

export interface TextEmbeds {
  /** [batch, tokens, width]. */
  readonly hidden: Tensor;
  /** [batch, width], where the encoder projects its text. */
  readonly pooled?: Tensor;
}

/** Which of the encoder's layers the denoiser was trained on. */
export type TextLayer = { readonly kind: 'last' } | { readonly kind: 'penultimate'; readonly clipSkip: number };

/**
 * Token ids to embeddings. Reads from the graph what its inputs are called and which layers it gives out.
 * @throws ModelUnsupportedError when the export lacks the layer that is asked for.
 */
export async function encodeTokens(
  network: OnnxNetwork,
  ids: readonly (readonly number[])[],
  layer: TextLayer,
): Promise<TextEmbeds> {
  const length = ids[0]!.length;
  const idsPort = inputNamed(network, 'input_ids') ?? network.inputs[0]!;
  const feeds: Record<string, Tensor> = {
    [idsPort.name]: { data: Float32Array.from(ids.flat()), dims: [ids.length, length] },
  };
  // CLIP attends to all of its 77 places, padding too: a mask, where an export asks for one, is all ones.
  if (inputNamed(network, 'attention_mask')) {
    feeds.attention_mask = { data: new Float32Array(ids.length * length).fill(1), dims: [ids.length, length] };
  }

  const hiddenName = layerOutput(network, layer);
  const pooledName = layer.kind === 'penultimate' ? outputNamed(network, 'text_embeds')?.name : undefined;
  const fetches = [hiddenName, ...(pooledName ? [pooledName] : [])];
  const results = await runBatched(network, feeds, {}, fetches);
  return { hidden: results[hiddenName]!, ...(pooledName && { pooled: results[pooledName]! }) };
}

function layerOutput(network: OnnxNetwork, layer: TextLayer): string {
  if (layer.kind === 'last') {
    const last = outputNamed(network, 'last_hidden_state') ?? network.outputs.find((port) => port.dims.length === 3);
    if (!last) throw namedError('ModelUnsupportedError', 'the text encoder has no output "last_hidden_state"');
    return last.name;
  }
  const numbered = network.outputs
    .map(({ name }) => ({ name, number: Number(/^hidden_states\.(\d+)$/.exec(name)?.[1] ?? NaN) }))
    .filter(({ number }) => !Number.isNaN(number));
  // Some exports keep one layer only: it is the one their denoiser was trained on.
  if (numbered.length === 1 && layer.clipSkip === 0) return numbered[0]!.name;
  const wanted = Math.max(...numbered.map(({ number }) => number)) - 1 - layer.clipSkip;
  const found = numbered.find(({ number }) => number === wanted);
  if (!found)
    throw namedError(
      'ModelUnsupportedError',
      `the text encoder does not give out the layer that CLIP skip ${layer.clipSkip} needs`,
    );
  return found.name;
}

function inputNamed(network: OnnxNetwork, name: string): Port | undefined {
  return network.inputs.find((port) => port.name === name);
}

function outputNamed(network: OnnxNetwork, name: string): Port | undefined {
  return network.outputs.find((port) => port.name === name);
}
