import type { Backend } from '../contract/request';
import type { Tensor } from '../tensor/tensor';

export type ElementType = 'float32' | 'float16' | 'int64' | 'int32' | 'uint8' | 'int8' | 'bool';

/** An input or output of a graph, as the file itself declares it. */
export interface Port {
  readonly name: string;
  readonly type: ElementType;
  /** A string is a symbolic dimension. Empty for a scalar. */
  readonly dims: readonly (number | string)[];
}

/**
 * A loaded ONNX graph. Values go in and come out as float32 tensors whatever the graph declares: the runtime casts to the
 * declared type (integers are truncated toward zero, half floats rounded to nearest even), so callers think in numbers.
 * Calls are queued: two concurrent runs on one WebGPU session hang the worker for good.
 */
export interface OnnxNetwork {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** @throws when a declared input is missing; only the outputs named in `fetches` (default: all) are read back. */
  run(feeds: Readonly<Record<string, Tensor>>, fetches?: readonly string[]): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

export interface ExternalData {
  /** The name inside the graph. */
  readonly path: string;
  readonly data: Uint8Array;
}

/** Opens graphs on one device. The page has one for the browser (`ort-runtime.ts`), tools have one for Node. */
export interface OnnxRuntime {
  readonly backend: Backend;
  /** The largest tensor that the device can hold, where it says so. */
  readonly maxBufferBytes?: number;
  open(graph: Uint8Array, externalData?: readonly ExternalData[]): Promise<OnnxNetwork>;
}
