/** A dense float32 array with its dimensions, row-major (C order). */
export interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** Number of values in a tensor of these dimensions. */
export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((size, dim) => size * dim, 1);
}

/** @throws RangeError when `data` does not fill `dims`. */
export function tensor(data: Float32Array, dims: readonly number[]): Tensor {
  if (data.length !== sizeOf(dims)) {
    throw new RangeError(`expected ${sizeOf(dims)} values for [${dims.join(', ')}], got ${data.length}`);
  }
  return { data, dims };
}

export function zeros(dims: readonly number[]): Tensor {
  return { data: new Float32Array(sizeOf(dims)), dims };
}

/** `a * factor`, a new tensor. */
export function scale(a: Tensor, factor: number): Tensor {
  return { data: a.data.map((value) => value * factor), dims: a.dims };
}

/** `a + b * factor`, a new tensor. */
export function addScaled(a: Tensor, b: Tensor, factor: number): Tensor {
  if (a.data.length !== b.data.length) {
    throw new RangeError(`expected [${a.dims.join(', ')}], got [${b.dims.join(', ')}]`);
  }
  return { data: a.data.map((value, i) => value + b.data[i]! * factor), dims: a.dims };
}

type Term = readonly [weight: number, tensor: Tensor];

/** A weighted sum of tensors of one size, summed in float64 and rounded once: `Σ weight · tensor`. */
export function combine(first: Term, ...rest: readonly Term[]): Tensor {
  const dims = first[1].dims;
  const sums = Float64Array.from(first[1].data, (value) => value * first[0]);
  for (const [weight, other] of rest) {
    if (other.data.length !== sums.length) {
      throw new RangeError(`expected [${dims.join(', ')}], got [${other.dims.join(', ')}]`);
    }
    for (let i = 0; i < sums.length; i++) sums[i]! += weight * other.data[i]!;
  }
  return { data: Float32Array.from(sums), dims };
}
