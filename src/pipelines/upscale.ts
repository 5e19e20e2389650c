import type { EnlargeFactor } from '../contract/engine-api';
import type { Pixels } from '../contract/pixels';
import type { OnnxNetwork } from '../models/loaded-model';
import { runTiled, tileStarts, type Tiling } from '../models/vae-tiling';
import { zeros, type Tensor } from '../tensor/tensor';
import { pacer } from './pace';

/** What the network multiplies both sides by. */
const networkFactor = 4;
/**
 * The default model's pictures are four tiles: soon enough something is seen to move, and Cancel is heard. The network sees 18
 * pixels far, but hardly: over 24, tiles differ from the whole by less than 4 of 255 (a test holds that).
 */
const tiling: Tiling = { tile: 140, overlap: 24, unit: 1 };
/** How far colour is drawn out under what is transparent, so that none of what hides there shows at an edge. */
const bleed = 8;

/**
 * A larger copy by a network that redraws edges (models/upscale), in overlapping tiles. Twice as large is four times as
 * large, averaged down. `onTile` hears of tiles finished. The alpha channel is enlarged as a picture of its own.
 */
export async function upscale(
  network: OnnxNetwork,
  picture: Pixels,
  factor: EnlargeFactor,
  onTile: (done: number, count: number) => void,
  signal: AbortSignal,
): Promise<Pixels> {
  const isOpaque = picture.data.every((value, i) => i % 4 !== 3 || value === 255);
  const planes = isOpaque ? [colourOf(picture)] : [colourOf(bledOut(picture)), alphaOf(picture)];
  const count = planes.length * tilesAlong(picture.width) * tilesAlong(picture.height);
  let done = 0;
  const pace = pacer(signal);
  const between = async () => {
    onTile(done++, count);
    await pace();
  };

  const [input, output] = [network.inputs[0]!.name, network.outputs[0]!.name]; // the network's file has one of each
  const enlarged: Tensor[] = [];
  for (const plane of planes) {
    const run = async (tile: Tensor) => (await network.run({ [input]: tile }))[output]!;
    enlarged.push(await runTiled(plane, tiling, run, between));
  }
  return toPixels(enlarged[0]!, enlarged[1], networkFactor / factor);
}

const tilesAlong = (length: number) => tileStarts(length, tiling.tile, tiling.overlap, tiling.unit).length;

/** [1, 3, height, width] in 0…1. */
function colourOf({ width, height, data }: Pixels): Tensor {
  return planesOf(width, height, (i, c) => data[4 * i + c]!);
}

function alphaOf({ width, height, data }: Pixels): Tensor {
  return planesOf(width, height, (i) => data[4 * i + 3]!);
}

function planesOf(width: number, height: number, value: (pixel: number, channel: number) => number): Tensor {
  const result = zeros([1, 3, height, width]);
  const plane = width * height;
  for (let c = 0; c < 3; c++) for (let i = 0; i < plane; i++) result.data[c * plane + i] = value(i, c) / 255;
  return result;
}

/** Each round gives the transparent pixels beside coloured ones the mean colour of those. */
function bledOut({ width, height, data }: Pixels): Pixels {
  const result = Uint8ClampedArray.from(data);
  const isColoured = Uint8Array.from({ length: width * height }, (_, i) => Number(data[4 * i + 3]! > 0));
  for (let round = 0; round < bleed; round++) {
    const before = Uint8Array.from(isColoured);
    for (let i = 0; i < before.length; i++) {
      if (before[i]) continue;
      const x = i % width;
      const beside = [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width].filter(
        (j) => before[j] === 1,
      );
      if (beside.length === 0) continue;
      for (let c = 0; c < 3; c++) {
        result[4 * i + c] = beside.reduce((sum, j) => sum + result[4 * j + c]!, 0) / beside.length;
      }
      isColoured[i] = 1;
    }
  }
  return { width, height, data: result };
}

/** Averages blocks of `block` pixels; an alpha of its own comes as a grey picture. */
function toPixels(colour: Tensor, alpha: Tensor | undefined, block: number): Pixels {
  const [, , fullHeight, fullWidth] = colour.dims as readonly [number, number, number, number]; // pictures are 4-D
  const [width, height] = [fullWidth / block, fullHeight / block];
  const plane = fullWidth * fullHeight;
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  const mean = (values: Float32Array, channel: number, x: number, y: number) => {
    let sum = 0;
    for (let v = 0; v < block; v++) {
      const row = channel * plane + (y * block + v) * fullWidth + x * block;
      for (let u = 0; u < block; u++) sum += Math.min(1, Math.max(0, values[row + u]!));
    }
    return (255 * sum) / (block * block);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      for (let c = 0; c < 3; c++) data[at + c] = mean(colour.data, c, x, y);
      if (alpha) data[at + 3] = mean(alpha.data, 0, x, y);
    }
  }
  return { width, height, data };
}
