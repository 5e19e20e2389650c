import { graph, model, opset, valueInfo } from './onnx-proto';
import { fieldsOf, readNode, readText, varint } from './onnx-reader';
import { initializerPieces, onnxInt64, writeNode } from './onnx-writer';
import { rewriteGraph } from './rewrite-graph';

type OnnxNode = ReturnType<typeof readNode>;

/** How many pieces the queries of an attention are cut into, and each of them. */
const slices = 8;
const each = Array.from({ length: slices }, (_, i) => i);
/** Since when Split is told sizes as an input. */
const leastOpset = 13;

/**
 * The same graph, in which attention (a product's softmax, multiplied) is computed for an eighth of its queries at a time,
 * as no row of a softmax needs another ("attention slicing"). The numbers are the same but for the order of sums. The scores
 * of all pairs of positions are the largest thing that a Stable Diffusion network makes: 0.5 GB at 512 px, twice at once.
 */
export function sliceAttention(bytes: Uint8Array): Uint8Array {
  const canBeSliced = fieldsOf(bytes).some(
    ({ number, start, end }) => number === model.opset && opsetOf(bytes.subarray(start, end)) >= leastOpset,
  );
  return canBeSliced ? rewriteGraph(bytes, sliced) : bytes;
}

/** The version of the operators without a domain of their own; 0 of others. */
function opsetOf(bytes: Uint8Array): number {
  if (!['', 'ai.onnx'].includes(readText(bytes, opset.domain))) return 0;
  const version = fieldsOf(bytes).find(({ number }) => number === opset.version);
  return version ? varint(bytes, version.start)[0] : 0;
}

/** The graph's fields in pieces; undefined where there is no attention. */
function sliced(bytes: Uint8Array): Uint8Array[] | undefined {
  const parts = fieldsOf(bytes).map(({ number, begin, start, end }) => ({
    bytes: bytes.subarray(begin, end),
    ...(number === graph.node && { node: readNode(bytes.subarray(start, end)) }),
    ...(number === graph.input && { input: readText(bytes.subarray(start, end), valueInfo.name) }),
    ...(number === graph.output && { output: readText(bytes.subarray(start, end), valueInfo.name) }),
  }));
  const nodes = parts.flatMap(({ node }) => node ?? []);
  if (nodes.some((node) => node.hasInnerGraph)) return undefined; // what is used within is not seen here
  const inputs = parts.flatMap(({ input }) => input ?? []);
  const attentions = attentionsOf(
    nodes,
    parts.flatMap(({ output }) => output ?? []),
  ).filter(looksAtItself(nodes, inputs));
  if (attentions.length === 0) return undefined;
  const replaced = new Map<OnnxNode, readonly Uint8Array[]>();
  for (const [i, attention] of attentions.entries()) {
    replaced.set(attention.first, []);
    replaced.set(attention.softmax, []);
    replaced.set(attention.last, nodesOf(attention, `sliced/${i}/`));
  }
  return [
    ...constants.flatMap(initializerPieces),
    ...parts.flatMap(({ bytes: field, node }) => (node && replaced.get(node)) ?? [field]),
  ];
}

/** softmax(first) · values, where nothing else uses what is between. */
interface Attention {
  readonly first: OnnxNode;
  readonly softmax: OnnxNode;
  readonly last: OnnxNode;
}

function attentionsOf(nodes: readonly OnnxNode[], outputs: readonly string[]): Attention[] {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const users = new Map<string, OnnxNode[]>();
  for (const node of nodes) {
    for (const name of node.inputs) {
      const known = users.get(name);
      if (known) known.push(node);
      else users.set(name, [node]);
    }
  }
  const is = (node: OnnxNode | undefined, operator: string): node is OnnxNode => node?.operator === operator;
  const onlyUser = (node: OnnxNode) => {
    const all = users.get(node.outputs[0]!) ?? [];
    return all.length === 1 && !outputs.includes(node.outputs[0]!) ? all[0] : undefined;
  };
  return nodes.flatMap((softmax) => {
    if (!is(softmax, 'Softmax') || (softmax.integers.get('axis') ?? -1) !== -1) return [];
    const [first, last] = [makers.get(softmax.inputs[0]!), onlyUser(softmax)];
    const isOne =
      is(first, 'MatMul') && is(last, 'MatMul') && onlyUser(first) === softmax && last.inputs[0] === softmax.outputs[0];
    return isOne ? [{ first, softmax, last }] : [];
  });
}

/** Whether keys come from all that the queries come from. Keys of the prompt alone are few: pieces would only be more to open. */
function looksAtItself(nodes: readonly OnnxNode[], inputs: readonly string[]): (attention: Attention) => boolean {
  const sources = new Map<string, ReadonlySet<string>>(inputs.map((name) => [name, new Set([name])]));
  for (const node of nodes) {
    if (node.operator === 'Shape') continue; // tells no values on
    const all = new Set(node.inputs.flatMap((name) => [...(sources.get(name) ?? [])]));
    for (const name of node.outputs) sources.set(name, all);
  }
  return ({ first }) => {
    const [queries, keys] = first.inputs.map((name) => sources.get(name)?.size ?? 0);
    return keys! >= queries!;
  };
}

const int64 = (name: string, values: readonly number[]) => ({
  name: `sliced/${name}`,
  type: onnxInt64,
  dims: [values.length],
  data: new Uint8Array(BigInt64Array.from(values, BigInt).buffer),
});
const constants = [
  int64('rows', [-2]),
  int64('none', [0]),
  int64('slices', [slices]),
  int64('rest', [slices - 1]),
  int64('which', each),
];

function nodesOf({ first, last }: Attention, name: string): Uint8Array[] {
  const [queries, keys] = first.inputs;
  const node = (type: string, inputs: string[], output: string, attributes = {}) =>
    writeNode({ type, inputs, outputs: [name + output], attributes });
  const axis = -2;
  return [
    // How many queries each piece has: as many as there are, rounded up; of the last fewer, or none.
    node('Shape', [queries!], 'shape'),
    node('Gather', [`${name}shape`, 'sliced/rows'], 'count'),
    node('Add', [`${name}count`, 'sliced/rest'], 'more'),
    node('Div', [`${name}more`, 'sliced/slices'], 'most'),
    node('Mul', [`${name}most`, 'sliced/which'], 'starts'),
    node('Sub', [`${name}count`, `${name}starts`], 'left'),
    node('Min', [`${name}left`, `${name}most`], 'few'),
    node('Max', [`${name}few`, 'sliced/none'], 'sizes'),
    writeNode({
      type: 'Split',
      inputs: [queries!, `${name}sizes`],
      outputs: each.map((i) => `${name}queries${i}`),
      attributes: { axis },
    }),
    ...each.flatMap((i) => [
      node('MatMul', [`${name}queries${i}`, keys!], `scores${i}`),
      node('Softmax', [`${name}scores${i}`], `shares${i}`, { axis: -1 }),
      node('MatMul', [`${name}shares${i}`, last.inputs[1]!], `made${i}`),
    ]),
    writeNode({
      type: 'Concat',
      inputs: each.map((i) => `${name}made${i}`),
      outputs: last.outputs,
      attributes: { axis },
    }),
  ];
}
