import { combine, scale, type Tensor } from '../tensor/tensor';

/** Classifier-free guidance: `negative + scale · (positive − negative)`. */
export function guide(negative: Tensor, positive: Tensor, guidanceScale: number): Tensor {
  return combine([1 - guidanceScale, negative], [guidanceScale, positive]);
}

/**
 * Brings guided noise back to the spread of the positive prediction, picture by picture, by a share of `rescale`
 * (Lin et al. 2023, section 3.4).
 */
export function rescaleGuidance(guided: Tensor, positive: Tensor, rescale: number): Tensor {
  const pictures = guided.dims[0]!;
  const size = guided.data.length / pictures;
  const data = new Float32Array(guided.data.length);
  for (let picture = 0; picture < pictures; picture++) {
    const part = (tensor: Tensor) => ({
      data: tensor.data.subarray(picture * size, (picture + 1) * size),
      dims: [size],
    });
    const ratio = deviation(part(positive).data) / deviation(part(guided).data);
    data.set(scale(part(guided), rescale * ratio + 1 - rescale).data, picture * size);
  }
  return { data, dims: guided.dims };
}

/** With Bessel's correction, as torch's `std`. */
function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
