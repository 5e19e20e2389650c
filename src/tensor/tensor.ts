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
  const data = new Float32Array(a.data.length);
  for (let i = 0; i < data.length; i++) data[i] = a.data[i]! * factor;
  return { data, dims: a.dims };
}

/** `a + b * factor`, a new tensor. */
export function addScaled(a: Tensor, b: Tensor, factor: number): Tensor {
  if (a.data.length !== b.data.length) {
    throw new RangeError(`expected [${a.dims.join(', ')}], got [${b.dims.join(', ')}]`);
  }
  const data = new Float32Array(a.data.length);
  for (let i = 0; i < data.length; i++) data[i] = a.data[i]! + b.data[i]! * factor;
  return { data, dims: a.dims };
}

type Term = readonly [weight: number, tensor: Tensor];

/** A weighted sum of tensors of one size, summed in float64 and rounded once: `Σ weight · tensor`. */
export function combine(first: Term, ...rest: readonly Term[]): Tensor {
  const dims = first[1].dims;
  const sums = new Float64Array(first[1].data); // not `from` with a function, which is many times slower
  for (let i = 0; i < sums.length; i++) sums[i]! *= first[0];
  for (const [weight, other] of rest) {
    if (other.data.length !== sums.length) {
      throw new RangeError(`expected [${dims.join(', ')}], got [${other.dims.join(', ')}]`);
    }
    for (let i = 0; i < sums.length; i++) sums[i]! += weight * other.data[i]!;
  }
  return { data: new Float32Array(sums), dims };
}

/** Tensors joined along an axis; their other dims are equal. @throws RangeError when they are not. */
export function concat(axis: number, first: Tensor, ...rest: readonly Tensor[]): Tensor {
  const parts = [first, ...rest];
  const same = (dims: readonly number[]) =>
    dims.length === first.dims.length && dims.every((dim, i) => i === axis || dim === first.dims[i]);
  for (const part of rest) {
    if (!same(part.dims)) throw new RangeError(`cannot join [${first.dims.join(', ')}] and [${part.dims.join(', ')}]`);
  }
  const dims = first.dims.with(
    axis,
    parts.reduce((sum, part) => sum + part.dims[axis]!, 0),
  );
  const outer = sizeOf(first.dims.slice(0, axis));
  const data = new Float32Array(sizeOf(dims));
  let at = 0;
  for (let i = 0; i < outer; i++) {
    for (const part of parts) {
      const size = part.data.length / outer;
      data.set(part.data.subarray(i * size, (i + 1) * size), at);
      at += size;
    }
  }
  return { data, dims };
}

/** Entries `start` to `end` of the first axis, sharing the data. */
export function batchSlice({ data, dims }: Tensor, start: number, end: number): Tensor {
  const size = sizeOf(dims.slice(1));
  return { data: data.subarray(start * size, end * size), dims: [end - start, ...dims.slice(1)] };
}

/** Each entry of the first axis `times` times, one after another. */
export function repeatEach(tensor: Tensor, times: number): Tensor {
  if (times === 1) return tensor;
  const [first, ...rest] = Array.from({ length: tensor.dims[0]! * times }, (_, i) => {
    const entry = Math.floor(i / times);
    return batchSlice(tensor, entry, entry + 1);
  });
  return concat(0, first!, ...rest);
}
