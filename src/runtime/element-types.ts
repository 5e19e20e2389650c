import { fromHalf, toHalf } from '../tensor/float16';
import type { ElementType } from './onnx-network';

const elementTypes: readonly string[] = ['float32', 'float16', 'int64', 'int32', 'uint8', 'int8', 'bool'];

export function isElementType(type: string): type is ElementType {
  return elementTypes.includes(type);
}

/** ONNX's own numbers of the types, in the same order. */
const onnxNumbers: readonly number[] = [1, 10, 7, 6, 2, 3, 9];

/** The type that a graph's file gives by number; the number itself where nothing here can take such values. */
export function nameOfOnnxType(number: number): string {
  return elementTypes[onnxNumbers.indexOf(number)] ?? `ONNX type ${number}`;
}

export type ElementArray = Float32Array | Uint16Array | BigInt64Array | Int32Array | Uint8Array | Int8Array;

/** Float32 values as a graph declares them: integers truncated toward zero, half floats (their bits) rounded to nearest even. */
export function castTo(type: ElementType, values: Float32Array): ElementArray {
  switch (type) {
    case 'float32':
      return values;
    case 'float16':
      return Uint16Array.from(values, toHalf);
    case 'int64':
      return BigInt64Array.from(Array.from(values, (value) => BigInt(Math.trunc(value))));
    case 'int32':
      return Int32Array.from(values, Math.trunc);
    case 'int8':
      return Int8Array.from(values, Math.trunc);
    case 'uint8':
      return Uint8Array.from(values, Math.trunc);
    case 'bool':
      return Uint8Array.from(values, (value) => (value === 0 ? 0 : 1));
  }
}

/** Values of any declared type as float32. Half floats may come as their bits or, in newer browsers, as a Float16Array. */
export function castFrom(type: string, data: ArrayLike<number> | ArrayLike<bigint>): Float32Array {
  if (data instanceof Float32Array) return data;
  if (type === 'float16' && data instanceof Uint16Array) return Float32Array.from(data, fromHalf);
  return Float32Array.from({ length: data.length }, (_, i) => Number(data[i]));
}
