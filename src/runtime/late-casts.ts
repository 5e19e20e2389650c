import { graph, node } from './onnx-proto';
import { fieldsOf, readNode, readTensor, text } from './onnx-reader';
import { message, onnxFloat, onnxHalf, text as textField, writeNode } from './onnx-writer';
import { rewriteGraph } from './rewrite-graph';

/** A smaller weight is not worth a node of its own. */
const leastElements = 1 << 14;
/** Operators that the processor has for whole floats only, and that hold nearly all weights of a network. */
const multiplying = new Set(['Conv', 'MatMul', 'Gemm']);

/**
 * The same graph, in which a large half-float weight becomes whole floats right before it is multiplied, and not before.
 * Left to itself the runtime puts its own casts at the end of the graph's list of nodes, and its order of work visits the
 * later of two inputs first: it would make whole floats of all weights before it multiplies the first. Casts at the
 * beginning of the list come last, and what they make is freed after its one use.
 */
export function castWeightsLate(bytes: Uint8Array): Uint8Array {
  return rewriteGraph(bytes, withLateCasts);
}

function withLateCasts(bytes: Uint8Array): Uint8Array[] {
  const fields = fieldsOf(bytes);
  const weights = new Set<string>();
  for (const { number, start, end } of fields) {
    if (number !== graph.initializer) continue;
    const { name, type, elements } = readTensor(bytes.subarray(start, end));
    if (type === onnxHalf && elements >= leastElements) weights.add(name);
  }
  const early: Uint8Array[] = [];
  const rest: Uint8Array[] = [];
  let count = 0;
  const fresh = () => `whole/${count++}`;
  for (const { number, begin, start, end } of fields) {
    const content = bytes.subarray(start, end);
    const inputs = number === graph.node ? multipliedBy(content) : [];
    if (!inputs.some((name) => weights.has(name))) {
      rest.push(bytes.subarray(begin, end));
      continue;
    }
    const wholes = new Map<string, string>();
    for (const name of inputs.filter((one) => one !== '')) {
      if (wholes.has(name)) continue;
      wholes.set(name, fresh());
      (weights.has(name) ? early : rest).push(cast(name, wholes.get(name)!, onnxFloat));
    }
    const product = fresh();
    let output = '';
    const renamed = fieldsOf(content).map((field) => {
      const name = text(content, field);
      if (field.number === node.input) return textField(node.input, wholes.get(name) ?? '');
      if (field.number !== node.output) return content.subarray(field.begin, field.end);
      output = name;
      return textField(node.output, product);
    });
    rest.push(message(graph.node, renamed), cast(product, output, onnxHalf));
  }
  return [...early, ...rest];
}

const cast = (from: string, to: string, type: number) =>
  writeNode({ type: 'Cast', inputs: [from], outputs: [to], attributes: { to: type } });

/** Inputs of a node that multiplies; none of any other. */
function multipliedBy(content: Uint8Array): readonly string[] {
  const { operator, domain, inputs } = readNode(content);
  return multiplying.has(operator) && ['', 'ai.onnx'].includes(domain) ? inputs : [];
}
