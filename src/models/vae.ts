import type { VaeNumbers } from '../contract/manifest';
import type { OnnxNetwork } from '../runtime/onnx-network';
import type { NormalSource } from '../tensor/random';
import { sizeOf, type Tensor } from '../tensor/tensor';
import { runBatched } from './batched-run';
import { largestTileEdge, runTiled, tilingFor } from './vae-tiling';

export interface VaeLimits {
  /** The largest tensor that the device can hold, where it says so. */
  readonly maxBufferBytes?: number | undefined;
  /** Awaited before each tile of a picture that is too large to do whole: throw there to stop. */
  readonly between?: () => Promise<void>;
}

/** Latents [B, C, h, w] as the denoiser has them to pictures [B, 3, h·downscale, w·downscale] in about −1…1. */
export async function decodeLatents(
  decoder: OnnxNetwork,
  latents: Tensor,
  vae: VaeNumbers,
  { maxBufferBytes, between }: VaeLimits = {},
): Promise<Tensor> {
  const { scaling_factor: factor, shift_factor: shift = 0, downscale } = vae;
  const unscaled = { data: latents.data.map((value) => value / factor + shift), dims: latents.dims };
  const tiling = tilingFor(latents, Math.floor(largestTileEdge(maxBufferBytes) / downscale), 1);
  const run = (part: Tensor) => runSingle(decoder, part);
  return tiling ? runTiled(unscaled, tiling, run, between) : run(unscaled);
}

/**
 * Pictures [B, 3, H, W] in −1…1 to latents as the denoiser has them. A graph that gives out mean and variance is sampled
 * with one draw of `noise`; one that gives out latents draws nothing.
 */
export async function encodePictures(
  encoder: OnnxNetwork,
  pictures: Tensor,
  vae: VaeNumbers,
  noise: NormalSource,
  { maxBufferBytes, between }: VaeLimits = {},
): Promise<Tensor> {
  const tiling = tilingFor(pictures, largestTileEdge(maxBufferBytes), vae.downscale);
  const run = (part: Tensor) => runSingle(encoder, part);
  const output = await (tiling ? runTiled(pictures, tiling, run, between) : run(pictures));
  const isPosterior = output.dims[1] === 2 * vae.latent_channels;
  return scaleLatents(isPosterior ? samplePosterior(output, noise) : output, vae);
}

/** `mean + exp(0.5 · clamp(log variance, −30, 20)) · noise`, of [B, 2C, h, w] with the means first. */
function samplePosterior({ data, dims }: Tensor, noise: NormalSource): Tensor {
  const [batch, channels, ...rest] = dims as [number, number, ...number[]]; // latents are 4-D
  const half = [batch, channels / 2, ...rest];
  const drawn = noise(half);
  const size = sizeOf(half.slice(1));
  const values = drawn.data.map((value, i) => {
    const at = Math.floor(i / size) * 2 * size + (i % size);
    const logVariance = Math.min(Math.max(data[at + size]!, -30), 20);
    return data[at]! + Math.exp(0.5 * logVariance) * value;
  });
  return { data: values, dims: half };
}

function scaleLatents({ data, dims }: Tensor, { scaling_factor: factor, shift_factor: shift = 0 }: VaeNumbers): Tensor {
  return { data: data.map((value) => (value - shift) * factor), dims };
}

async function runSingle(network: OnnxNetwork, value: Tensor): Promise<Tensor> {
  const [input, output] = [network.inputs[0]!.name, network.outputs[0]!.name];
  return (await runBatched(network, { [input]: value }, {}, [output]))[output]!;
}
