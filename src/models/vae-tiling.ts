import { sizeOf, type Tensor } from '../tensor/tensor';

/** How a picture is cut. All in cells of the input: latent cells when decoding, pixels when encoding. */
export interface Tiling {
  /** Edge of a tile; a side that is shorter is not cut. */
  readonly tile: number;
  /** How much neighbours share, and fade into each other over. */
  readonly overlap: number;
  /** Tiles begin at multiples of this. */
  readonly unit: number;
}

/** The widest tensor of an AutoencoderKL at a picture's full size: 256 channels of float32. */
export const bytesPerPixel = 256 * 4;
/** Beyond this some devices answer with zeros (onnxruntime #29130), whatever they promise. */
const largestEdge = 1024;
/** Where no limit is known, on WASM: several such tensors are alive at once, in a heap of 4 GB at most. */
const usualEdge = 512;
const smallestEdge = 256;

/** Edge in pixels of the largest picture that is decoded or encoded whole. */
export function largestTileEdge(maxBufferBytes: number | undefined): number {
  if (maxBufferBytes === undefined) return usualEdge;
  const edge = Math.sqrt(maxBufferBytes / bytesPerPixel);
  return Math.min(Math.max(Math.floor(edge / 64) * 64, smallestEdge), largestEdge);
}

/** How to cut [B, C, h, w], or undefined where it need not be: it has no more cells than a tile of this edge. */
export function tilingFor({ dims }: Tensor, edge: number, unit: number): Tiling | undefined {
  const [, , height, width] = dims as [number, number, number, number]; // pictures and latents are 4-D
  if (height * width <= edge * edge) return undefined;
  const overlap = Math.max(unit, Math.round(edge / 4 / unit) * unit);
  return { tile: edge, overlap, unit };
}

/**
 * Runs a network over overlapping tiles of [B, C, h, w], one after another, and lays the results together with linear
 * fades in the overlaps. The result may be larger or smaller than the input by a whole factor. `between` is awaited
 * before each tile: throw there to stop.
 */
export async function runTiled(
  input: Tensor,
  { tile, overlap, unit }: Tiling,
  run: (tile: Tensor) => Promise<Tensor>,
  between: () => Promise<void> = async () => undefined,
): Promise<Tensor> {
  const [, , height, width] = input.dims as [number, number, number, number]; // pictures and latents are 4-D
  const rows = tileStarts(height, tile, overlap, unit);
  const columns = tileStarts(width, tile, overlap, unit);
  const [tileHeight, tileWidth] = [Math.min(tile, height), Math.min(tile, width)];
  let canvas: Canvas | undefined;
  for (const top of rows) {
    for (const left of columns) {
      await between();
      const result = await run(crop(input, top, left, tileHeight, tileWidth));
      const factor = result.dims[2]! / tileHeight;
      canvas ??= emptyCanvas(result, height * factor, width * factor);
      const fade = overlap * factor;
      lay(canvas, result, {
        top: top * factor,
        left: left * factor,
        rowWeights: fades(result.dims[2]!, fade, top > 0, top + tileHeight < height),
        columnWeights: fades(result.dims[3]!, fade, left > 0, left + tileWidth < width),
      });
    }
  }
  return finished(canvas!);
}

/** Evenly spread starts, so that all tiles have one size: a graph that was made ready for it is not made ready again. */
export function tileStarts(length: number, tile: number, overlap: number, unit: number): number[] {
  if (length <= tile) return [0];
  const count = Math.ceil((length - overlap) / (tile - overlap));
  return Array.from({ length: count }, (_, i) => Math.floor((i * (length - tile)) / (count - 1) / unit) * unit);
}

interface Canvas {
  readonly sum: Tensor;
  /** [height × width]: of all tiles that cover a cell. */
  readonly weights: Float32Array;
}

interface Place {
  readonly top: number;
  readonly left: number;
  readonly rowWeights: Float32Array;
  readonly columnWeights: Float32Array;
}

function emptyCanvas({ dims }: Tensor, height: number, width: number): Canvas {
  const full = [dims[0]!, dims[1]!, height, width];
  return { sum: { data: new Float32Array(sizeOf(full)), dims: full }, weights: new Float32Array(height * width) };
}

/** Weights along one side of a tile: 1, rising from 0 at an edge that a neighbour shares. */
function fades(length: number, overlap: number, before: boolean, after: boolean): Float32Array {
  return Float32Array.from({ length }, (_, i) => {
    const rise = before ? Math.min(1, (i + 0.5) / overlap) : 1;
    const fall = after ? Math.min(1, (length - i - 0.5) / overlap) : 1;
    return Math.min(rise, fall);
  });
}

function lay({ sum, weights }: Canvas, { data, dims }: Tensor, { top, left, rowWeights, columnWeights }: Place): void {
  const [batch, channels, height, width] = dims as [number, number, number, number]; // as the input
  const [, , fullHeight, fullWidth] = sum.dims as [number, number, number, number];
  for (let plane = 0; plane < batch * channels; plane++) {
    for (let y = 0; y < height; y++) {
      const from = (plane * height + y) * width;
      const to = (plane * fullHeight + top + y) * fullWidth + left;
      for (let x = 0; x < width; x++) sum.data[to + x]! += data[from + x]! * rowWeights[y]! * columnWeights[x]!;
    }
  }
  for (let y = 0; y < height; y++) {
    const to = (top + y) * fullWidth + left;
    for (let x = 0; x < width; x++) weights[to + x]! += rowWeights[y]! * columnWeights[x]!;
  }
}

function finished({ sum, weights }: Canvas): Tensor {
  for (let i = 0; i < sum.data.length; i++) sum.data[i]! /= weights[i % weights.length]!;
  return sum;
}

function crop({ data, dims }: Tensor, top: number, left: number, height: number, width: number): Tensor {
  const [batch, channels, fullHeight, fullWidth] = dims as [number, number, number, number]; // as the input
  if (height === fullHeight && width === fullWidth) return { data, dims };
  const result = new Float32Array(batch * channels * height * width);
  for (let plane = 0; plane < batch * channels; plane++) {
    for (let y = 0; y < height; y++) {
      const from = (plane * fullHeight + top + y) * fullWidth + left;
      result.set(data.subarray(from, from + width), (plane * height + y) * width);
    }
  }
  return { data: result, dims: [batch, channels, height, width] };
}
