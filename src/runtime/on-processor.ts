import { leanBytes } from '../contract/forecast';
import type { InferenceSession } from 'onnxruntime-web';
import { ChunkedBytes } from './chunked-bytes';
import { castWeightsLate } from './late-casts';
import type { ExternalData, OnnxNetwork } from './onnx-network';
import { entry, model } from './onnx-proto';
import { fieldsOf, readText } from './onnx-reader';
import { openOrtNetwork, type OrtModule } from './ort-network';
import { sliceAttention } from './sliced-attention';
import { widenWeights } from './whole-weights';

/**
 * Opens a graph on the processor, in the way that suits it: a large one lean, one that has been through an optimiser as it is.
 * @throws as `openOrtNetwork`
 */
export async function openOnProcessor(
  ort: OrtModule,
  graph: Uint8Array,
  externalData: readonly ExternalData[] = [],
): Promise<OnnxNetwork> {
  const level = saidLevel(graph);
  const suited = level ? graph : sliceAttention(graph);
  if (isLarge(externalData)) {
    return openOrtNetwork(ort, castWeightsLate(suited), readOnce(externalData), leanOptions);
  }
  return openOrtNetwork(ort, widenWeights(suited), externalData, {
    ...onProcessor,
    graphOptimizationLevel: level ?? usualLevel,
  });
}

const onProcessor = { executionProviders: ['wasm'] };

const isLarge = (externalData: readonly ExternalData[]) =>
  externalData.reduce((sum, { data }) => sum + data.byteLength, 0) >= leanBytes;

/** No optimiser, which would make whole floats of all half floats, and nothing kept for the next run. */
const leanOptions: InferenceSession.SessionOptions = {
  ...onProcessor,
  graphOptimizationLevel: 'disabled',
  enableCpuMemArena: false,
  enableMemPattern: false,
  extra: { session: { disable_prepacking: '1' } },
};

/** Lets go of what the runtime has copied. */
function readOnce(externalData: readonly ExternalData[]): readonly ExternalData[] {
  for (const { data } of externalData) if (data instanceof ChunkedBytes) data.readOnce = true;
  return externalData;
}

const usualLevel = 'basic';
const levels = ['disabled', 'basic', 'extended', 'all'] as const;

/**
 * How much the runtime should optimise a graph that it opens, where its metadata says so under `wasm_optimization_level`:
 * a file that has been through an optimiser needs none, and what no optimiser does need not be compiled. Of others
 * `usualLevel` is done: what the higher levels fuse made no picture quicker, and opening slower by a tenth.
 */
function saidLevel(bytes: Uint8Array): (typeof levels)[number] | undefined {
  for (const { number, start, end } of fieldsOf(bytes)) {
    if (number !== model.metadata) continue;
    const content = bytes.subarray(start, end);
    if (readText(content, entry.key) !== 'wasm_optimization_level') continue;
    const said = readText(content, entry.value);
    return levels.find((level) => level === said);
  }
  return undefined;
}
