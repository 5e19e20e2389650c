import { namedError } from '../contract/errors';
import { attribute, node, tensor } from './onnx-proto';

export interface Field {
  readonly number: number;
  /** Where its key begins, where its content does, and where both end. */
  readonly begin: number;
  readonly start: number;
  readonly end: number;
}

/** The fields of a protocol buffer, in order. @throws ModelIntegrityError when it ends in the middle of one. */
export function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  for (let at = 0; at < bytes.length;) {
    const [key, afterKey] = varint(bytes, at);
    const [start, end] = contentOf(bytes, key % 8, afterKey);
    if (end > bytes.length) throw notAGraph();
    fields.push({ number: Math.floor(key / 8), begin: at, start, end });
    at = end;
  }
  return fields;
}

function contentOf(bytes: Uint8Array, wire: number, at: number): [number, number] {
  if (wire === 0) return [at, varint(bytes, at)[1]];
  if (wire === 1) return [at, at + 8];
  if (wire === 5) return [at, at + 4];
  if (wire !== 2) throw notAGraph();
  const [length, start] = varint(bytes, at);
  return [start, start + length];
}

export function varint(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, at + i + 1];
  }
  throw notAGraph();
}

const decoder = new TextDecoder();
export const text = (bytes: Uint8Array, { start, end }: Field) => decoder.decode(bytes.subarray(start, end));

/** The text of the first field of that number; empty where there is none. */
export function readText(bytes: Uint8Array, number: number): string {
  const field = fieldsOf(bytes).find((one) => one.number === number);
  return field ? text(bytes, field) : '';
}

/** What a stored tensor is called, its element type by onnx.proto's number, its shape, and its bytes where they are in the graph. */
export function readTensor(content: Uint8Array) {
  let [name, type, data]: [string, number, Uint8Array | undefined] = ['', 0, undefined];
  const dims: number[] = [];
  for (const field of fieldsOf(content)) {
    if (field.number === tensor.name) name = text(content, field);
    if (field.number === tensor.dataType) type = varint(content, field.start)[0];
    if (field.number === tensor.rawData) data = content.subarray(field.start, field.end);
    if (field.number !== tensor.dims) continue;
    // One by one, or packed: either way numbers one after another.
    for (let at = field.start; at < field.end;) {
      const [dim, next] = varint(content, at);
      dims.push(dim);
      at = next;
    }
  }
  return { name, type, dims, elements: dims.reduce((size, dim) => size * dim, 1), data };
}

/** What a node does, with what, and to what; `integers` are those of its attributes that are one. */
export function readNode(content: Uint8Array) {
  const [inputs, outputs]: [string[], string[]] = [[], []];
  const integers = new Map<string, number>();
  let [operator, domain, hasInnerGraph] = ['', '', false];
  for (const field of fieldsOf(content)) {
    if (field.number === node.input) inputs.push(text(content, field));
    if (field.number === node.output) outputs.push(text(content, field));
    if (field.number === node.opType) operator = text(content, field);
    if (field.number === node.domain) domain = text(content, field);
    if (field.number !== node.attribute) continue;
    const value = content.subarray(field.start, field.end);
    for (const { number, start } of fieldsOf(value)) {
      if (number === attribute.integer) integers.set(readText(value, attribute.name), signed(value, start));
      if (number === attribute.graph || number === attribute.graphs) hasInnerGraph = true;
    }
  }
  return { operator, domain, inputs, outputs, integers, hasInnerGraph };
}

/** An integer that may be negative: its 64 bits, seven a byte. */
function signed(bytes: Uint8Array, at: number): number {
  const [, end] = varint(bytes, at);
  const bits = bytes.subarray(at, end).reduceRight((sum, byte) => (sum << 7n) | BigInt(byte & 0x7f), 0n);
  return Number(BigInt.asIntN(64, bits));
}

const notAGraph = () => namedError('ModelIntegrityError', 'this is not an ONNX graph, or it ends too early');
