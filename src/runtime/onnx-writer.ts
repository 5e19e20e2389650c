/** An ONNX graph to be written: as much of onnx.proto as its users need. */
export interface GraphParts {
  readonly nodes: readonly NodeParts[];
  readonly initializers: readonly InitializerParts[];
  readonly inputs: readonly PortParts[];
  readonly outputs: readonly PortParts[];
}

export interface NodeParts {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number | string | readonly number[]>>;
}

export interface InitializerParts {
  readonly name: string;
  /** onnx.proto's number of the element type. */
  readonly type: number;
  readonly dims: readonly number[];
  /** The values, little-endian, or where in a file beside the graph they are. */
  readonly data: Uint8Array | { readonly file: string; readonly offset: number; readonly length: number };
}

export interface PortParts {
  readonly name: string;
  readonly type: number;
  readonly dims: readonly (number | string)[];
}

/** onnx.proto's numbers of element types. */
export const onnxFloat = 1;
export const onnxInt32 = 6;
export const onnxInt64 = 7;
export const onnxHalf = 10;

/** Attribute types of onnx.proto. */
const [floatAttribute, intAttribute, stringAttribute, intsAttribute] = [1, 2, 3, 7] as const;

export function writeOnnx({ nodes, initializers, inputs, outputs }: GraphParts): Uint8Array {
  const graph = [
    ...nodes.map(writeNode),
    text(2, 'graph'),
    ...initializers.flatMap(initializerPieces),
    ...inputs.map((port) => message(11, portFields(port))),
    ...outputs.map((port) => message(12, portFields(port))),
  ];
  const opset = [text(1, ''), number(2, 17)];
  return join([number(1, 8), message(7, graph), message(8, opset)]);
}

/** One node, as a field of its graph. */
export const writeNode = (node: NodeParts): Uint8Array => message(1, nodeFields(node));

/** One stored tensor, as a field of its graph, in pieces: its values are not copied. */
export const initializerPieces = (initializer: InitializerParts): Uint8Array[] =>
  pieces(5, initializerFields(initializer));

function nodeFields({ type, inputs, outputs, attributes = {} }: NodeParts): Uint8Array[] {
  return [
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, type),
    ...Object.entries(attributes).map(([name, value]) => message(5, [text(1, name), ...attributeFields(value)])),
  ];
}

function attributeFields(value: number | string | readonly number[]): Uint8Array[] {
  if (typeof value === 'string') return [text(4, value), number(20, stringAttribute)];
  if (typeof value !== 'number') return [...value.map((item) => number(8, item)), number(20, intsAttribute)];
  if (Number.isInteger(value)) return [number(3, value), number(20, intAttribute)];
  return [join([varint(2 * 8 + 5), new Uint8Array(Float32Array.of(value).buffer)]), number(20, floatAttribute)];
}

function initializerFields({ name, type, dims, data }: InitializerParts): Uint8Array[] {
  const content =
    data instanceof Uint8Array
      ? pieces(9, [data])
      : [
          ...Object.entries({ location: data.file, offset: data.offset, length: data.length }).map(([key, value]) =>
            message(13, [text(1, key), text(2, String(value))]),
          ),
          number(14, 1), // the data is elsewhere
        ];
  return [...dims.map((dim) => number(1, dim)), number(2, type), text(8, name), ...content];
}

function portFields({ name, type, dims }: PortParts): Uint8Array[] {
  const shape = dims.map((dim) => message(1, [typeof dim === 'number' ? number(1, dim) : text(2, dim)]));
  return [text(1, name), message(2, [message(1, [number(1, type), message(2, shape)])])];
}

/** A field that holds other fields, in pieces to be joined: of megabytes, each copy counts. */
export const pieces = (field: number, parts: readonly Uint8Array[]): Uint8Array[] => [
  ...[varint(field * 8 + 2), varint(lengthOf(parts))],
  ...parts,
];
export const message = (field: number, parts: readonly Uint8Array[]) => join(pieces(field, parts));
export const text = (field: number, value: string) => message(field, [new TextEncoder().encode(value)]);
const number = (field: number, value: number) => join([varint(field * 8), varint(value)]);

function varint(value: number): Uint8Array {
  if (value < 0) return varintOf(BigInt.asUintN(64, BigInt(value)));
  return varintOf(BigInt(value));
}

function varintOf(value: bigint): Uint8Array {
  const result: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 128n) return Uint8Array.from([...result, Number(rest)]);
    result.push(Number(rest & 127n) + 128);
  }
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0);
