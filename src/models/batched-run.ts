import type { OnnxNetwork, Port } from '../runtime/onnx-network';
import { batchSlice, concat, type Tensor } from '../tensor/tensor';

/**
 * Runs a network over a batch of any size. Where the graph fixes its batch, the batch is cut into runs of that size and
 * the last one filled up by repeating its last entry. Feeds without a batch axis are left out of `batched`.
 */
export async function runBatched(
  network: OnnxNetwork,
  batched: Readonly<Record<string, Tensor>>,
  others: Readonly<Record<string, Tensor>>,
  fetches: readonly string[],
): Promise<Record<string, Tensor>> {
  const names = Object.keys(batched);
  const total = batched[names[0]!]!.dims[0]!;
  const fixed = fixedBatch(network.inputs.filter((port) => names.includes(port.name)));
  const size = fixed ?? total;
  const runs: Record<string, Tensor>[] = [];
  for (let start = 0; start < total; start += size) {
    const part = Object.fromEntries(names.map((name) => [name, padded(batched[name]!, start, size)]));
    runs.push(await network.run({ ...part, ...others }, fetches));
  }
  return Object.fromEntries(
    fetches.map((name) => {
      const [first, ...rest] = runs.map((run) => run[name]!);
      return [name, batchSlice(concat(0, first!, ...rest), 0, total)];
    }),
  );
}

/** The batch size that the graph insists on, if it does. */
function fixedBatch(ports: readonly Port[]): number | undefined {
  return ports.map((port) => port.dims[0]).find((dim) => typeof dim === 'number' && dim > 0) as number | undefined; // found by its type
}

function padded(tensor: Tensor, start: number, size: number): Tensor {
  const total = tensor.dims[0]!;
  const part = batchSlice(tensor, start, Math.min(start + size, total));
  const missing = size - part.dims[0]!;
  const last = batchSlice(tensor, total - 1, total);
  return concat(0, part, ...Array.from({ length: missing }, () => last));
}
