import type { Pixels } from '../../contract/pixels';
import { boxBlur, luminance } from './planes';

/**
 * Sharpens a rough mask along the edges of a picture: the guided filter of He, Sun and Tang (2010) with the picture's
 * luminance as guide. `radius` in pixels, `epsilon` in squared luminance.
 */
export function guidedFilter(guide: Pixels, mask: Float32Array, radius: number, epsilon: number): Float32Array {
  const { width, height } = guide;
  const r = Math.max(1, Math.round(radius));
  const blur = (plane: Float32Array) => boxBlur(plane, width, height, r);
  const light = luminance(guide);
  const meanLight = blur(light);
  const meanMask = blur(mask);
  const meanBoth = blur(light.map((value, i) => value * mask[i]!));
  const meanSquare = blur(light.map((value) => value * value));

  const slope = new Float32Array(light.length);
  const offset = new Float32Array(light.length);
  for (let i = 0; i < light.length; i++) {
    const variance = meanSquare[i]! - meanLight[i]! * meanLight[i]!;
    slope[i] = (meanBoth[i]! - meanLight[i]! * meanMask[i]!) / (variance + epsilon);
    offset[i] = meanMask[i]! - slope[i]! * meanLight[i]!;
  }
  const meanSlope = blur(slope);
  const meanOffset = blur(offset);
  return light.map((value, i) => Math.min(1, Math.max(0, meanSlope[i]! * value + meanOffset[i]!)));
}
