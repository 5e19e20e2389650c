import type { Pixels } from '../contract/pixels';
import { isInMask } from './mask';
import { zeros, type Tensor } from '../tensor/tensor';

/** An inpaint mask (red channel, 255 = redraw) at latent size: 1 or 0 by the nearest pixel, as diffusers does. [1, 1, h, w] */
export function maskToLatents(mask: Pixels, downscale: number): Tensor {
  const { width, height } = mask;
  const [w, h] = [width / downscale, height / downscale];
  const result = zeros([1, 1, h, w]);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      result.data[y * w + x] = isInMask(mask, y * downscale * width + x * downscale) ? 1 : 0;
    }
  }
  return result;
}
