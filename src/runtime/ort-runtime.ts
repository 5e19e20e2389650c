import { namedError } from '../contract/errors';
import type { EngineReport } from '../contract/engine-api';
import type { Backend } from '../contract/request';
import { openOnProcessor } from './on-processor';
import type { OnnxRuntime } from './onnx-network';
import { openOrtNetwork, type OrtModule } from './ort-network';
import { watchDevice } from './watch-device';
import { widenWeights } from './whole-weights';

export interface BrowserRuntime extends OnnxRuntime {
  readonly report: Omit<EngineReport, 'storageRefused'>;
  /** Optional abilities of the graphics card. */
  readonly features: readonly string[];
}

/** An Identity of one number. onnxruntime compiles its wasm when the first graph is opened: this one brings that forward. */
const smallestGraph = 'CAcSADo3ChAKAWESAWIiCElkZW50aXR5EgFnWg8KAWESCgoICAESBAoCCAFiDwoBYhIKCggIARIECgIIAUIECgAQDQ==';

/** The runtime this browser can have, compiled and ready to open networks. */
export async function createRuntime(wanted: Backend | 'auto', maxThreads: number): Promise<BrowserRuntime> {
  const started = performance.now();
  const runtime = await chooseRuntime(wanted, maxThreads);
  const network = await runtime.open(Uint8Array.from(atob(smallestGraph), (character) => character.charCodeAt(0)));
  await network.release();
  return { ...runtime, report: { ...runtime.report, startMs: performance.now() - started } };
}

/**
 * WebGPU on a device of our own (JSPI build where the browser has it), else WASM with
 * threads where the page is isolated, else one thread.
 */
async function chooseRuntime(wanted: Backend | 'auto', maxThreads: number): Promise<BrowserRuntime> {
  if (wanted !== 'wasm') {
    const gpu = await findDevice();
    // A software adapter is some fifty times slower than WASM: used only when asked for by name.
    if (gpu && (wanted === 'webgpu' || !gpu.isSoftware)) return webgpuRuntime(gpu.device);
    if (wanted === 'webgpu') throw namedError('ModelUnsupportedError', 'this browser offers no WebGPU device');
    return wasmRuntime(maxThreads, gpu ? 'slow-webgpu' : 'no-webgpu');
  }
  return wasmRuntime(maxThreads);
}

async function findDevice(): Promise<{ device: GPUDevice; isSoftware: boolean } | undefined> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return undefined;
  const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize } = adapter.limits;
  const { maxComputeInvocationsPerWorkgroup, maxComputeWorkgroupSizeX, maxStorageBuffersPerShaderStage } =
    adapter.limits;
  const features: GPUFeatureName[] = ['shader-f16', 'subgroups'];
  const device = await adapter
    .requestDevice({
      requiredFeatures: features.filter((feature) => adapter.features.has(feature)),
      requiredLimits: {
        maxBufferSize,
        maxStorageBufferBindingSize,
        maxComputeWorkgroupStorageSize,
        maxComputeInvocationsPerWorkgroup,
        maxComputeWorkgroupSizeX,
        maxStorageBuffersPerShaderStage,
      },
    })
    .catch(() => undefined);
  if (!device) return undefined;
  const isSoftware = adapter.info.isFallbackAdapter || /swiftshader|llvmpipe/i.test(adapter.info.architecture);
  return { device, isSoftware };
}

async function webgpuRuntime(device: GPUDevice): Promise<BrowserRuntime> {
  const hasJspi = 'Suspending' in WebAssembly;
  const [ort, files] = hasJspi
    ? await Promise.all([import('onnxruntime-web/jspi'), import('./ort-files-jspi')])
    : await Promise.all([import('onnxruntime-web/webgpu'), import('./ort-files-webgpu')]);
  configure(ort, files, 1);
  const watched = watchDevice(device);
  return {
    backend: 'webgpu',
    maxBufferBytes: Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize),
    features: [...device.features],
    report: { backend: 'webgpu', threads: 1, startMs: 0 },
    async open(graph, externalData) {
      const options = { executionProviders: [{ name: 'webgpu', device }] };
      const network = await watched(openOrtNetwork(ort, widenWeights(graph), externalData, options));
      return { ...network, run: (feeds, fetches) => watched(network.run(feeds, fetches)) };
    },
  };
}

async function wasmRuntime(maxThreads: number, note?: 'no-webgpu' | 'slow-webgpu'): Promise<BrowserRuntime> {
  const [ort, files] = await Promise.all([import('onnxruntime-web/wasm'), import('./ort-files-wasm')]);
  const threads = self.crossOriginIsolated ? maxThreads : 1;
  configure(ort, files, threads);
  return {
    backend: 'wasm',
    features: [],
    report: {
      backend: 'wasm',
      threads,
      startMs: 0,
      ...(self.crossOriginIsolated ? note && { note } : { note: 'no-threads' as const }),
    },
    open: (graph, externalData) => openOnProcessor(ort, graph, externalData),
  };
}

function configure(
  ort: OrtModule & { env: typeof import('onnxruntime-web').env },
  files: { mjs: string; wasm: string },
  threads: number,
) {
  const absolute = (path: string) => new URL(path, import.meta.url).href;
  ort.env.wasm.wasmPaths = { mjs: absolute(files.mjs), wasm: absolute(files.wasm) };
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
}
