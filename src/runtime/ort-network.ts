import type { InferenceSession, Tensor as OrtTensor, TypedTensor } from 'onnxruntime-web';
import { namedError } from '../contract/errors';
import { sizeOf, type Tensor } from '../tensor/tensor';
import { castFrom, castTo, isElementType } from './element-types';
import { errorFromOrt } from './ort-errors';
import type { ElementType, ExternalData, OnnxNetwork, Port } from './onnx-network';

/** What this file needs of `onnxruntime-web`, whichever of its builds was loaded. */
export type OrtModule = Pick<typeof import('onnxruntime-web'), 'InferenceSession' | 'Tensor'>;

/**
 * Opens a graph with the given build of onnxruntime-web.
 * @throws ModelUnsupportedError (an operator or type it cannot run), ModelIntegrityError (not a graph), OutOfMemoryError.
 */
export async function openOrtNetwork(
  ort: OrtModule,
  graph: Uint8Array,
  externalData: readonly ExternalData[] = [],
  options: InferenceSession.SessionOptions = {},
): Promise<OnnxNetwork> {
  const session = await ort.InferenceSession.create(graph, {
    logSeverityLevel: 3,
    ...options,
    ...(externalData.length > 0 && { externalData: externalData.map(({ path, data }) => ({ path, data })) }),
  }).catch((thrown: unknown) => {
    throw errorFromOrt(thrown);
  });
  try {
    return networkOf(ort, session);
  } catch (thrown) {
    await session.release();
    throw thrown;
  }
}

function networkOf(ort: OrtModule, session: InferenceSession): OnnxNetwork {
  const inputs = session.inputMetadata.map(portOf);
  const outputs = session.outputMetadata.map(portOf);
  // One call at a time: a second run() on a busy WebGPU session never answers.
  let last: Promise<unknown> = Promise.resolve();

  async function run(feeds: Readonly<Record<string, Tensor>>, fetches: readonly string[]) {
    const ortFeeds = Object.fromEntries(inputs.map((port) => [port.name, feed(ort, port, feeds[port.name])]));
    const results = await session.run(ortFeeds, [...fetches]).catch((thrown: unknown) => {
      throw errorFromOrt(thrown);
    });
    return Object.fromEntries(await Promise.all(Object.entries(results).map(read)));
  }

  return {
    inputs,
    outputs,
    run(feeds, fetches = session.outputNames) {
      const result = last.then(() => run(feeds, fetches));
      last = result.catch(() => undefined);
      return result;
    },
    async release() {
      await last;
      await session.release();
    },
  };
}

function portOf(metadata: InferenceSession.ValueMetadata): Port {
  const type = metadata.isTensor ? metadata.type : 'sequence';
  if (!metadata.isTensor || !isElementType(type)) {
    throw namedError('ModelUnsupportedError', `"${metadata.name}" has values of type ${type}`);
  }
  return { name: metadata.name, type, dims: metadata.shape };
}

function feed(ort: OrtModule, port: Port, value: Tensor | undefined): OrtTensor {
  if (!value)
    throw namedError('ModelUnsupportedError', `the graph wants an input "${port.name}" that nothing provides`);
  if (value.data.length !== sizeOf(value.dims)) {
    throw new RangeError(`"${port.name}": ${value.data.length} values for [${value.dims.join(', ')}]`);
  }
  return ortTensor(ort, port.type, value);
}

function ortTensor(ort: OrtModule, type: ElementType, { data, dims }: Tensor): OrtTensor {
  const values = castTo(type, data);
  // Where the engine has Float16Array, onnxruntime takes nothing else; the bits are the same.
  const Float16 = (globalThis as { Float16Array?: new (buffer: ArrayBufferLike) => unknown }).Float16Array; // not in TypeScript 5.9's library
  const wrapped = type === 'float16' && Float16 ? new Float16(values.buffer) : values;
  return new ort.Tensor(type, wrapped as Float32Array, dims); // the constructor checks the pair at run time
}

async function read([name, value]: [string, OrtTensor]): Promise<[string, Tensor]> {
  const { type, dims } = value;
  const data = (await (value as TypedTensor<'float32'>).getData(true)) as ArrayLike<number>; // any typed array; castFrom looks
  return [name, { data: castFrom(type, data), dims: [...dims] }];
}
