import type { GraphOutline, GraphPort } from '../contract/manifest';
import { nameOfOnnxType } from '../runtime/element-types';
import { attribute, graph, model, node, tensor, valueInfo } from '../runtime/onnx-proto';

/** Reads `length` bytes from `offset`; fewer at the end of the file. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>;

/** What a graph says about itself, without its weights. */
export interface OnnxOutline extends GraphOutline {
  /** Files beside the graph that hold its weights; sorted. */
  readonly externalData: readonly string[];
  readonly initializerBytes: number;
  readonly largestInitializerBytes: number;
}

/** Wire types of protocol buffers. */
const varint = 0;
const fixed64 = 1;
const lengthDelimited = 2;
const fixed32 = 5;

const windowBytes = 1 << 16;

/** Bytes of one element, by ONNX's number of its type. */
const elementBytes: Readonly<Record<number, number>> = {
  1: 4,
  2: 1,
  3: 1,
  4: 2,
  5: 2,
  6: 4,
  7: 8,
  9: 1,
  10: 2,
  11: 8,
  12: 4,
  13: 8,
  16: 2,
  21: 0.5,
  22: 0.5,
};

/**
 * Reads a graph by its structure (onnx.proto), skipping the weights, so that of a file of gigabytes only a few
 * megabytes are read.
 * @throws when the bytes are not an ONNX graph.
 */
export async function readOnnxOutline(read: ReadBytes, fileBytes: number): Promise<OnnxOutline> {
  const inputs: GraphPort[] = [];
  const outputs: GraphPort[] = [];
  const operators = new Set<string>();
  const externalData = new Set<string>();
  const initializerNames = new Set<string>();
  const bytesOfType = new Map<number, number>();
  let largestInitializerBytes = 0;
  let graphs = 0;
  const bytes = windowed(read, fileBytes);

  await message(0, fileBytes, async (field, start, end) => {
    if (field !== model.graph) return;
    graphs++;
    await readGraph(start, end, true);
  });
  if (graphs !== 1 || operators.size === 0) throw new Error('this is not an ONNX graph');
  const initializerBytes = [...bytesOfType.values()].reduce((sum, bytes) => sum + bytes, 0);
  const [mostly] = [...bytesOfType].sort(([, a], [, b]) => b - a);
  return {
    ...(mostly && { weights: nameOfOnnxType(mostly[0]) }),
    inputs: inputs.filter(({ name }) => !initializerNames.has(name)), // old exports list weights as inputs too
    outputs,
    operators: [...operators].sort(),
    externalData: [...externalData].sort(),
    initializerBytes,
    largestInitializerBytes,
  };

  async function readGraph(from: number, to: number, isOutermost: boolean): Promise<void> {
    await message(from, to, async (field, start, end) => {
      if (field === graph.node) await readNode(start, end);
      if (field === graph.initializer) await readTensor(start, end);
      if (isOutermost && field === graph.input) inputs.push(await readValueInfo(start, end));
      if (isOutermost && field === graph.output) outputs.push(await readValueInfo(start, end));
    });
  }

  async function readNode(from: number, to: number): Promise<void> {
    let opType = '';
    let domain = '';
    await message(from, to, async (field, start, end) => {
      if (field === node.opType) opType = await text(start, end);
      if (field === node.domain) domain = await text(start, end);
      if (field !== node.attribute) return;
      await message(start, end, async (inner, innerStart, innerEnd) => {
        if (inner === attribute.tensor) await readTensor(innerStart, innerEnd);
        if (inner === attribute.graph) await readGraph(innerStart, innerEnd, false);
      });
    });
    if (opType === '') throw new Error('this is not an ONNX graph: a node has no operator');
    operators.add(domain === '' || domain === 'ai.onnx' ? opType : `${domain}.${opType}`);
  }

  async function readTensor(from: number, to: number): Promise<void> {
    let elements = 1;
    let elementType = 0;
    await message(from, to, async (field, start, end, value) => {
      if (field === tensor.dims && value !== undefined) elements *= value;
      if (field === tensor.dims && value === undefined) {
        for (let at = start; at < end;) {
          const [dim, next] = await readVarint(at);
          elements *= dim;
          at = next;
        }
      }
      if (field === tensor.dataType) elementType = value ?? 0;
      if (field === tensor.name) initializerNames.add(await text(start, end));
      if (field === tensor.externalData) {
        const entry = { key: '', value: '' };
        await message(start, end, async (inner, innerStart, innerEnd) => {
          if (inner === 1) entry.key = await text(innerStart, innerEnd);
          if (inner === 2) entry.value = await text(innerStart, innerEnd);
        });
        if (entry.key === 'location') externalData.add(entry.value);
      }
    });
    const size = elements * (elementBytes[elementType] ?? 0);
    bytesOfType.set(elementType, (bytesOfType.get(elementType) ?? 0) + size);
    largestInitializerBytes = Math.max(largestInitializerBytes, size);
  }

  async function readValueInfo(from: number, to: number): Promise<GraphPort> {
    let name = '';
    let elementType = 0;
    const dims: (number | string)[] = [];
    await message(from, to, async (field, start, end) => {
      if (field === valueInfo.name) name = await text(start, end);
      if (field !== valueInfo.type) return;
      // TypeProto.tensor_type, then its elem_type and shape, then the shape's dims: all but the type have number 1 or 2.
      await message(start, end, async (kind, tensorStart, tensorEnd) => {
        if (kind !== 1) return;
        await message(tensorStart, tensorEnd, async (part, partStart, partEnd, value) => {
          if (part === 1) elementType = value ?? 0;
          if (part !== 2) return;
          await message(partStart, partEnd, async (_dim, dimStart, dimEnd) => {
            let dim: number | string = '';
            await message(dimStart, dimEnd, async (form, formStart, formEnd, size) => {
              if (form === 1 && size !== undefined) dim = size;
              if (form === 2) dim = await text(formStart, formEnd);
            });
            dims.push(dim);
          });
        });
      });
    });
    return { name, type: nameOfOnnxType(elementType), dims };
  }

  /** Calls `visit` for each field between two offsets: with the content's bounds, or with the value of a varint. */
  async function message(
    from: number,
    to: number,
    visit: (field: number, start: number, end: number, value?: number) => Promise<void>,
  ): Promise<void> {
    for (let at = from; at < to;) {
      const [key, afterKey] = await readVarint(at);
      const field = Math.floor(key / 8);
      const wire = key % 8;
      let end: number;
      if (wire === varint) {
        const [value, next] = await readVarint(afterKey);
        await visit(field, afterKey, next, value);
        end = next;
      } else if (wire === lengthDelimited) {
        const [length, start] = await readVarint(afterKey);
        end = start + length;
        if (end > to) throw new Error('this is not an ONNX graph, or it ends too early');
        await visit(field, start, end);
      } else if (wire === fixed64 || wire === fixed32) {
        end = afterKey + (wire === fixed64 ? 8 : 4);
      } else {
        throw new Error('this is not an ONNX graph');
      }
      at = end;
    }
  }

  async function readVarint(at: number): Promise<[number, number]> {
    let value = 0;
    for (let i = 0; i < 10; i++) {
      const byte = await bytes.byte(at + i);
      value += (byte & 0x7f) * 2 ** (7 * i); // negative numbers (dims of −1) come out too large: only compared with bounds
      if (byte < 0x80) return [value, at + i + 1];
    }
    throw new Error('this is not an ONNX graph');
  }

  async function text(start: number, end: number): Promise<string> {
    return new TextDecoder().decode(await bytes.slice(start, end));
  }
}

/** One window over the file, moved when a byte outside it is asked for. */
function windowed(read: ReadBytes, fileBytes: number) {
  let start = 0;
  let buffer: Uint8Array = new Uint8Array(0);
  async function load(from: number, length: number): Promise<void> {
    if (from < 0 || from >= fileBytes) throw new Error('this is not an ONNX graph, or it ends too early');
    buffer = await read(from, Math.max(length, windowBytes));
    start = from;
    if (buffer.length < length) throw new Error('this is not an ONNX graph, or it ends too early');
  }
  return {
    async byte(at: number): Promise<number> {
      if (at < start || at >= start + buffer.length) await load(at, 1);
      return buffer[at - start]!;
    },
    async slice(from: number, to: number): Promise<Uint8Array> {
      if (to - from > windowBytes) throw new Error('this is not an ONNX graph: a name is too long');
      if (from < start || to > start + buffer.length) await load(from, to - from);
      return buffer.slice(from - start, to - start);
    },
  };
}
