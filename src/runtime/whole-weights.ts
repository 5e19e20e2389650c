import { fromHalf } from '../tensor/float16';
import { graph, valueInfo } from './onnx-proto';
import { fieldsOf, readNode, readTensor, readText } from './onnx-reader';
import { initializerPieces, onnxFloat, onnxHalf } from './onnx-writer';
import { rewriteGraph } from './rewrite-graph';

type Weight = ReturnType<typeof readTensor>;
type OnnxNode = ReturnType<typeof readNode>;

/**
 * The same graph, in which half-float weights that it holds only to cast them to whole floats are whole floats, and the
 * casts are gone. onnxruntime's Cast is one WASM function of half a megabyte for every pair of types: compiled in the
 * middle of a first picture, it takes a core of the visitor's one to two seconds.
 */
export function widenWeights(bytes: Uint8Array): Uint8Array {
  return rewriteGraph(bytes, widened);
}

/** The graph's fields in pieces; undefined where there is nothing to widen. */
function widened(bytes: Uint8Array): Uint8Array[] | undefined {
  const parts = fieldsOf(bytes).map(({ number, begin, start, end }) => {
    const content = bytes.subarray(start, end);
    return {
      bytes: bytes.subarray(begin, end),
      ...(number === graph.node && { node: readNode(content) }),
      ...(number === graph.initializer && { weight: readTensor(content) }),
      ...((number === graph.input || number === graph.output) && { port: readText(content, valueInfo.name) }),
    };
  });
  const halves = new Map<string, Weight>();
  for (const { weight } of parts) {
    if (weight?.type === onnxHalf && weight.data?.length === 2 * weight.elements) halves.set(weight.name, weight);
  }
  const ports = parts.flatMap(({ port }) => port ?? []);
  const isWidening = ({ operator, integers, inputs, outputs }: OnnxNode) =>
    operator === 'Cast' && integers.get('to') === onnxFloat && halves.has(inputs[0]!) && !ports.includes(outputs[0]!);
  const nodes = parts.flatMap(({ node }) => node ?? []);
  if (!nodes.some(isWidening)) return undefined;
  const used = new Set([...ports, ...nodes.flatMap((node) => (isWidening(node) ? [] : node.inputs))]);
  const mayBeUsedWithin = nodes.some((node) => node.hasInnerGraph);

  return parts.flatMap((part) => {
    if (part.node && isWidening(part.node)) return whole(halves.get(part.node.inputs[0]!)!, part.node.outputs[0]!);
    const isLeft = part.weight && halves.has(part.weight.name) && !used.has(part.weight.name) && !mayBeUsedWithin;
    return isLeft ? [] : [part.bytes];
  });
}

function whole({ dims, data }: Weight, name: string): Uint8Array[] {
  const halves = new Uint16Array(new Uint8Array(data!).buffer); // a copy begins where two bytes may
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = fromHalf(halves[i]!);
  return initializerPieces({ name, type: onnxFloat, dims, data: new Uint8Array(values.buffer) });
}
