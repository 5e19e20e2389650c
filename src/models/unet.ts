import { namedError } from '../contract/errors';
import type { OnnxNetwork, Port } from '../runtime/onnx-network';
import { sizeOf, type Tensor } from '../tensor/tensor';
import { runBatched } from './batched-run';

/** What a denoiser may be told. All but the latents and the time are constant over a job; dims begin with the batch. */
export interface UNetConditioning {
  /** [batch, tokens, width]. */
  readonly encoder_hidden_states: Tensor;
  /** SDXL: [batch, width]. */
  readonly text_embeds?: Tensor;
  /** SDXL: [batch, 6]: original size, crop, target size, in pixels, height first. */
  readonly time_ids?: Tensor;
  /** Consistency models: [batch, dims]. */
  readonly timestep_cond?: Tensor;
}

/** What a graph of this network says about itself. */
export interface UNetShape {
  /** 4, or 9 for an inpainting model. */
  readonly inChannels: number;
  /** Length of the guidance embedding of a consistency model. */
  readonly guidanceDims?: number;
  /** Tokens that it takes, where it fixes them. */
  readonly maxTokens?: number;
}

/** @throws ModelUnsupportedError for an input that no one can fill. */
export function unetShape(network: OnnxNetwork): UNetShape {
  const known = ['sample', 'timestep', 'encoder_hidden_states', 'text_embeds', 'time_ids', 'timestep_cond'];
  const unknown = network.inputs.find(({ name }) => !known.includes(name));
  if (unknown)
    throw namedError('ModelUnsupportedError', `the denoiser wants an input "${unknown.name}" that nothing provides`);
  const guidance = network.inputs.find(({ name }) => name === 'timestep_cond');
  const guidanceDims = guidance?.dims[1];
  const tokens = portNamed(network, 'encoder_hidden_states').dims[1];
  const channels = portNamed(network, 'sample').dims[1];
  return {
    inChannels: typeof channels === 'number' ? channels : 4,
    ...(guidance && { guidanceDims: typeof guidanceDims === 'number' ? guidanceDims : 256 }),
    ...(typeof tokens === 'number' && { maxTokens: tokens }),
  };
}

/** Noise (or velocity) predicted for latents [batch, channels, height, width] at one timestep, whatever the graph's layout. */
export async function predictNoise(
  network: OnnxNetwork,
  sample: Tensor,
  timestep: number,
  conditioning: UNetConditioning,
): Promise<Tensor> {
  const timePort = portNamed(network, 'timestep');
  const wanted = new Set(network.inputs.map(({ name }) => name));
  const given = Object.entries({ ...conditioning }).filter(([name]) => wanted.has(name));
  const batched: Record<string, Tensor> = { sample, ...Object.fromEntries(given) };
  const others: Record<string, Tensor> = {};

  if (isPerSample(timePort, portNamed(network, 'sample'))) {
    batched.timestep = { data: new Float32Array(sample.dims[0]!).fill(timestep), dims: [sample.dims[0]!] };
  } else {
    const dims = timePort.dims.map((dim) => (typeof dim === 'number' && dim > 0 ? dim : 1));
    others.timestep = { data: new Float32Array(sizeOf(dims)).fill(timestep), dims };
  }
  const output = (network.outputs.find(({ name }) => name === 'out_sample') ?? network.outputs[0]!).name;
  return (await runBatched(network, batched, others, [output]))[output]!;
}

/** A timestep for each picture, rather than one for all: exports differ, and say so in the name or size of the axis. */
function isPerSample(timestep: Port, sample: Port): boolean {
  const [axis] = timestep.dims;
  if (axis === undefined) return false;
  if (typeof axis === 'number' && axis > 0) return axis > 1 && axis === sample.dims[0];
  return axis === sample.dims[0] || /batch/i.test(String(axis));
}

function portNamed(network: OnnxNetwork, name: string): Port {
  const port = network.inputs.find((input) => input.name === name);
  if (!port) throw namedError('ModelUnsupportedError', `the denoiser has no input "${name}"`);
  return port;
}
