import type { Pixels } from '../contract/pixels';

/** One value a pixel, 0…255: how much of the picture there is to change. `mask.length === width * height`. */
export type MaskValues = Uint8ClampedArray<ArrayBuffer>;

/** Whether a pixel of a request's mask is to be drawn anew. */
export const isInMask = ({ data }: Pixels, p: number): boolean => data[4 * p]! >= 128;

/** The mask with soft edges: two box blurs of `radius` pixels, close to a Gaussian. Values stay 0…255. */
export function featherMask(mask: MaskValues, width: number, height: number, radius: number): MaskValues {
  let result = mask;
  for (let pass = 0; pass < 2; pass++) {
    result = blurLines(result, width, height, radius, 1, width);
    result = blurLines(result, height, width, radius, width, 1);
  }
  return result;
}

/** Means over 2·radius+1 neighbours along lines of `length`; what lies outside counts as the line's end. */
function blurLines(
  mask: MaskValues,
  length: number,
  lines: number,
  radius: number,
  step: number,
  lineStep: number,
): MaskValues {
  if (radius < 1) return mask;
  const result = new Uint8ClampedArray(mask.length);
  for (let line = 0; line < lines; line++) {
    const at = (i: number) => mask[line * lineStep + Math.min(length - 1, Math.max(0, i)) * step]!;
    let sum = 0;
    for (let i = -radius; i <= radius; i++) sum += at(i);
    for (let i = 0; i < length; i++) {
      result[line * lineStep + i * step] = sum / (2 * radius + 1);
      sum += at(i + radius + 1) - at(i - radius);
    }
  }
  return result;
}

/**
 * The mask as the pipelines take it: 255 in every cell of `cell` pixels that anything in the mask touches, so that a thin
 * stroke is not lost between latents.
 */
export function coverCells(mask: MaskValues, width: number, height: number, cell: number): Pixels {
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let cy = 0; cy < height; cy += cell) {
    for (let cx = 0; cx < width; cx += cell) {
      const [right, bottom] = [Math.min(width, cx + cell), Math.min(height, cy + cell)];
      let touched = 0;
      for (let y = cy; y < bottom && touched === 0; y++) {
        for (let x = cx; x < right; x++) if (mask[y * width + x]! > 0) touched = 255;
      }
      for (let y = cy; y < bottom; y++) {
        for (let x = cx; x < right; x++) data.fill(touched, 4 * (y * width + x), 4 * (y * width + x) + 3);
      }
    }
  }
  return { width, height, data };
}

/** `over` where the mask is 255, `base` where it is 0, and between them between. All of one size. */
export function blendByMask(base: Pixels, over: Pixels, mask: MaskValues): Pixels {
  const data = new Uint8ClampedArray(base.data.length);
  for (let p = 0; p < mask.length; p++) {
    const share = mask[p]! / 255;
    for (let i = 4 * p; i < 4 * p + 4; i++) data[i] = base.data[i]! * (1 - share) + over.data[i]! * share;
  }
  return { width: base.width, height: base.height, data };
}

/** Where a picture lies in a frame: its left top corner in the frame's pixels, and its size to its own. */
export interface Placement {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/**
 * A picture laid into a frame of its own size, its edges drawn out to the frame's, and the mask of what lies outside it.
 * Sampled bilinearly; what is drawn out is taken a little within the edge, where a decoder is sure of its colours.
 */
export function extendPicture(picture: Pixels, { x, y, scale }: Placement): { image: Pixels; mask: MaskValues } {
  const { width, height, data } = picture;
  const image = new Uint8ClampedArray(data.length);
  const mask = new Uint8ClampedArray(width * height);
  for (let ty = 0; ty < height; ty++) {
    const sy = (ty + 0.5 - y) / scale - 0.5;
    const [top, fy] = drawnOut(sy, height);
    for (let tx = 0; tx < width; tx++) {
      const sx = (tx + 0.5 - x) / scale - 0.5;
      const [left, fx] = drawnOut(sx, width);
      const p = ty * width + tx;
      const isOutside = sx < -0.5 || sy < -0.5 || sx > width - 0.5 || sy > height - 0.5;
      mask[p] = isOutside ? 255 : 0;
      const a = 4 * (top * width + left);
      const right = left + 1 < width ? 4 : 0;
      const below = top + 1 < height ? 4 * width : 0;
      for (let c = 0; c < 4; c++) {
        const upper = data[a + c]! * (1 - fx) + data[a + right + c]! * fx;
        const lower = data[a + below + c]! * (1 - fx) + data[a + below + right + c]! * fx;
        image[4 * p + c] = upper * (1 - fy) + lower * fy;
      }
    }
  }
  return { image: { width, height, data: image }, mask };
}

const withinEdge = 0.03;

function drawnOut(value: number, length: number): readonly [number, number] {
  const isInside = value >= -0.5 && value <= length - 0.5;
  if (isInside) return clampedStep(value, length);
  const margin = Math.floor(withinEdge * length);
  return clampedStep(Math.min(length - 1 - margin, Math.max(margin, value)), length);
}

function clampedStep(value: number, length: number): readonly [number, number] {
  const inside = Math.min(length - 1, Math.max(0, value));
  return [Math.floor(inside), inside - Math.floor(inside)];
}
