/**
 * Smooths colours but not edges: the recursive filter of the domain transform (Gastal and Oliveira 2011, section 5).
 * `rgb` has three values a pixel, 0…1. `sigmaSpace` in pixels, `sigmaColour` in summed channel differences.
 */
export function smoothColours(
  rgb: Float32Array,
  side: number,
  sigmaSpace: number,
  sigmaColour: number,
  iterations = 3,
): Float32Array {
  const out = rgb.slice();
  const across = distances(rgb, side, 3, 3 * side, sigmaSpace / sigmaColour);
  const down = distances(rgb, side, 3 * side, 3, sigmaSpace / sigmaColour);
  for (let i = 0; i < iterations; i++) {
    const sigma = (sigmaSpace * Math.sqrt(3) * 2 ** (iterations - i - 1)) / Math.sqrt(4 ** iterations - 1);
    const decay = -Math.SQRT2 / sigma;
    sweep(out, across, decay, side, 3, 3 * side);
    sweep(out, down, decay, side, 3 * side, 3);
  }
  return out;
}

/** Distance of each pixel from the one before it, in the transformed domain. Line by line. */
function distances(rgb: Float32Array, side: number, step: number, line: number, ratio: number): Float32Array {
  const out = new Float32Array(side * side);
  for (let j = 0; j < side; j++) {
    for (let i = 1; i < side; i++) {
      const at = j * line + i * step;
      let difference = 0;
      for (let c = 0; c < 3; c++) difference += Math.abs(rgb[at + c]! - rgb[at - step + c]!);
      out[j * side + i] = 1 + ratio * difference;
    }
  }
  return out;
}

/** Forth and back along every line; a pixel takes `exp(decay · distance)` of its neighbour's value. */
function sweep(
  rgb: Float32Array,
  distance: Float32Array,
  decay: number,
  side: number,
  step: number,
  line: number,
): void {
  const weights = new Float32Array(side);
  for (let j = 0; j < side; j++) {
    for (let i = 1; i < side; i++) {
      const w = (weights[i] = Math.exp(decay * distance[j * side + i]!));
      const at = j * line + i * step;
      rgb[at]! += w * (rgb[at - step]! - rgb[at]!);
      rgb[at + 1]! += w * (rgb[at + 1 - step]! - rgb[at + 1]!);
      rgb[at + 2]! += w * (rgb[at + 2 - step]! - rgb[at + 2]!);
    }
    for (let i = side - 2; i >= 0; i--) {
      const w = weights[i + 1]!;
      const at = j * line + i * step;
      rgb[at]! += w * (rgb[at + step]! - rgb[at]!);
      rgb[at + 1]! += w * (rgb[at + 1 + step]! - rgb[at + 1]!);
      rgb[at + 2]! += w * (rgb[at + 2 + step]! - rgb[at + 2]!);
    }
  }
}
