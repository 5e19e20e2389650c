import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as web from 'onnxruntime-web';
import { median, rounded, type Measurement } from './measurement';
import { peerPackage } from './peers/packages';

const threads = 2;
const repeats = 9;

const networks = [
  { name: 'text-encoder', dtype: 'int8', file: 'models/sticker/text_encoder/model.onnx' },
  { name: 'transformer', dtype: 'int8', file: 'models/sticker/transformer/model.onnx' },
  { name: 'decoder', dtype: 'float32', file: 'models/sticker/vae_decoder/model.onnx' },
  { name: 'unet', dtype: 'float32', file: 'tests/golden/models/tiny-sdturbo/unet/model.onnx' },
  { name: 'unet', dtype: 'float16', file: 'tests/golden/models/tiny-sdturbo-fp16/unet/model.onnx' },
] as const;

/** Symbolic dimensions: batch 1, and for the fixture's UNet 32 × 32 latents and 77 tokens. */
const sizes: Readonly<Record<string, number>> = { height: 32, width: 32, sequence_length: 77 };

type Ort = Pick<typeof web, 'InferenceSession' | 'Tensor'>;

/** Raw calls of the same networks on the same cores: onnxruntime-web's WASM against native onnxruntime, in turns. */
export async function* nativeRatio(): AsyncGenerator<Measurement> {
  const entry = join(await peerPackage('onnxruntime-node'), 'dist', 'index.js');
  const native = createRequire(import.meta.url)(entry) as Ort; // a CommonJS package with onnxruntime-web's own types
  web.env.wasm.numThreads = threads;
  const flags = await instructionSets();
  for (const { name, dtype, file } of networks) {
    const bytes = new Uint8Array(await readFile(file));
    const inWasm = await web.InferenceSession.create(bytes, { executionProviders: ['wasm'], logSeverityLevel: 3 });
    const onCores = await native.InferenceSession.create(bytes, { intraOpNumThreads: threads, logSeverityLevel: 3 });
    const values = inWasm.inputMetadata.map((port) => valuesFor(port));
    const feedsOf = (ort: Ort) =>
      Object.fromEntries(values.map(({ name: input, type, data, dims }) => [input, new ort.Tensor(type, data, dims)]));
    const [wasmFeeds, nativeFeeds] = [feedsOf(web), feedsOf(native)];
    const times: { wasm: number[]; native: number[] } = { wasm: [], native: [] };
    for (let i = 0; i <= repeats; i++) {
      const started = performance.now();
      await inWasm.run(wasmFeeds);
      const between = performance.now();
      await onCores.run(nativeFeeds);
      if (i === 0) continue; // warms both
      times.wasm.push(between - started);
      times.native.push(performance.now() - between);
    }
    await inWasm.release();
    await onCores.release();
    const [wasmMs, nativeMs] = [median(times.wasm), median(times.native)];
    yield {
      name: `wasm-over-native-${name}-${dtype}`,
      value: rounded(wasmMs / nativeMs),
      unit: '× the time of native onnxruntime',
      comparedWith: `${rounded(wasmMs)} ms in WASM, ${rounded(nativeMs)} ms native`,
      note: `medians of ${repeats} in turns, ${threads} threads each; WASM SIMD is 128 bits wide, native has ${flags}`,
    };
  }
}

function valuesFor(port: web.InferenceSession.ValueMetadata) {
  if (!port.isTensor) throw new Error(`"${port.name}" is no tensor`);
  const dims = port.shape.map((dim) => (typeof dim === 'number' && dim > 0 ? dim : (sizes[String(dim)] ?? 1)));
  const count = dims.reduce((product, dim) => product * dim, 1);
  return { name: port.name, type: port.type as 'float32', data: dataOf(port.type, count) as Float32Array, dims }; // one of several types; the constructor checks the pair
}

function dataOf(type: string, count: number) {
  const wave = (i: number) => Math.sin(i * 0.7);
  if (type === 'int64') return BigInt64Array.from({ length: count }, (_, i) => BigInt(i % 7));
  if (type === 'int32') return Int32Array.from({ length: count }, (_, i) => i % 7);
  if (type === 'float16') return new Uint16Array(count).fill(0x3555); // a third
  return Float32Array.from({ length: count }, (_, i) => wave(i));
}

/** What this processor could do in one instruction, from the kernel; elsewhere unknown. */
async function instructionSets(): Promise<string> {
  const info = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
  const wide = ['avx512_vnni', 'avx512f', 'avx_vnni', 'avx2', 'fma'].filter((flag) => info.includes(` ${flag} `));
  return wide.length === 0 ? 'what the processor has' : wide.join(', ');
}
