import { model } from './onnx-proto';
import { fieldsOf } from './onnx-reader';
import { join, pieces } from './onnx-writer';

/** The model with the fields of its graph as `rewrite` makes them of the graph's bytes; as it is where that has nothing to change. */
export function rewriteGraph(
  bytes: Uint8Array,
  rewrite: (graph: Uint8Array) => readonly Uint8Array[] | undefined,
): Uint8Array {
  const field = fieldsOf(bytes).find(({ number }) => number === model.graph);
  const rewritten = field && rewrite(bytes.subarray(field.start, field.end));
  if (!rewritten) return bytes; // it may be large: no copy
  return join([bytes.subarray(0, field.begin), ...pieces(model.graph, rewritten), bytes.subarray(field.end)]);
}
