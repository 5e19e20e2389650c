import * as ort from 'onnxruntime-web';
import type { OnnxRuntime } from '../src/runtime/onnx-network.ts';
import { openOnProcessor } from '../src/runtime/on-processor.ts';

/** onnxruntime-web's WASM in Node: the same kernels as a browser without WebGPU. */
export function nodeRuntime(numThreads = 2): OnnxRuntime {
  ort.env.wasm.numThreads = numThreads;
  ort.env.logLevel = 'error';
  return {
    backend: 'wasm',
    open: (graph, externalData) => openOnProcessor(ort, graph, externalData),
  };
}
