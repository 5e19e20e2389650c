import type { Tensor } from '../tensor/tensor';

const logMaxPeriod = Math.log(10000);

/**
 * A timestep as cosines and sines of falling frequency, the network's own first layer (diffusers'
 * `get_timestep_embedding` with `flip_sin_to_cos`): [1, dims].
 */
export function timestepEmbedding(timestep: number, dims: number): Tensor {
  const half = dims / 2;
  const [sines, cosines] = waves(timestep, half, (i) => Math.fround(-logMaxPeriod * i) / half);
  return { data: Float32Array.from([...cosines, ...sines]), dims: [1, dims] };
}

/** What a consistency model is told of guidance in place of running twice (Meng et al. 2023): [1, dims]. */
export function guidanceEmbedding(guidanceScale: number, dims: number): Tensor {
  const half = dims / 2;
  const rate = Math.fround(-logMaxPeriod / (half - 1));
  const [sines, cosines] = waves(Math.fround(guidanceScale - 1) * 1000, half, (i) => rate * i);
  return { data: Float32Array.from([...sines, ...cosines]), dims: [1, dims] };
}

/** Float32 throughout, in the reference's order: phases go to the thousands and show their roundings. */
function waves(value: number, count: number, exponentAt: (i: number) => number): [Float32Array, Float32Array] {
  const phases = Float32Array.from({ length: count }, (_, i) => {
    const frequency = Math.fround(Math.exp(Math.fround(exponentAt(i))));
    return Math.fround(value) * frequency;
  });
  return [phases.map(Math.sin), phases.map(Math.cos)];
}
