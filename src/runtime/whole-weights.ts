import { fromHalf } from '../tensor/float16';
import { graph, model } from './onnx-proto';
import { fieldsOf, readNode, readTensor } from './onnx-reader';
import { initializerPieces, join, onnxFloat, onnxHalf, pieces } from './onnx-writer';

type Weight = ReturnType<typeof readTensor>;
type OnnxNode = ReturnType<typeof readNode>;

/**
 * The same graph, in which half-float weights that it holds only to cast them to whole floats are whole floats, and the
 * casts are gone. onnxruntime's Cast is one WASM function of half a megabyte for every pair of types: compiled in the
 * middle of a first picture, it takes a core of the visitor's one to two seconds.
 */
export function widenWeights(bytes: Uint8Array): Uint8Array {
  const parts = fieldsOf(bytes).flatMap(({ number, begin, start, end }) =>
    number === model.graph ? pieces(number, widenGraph(bytes.subarray(start, end))) : [bytes.subarray(begin, end)],
  );
  return join(parts);
}

function widenGraph(bytes: Uint8Array): Uint8Array[] {
  const fields = fieldsOf(bytes).map((field) => ({ ...field, content: bytes.subarray(field.start, field.end) }));
  const halves = new Map<string, Weight>();
  for (const { number, content } of fields) {
    if (number !== graph.initializer) continue;
    const weight = readTensor(content);
    if (weight.type === onnxHalf && weight.data?.length === 2 * weight.elements) halves.set(weight.name, weight);
  }
  const nodes = fields.map(({ number, content }) => (number === graph.node ? readNode(content) : undefined));
  const used = new Set(nodes.flatMap((one) => (one && !isWidening(one) ? one.inputs : [])));
  const mayBeUsedWithin = nodes.some((one) => one?.hasInnerGraph);

  return fields.flatMap(({ number, content, begin, end }, i) => {
    const one = nodes[i];
    if (one && isWidening(one)) return whole(halves.get(one.inputs[0]!)!, one.outputs[0]!);
    const isLeft = number === graph.initializer && !mayBeUsedWithin && isUnused(readTensor(content).name);
    return isLeft ? [] : [bytes.subarray(begin, end)];
  });

  function isWidening({ operator, to, inputs }: OnnxNode): boolean {
    return operator === 'Cast' && to === onnxFloat && halves.has(inputs[0]!);
  }
  function isUnused(name: string): boolean {
    return halves.has(name) && !used.has(name);
  }
}

function whole({ dims, data }: Weight, name: string): Uint8Array[] {
  const halves = new Uint16Array(new Uint8Array(data!).buffer); // a copy begins where two bytes may
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = fromHalf(halves[i]!);
  return initializerPieces({ name, type: onnxFloat, dims, data: new Uint8Array(values.buffer) });
}
