import type { ProbeResult } from '../contract/forecast';
import type { Tensor } from '../tensor/tensor';
import type { OnnxRuntime } from './onnx-network';
import { onnxFloat, writeOnnx, type GraphParts } from './onnx-writer';

/** How long one measurement may take, its own first run left out. */
const enoughMs = 300;
/** A run shorter than this says more about starting it than about the device. */
const shortMs = 40;

/**
 * How fast this device convolves and multiplies, in multiplications and additions a second, on small networks of the
 * shapes that Stable Diffusion has. About a second; two at most on anything that could run such a model at all.
 */
export async function probeSpeed(
  runtime: OnnxRuntime,
  signal: AbortSignal,
): Promise<Pick<ProbeResult, 'convolutionPerSecond' | 'productPerSecond'>> {
  const convolutionPerSecond = await speedOf(runtime, convolutions, signal);
  const productPerSecond = await speedOf(runtime, products, signal);
  return { convolutionPerSecond, productPerSecond };
}

interface Work {
  readonly graph: GraphParts;
  readonly input: Tensor;
  /** Multiplications and additions of one run. */
  readonly operations: number;
}

async function speedOf(runtime: OnnxRuntime, work: (repeats: number) => Work, signal: AbortSignal): Promise<number> {
  const once = await measure(runtime, work(1), signal);
  if (once.ms >= shortMs) return once.perSecond;
  return (await measure(runtime, work(24), signal)).perSecond;
}

async function measure(runtime: OnnxRuntime, { graph, input, operations }: Work, signal: AbortSignal) {
  const network = await runtime.open(writeOnnx(graph));
  try {
    const timed = async () => {
      signal.throwIfAborted();
      const started = performance.now();
      await network.run({ x: input });
      return performance.now() - started;
    };
    let best = await timed(); // shaders are compiled, weights are laid out: too long, unless all the rest is longer
    const until = performance.now() + enoughMs;
    for (let run = 0; run < 5 && best < enoughMs && performance.now() < until; run++) {
      best = Math.min(best, await timed());
    }
    return { ms: best, perSecond: (1000 * operations) / Math.max(best, 0.01) };
  } finally {
    await network.release();
  }
}

/** 3×3 convolutions one after another, as in the denoiser's second level at 512 pixels. */
function convolutions(repeats: number): Work {
  const [channels, edge] = [256, 32] as const;
  return chain('Conv', repeats, [1, channels, edge, edge], [channels, channels, 3, 3], {
    attributes: { pads: [1, 1, 1, 1] },
    operations: 2 * channels * channels * 9 * edge * edge,
  });
}

/** Matrix products one after another, as between a transformer's layers. */
function products(repeats: number): Work {
  const [rows, width] = [1024, 640] as const;
  return chain('MatMul', repeats, [1, rows, width], [width, width], {
    attributes: {},
    operations: 2 * rows * width * width,
  });
}

function chain(
  type: 'Conv' | 'MatMul',
  repeats: number,
  dims: readonly number[],
  weightDims: readonly number[],
  one: { readonly attributes: Readonly<Record<string, readonly number[]>>; readonly operations: number },
): Work {
  const sizeOf = (shape: readonly number[]) => shape.reduce((size, dim) => size * dim, 1);
  const weights = new Float32Array(sizeOf(weightDims)).fill(0.01);
  const names = ['x', ...Array.from({ length: repeats }, (_, i) => `y${i}`)];
  return {
    operations: one.operations * repeats,
    input: { data: new Float32Array(sizeOf(dims)).fill(1e-9), dims }, // small, so that a chain stays finite
    graph: {
      nodes: names.slice(1).map((output, i) => ({
        type,
        inputs: [names[i]!, 'w'],
        outputs: [output],
        attributes: one.attributes,
      })),
      initializers: [{ name: 'w', type: onnxFloat, dims: weightDims, data: new Uint8Array(weights.buffer) }],
      inputs: [{ name: 'x', type: onnxFloat, dims }],
      outputs: [{ name: names.at(-1)!, type: onnxFloat, dims }],
    },
  };
}
