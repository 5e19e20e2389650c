import { defaultHostConfig, type SafetyLevel } from '../contract/host';
import { namedError } from '../contract/errors';
import type { Pixels } from '../contract/pixels';
import type { OnnxNetwork } from '../runtime/onnx-network';
import { zeros, type Tensor } from '../tensor/tensor';
import {
  explicitClasses,
  photoThreshold,
  pictureClasses,
  pictureInputSize,
  suggestiveThreshold,
  type PictureClass,
} from './picture-policy';

export interface PictureVerdict {
  /** Probabilities, together 1. */
  readonly scores: Readonly<Record<PictureClass, number>>;
  readonly flagged: boolean;
  readonly reason?: 'explicit' | 'suggestive';
}

export interface PictureCheckOptions {
  readonly level: SafetyLevel;
  /** The host's `pictureCheck.threshold`. */
  readonly threshold: number;
  /** True for a photo of a person, or what was made of one. */
  readonly photo: boolean;
}

const usual: PictureCheckOptions = {
  level: defaultHostConfig.level,
  threshold: defaultHostConfig.pictureCheck.threshold,
  photo: false,
};

/**
 * What the local classifier makes of a picture. A filter with errors in both directions: its figures are in
 * models/safety/README.md. The picture goes nowhere.
 * @throws WrongResultError when the network does not answer with a probability for each class.
 */
export async function checkPicture(
  network: OnnxNetwork,
  pixels: Pixels,
  options: PictureCheckOptions = usual,
): Promise<PictureVerdict> {
  const [input] = network.inputs;
  const [output] = network.outputs;
  if (!input || !output) throw namedError('WrongResultError', 'The picture check has no input or no output.');
  const result = await network.run({ [input.name]: pictureInput(pixels) });
  return verdictOf([...(result[output.name]?.data ?? [])], options);
}

/** @throws WrongResultError */
export function verdictOf(probabilities: readonly number[], options: PictureCheckOptions = usual): PictureVerdict {
  const sum = probabilities.reduce((total, value) => total + value, 0);
  if (probabilities.length !== pictureClasses.length || !(Math.abs(sum - 1) < 0.01)) {
    throw namedError(
      'WrongResultError',
      `The picture check gave ${probabilities.length} values that add up to ${sum}.`,
    );
  }
  const [drawing = 0, hentai = 0, neutral = 0, porn = 0, sexy = 0] = probabilities;
  const scores = { drawing, hentai, neutral, porn, sexy };
  const { level, threshold, photo } = options;
  const explicit = explicitClasses.reduce((total, name) => total + scores[name], 0);
  if (explicit >= (photo ? Math.min(threshold, photoThreshold) : threshold)) {
    return { scores, flagged: true, reason: 'explicit' };
  }
  if (level === 'strict' && explicit + sexy >= suggestiveThreshold) {
    return { scores, flagged: true, reason: 'suggestive' };
  }
  return { scores, flagged: false };
}

/**
 * The whole picture squeezed to a square, as the network was trained: [1, 3, 224, 224], RGB in 0…1, bilinear with aligned
 * corners. A large picture is averaged down first, so that single pixels do not decide. What is transparent lies on white.
 */
export function pictureInput(pixels: Pixels): Tensor {
  const { width, height, channels } = averagedDown(onWhite(pixels));
  const size = pictureInputSize;
  const result = zeros([1, 3, size, size]);
  for (let y = 0; y < size; y += 1) {
    const sy = (y * (height - 1)) / (size - 1);
    const y0 = Math.floor(sy);
    const y1 = Math.min(y0 + 1, height - 1);
    for (let x = 0; x < size; x += 1) {
      const sx = (x * (width - 1)) / (size - 1);
      const x0 = Math.floor(sx);
      const x1 = Math.min(x0 + 1, width - 1);
      for (const [c, plane] of channels.entries()) {
        const top = plane[y0 * width + x0]! * (1 - sx + x0) + plane[y0 * width + x1]! * (sx - x0);
        const bottom = plane[y1 * width + x0]! * (1 - sx + x0) + plane[y1 * width + x1]! * (sx - x0);
        result.data[(c * size + y) * size + x] = top * (1 - sy + y0) + bottom * (sy - y0);
      }
    }
  }
  return result;
}

interface Channels {
  readonly width: number;
  readonly height: number;
  /** R, G and B in 0…1. */
  readonly channels: readonly Float32Array[];
}

function onWhite({ width, height, data }: Pixels): Channels {
  const channels = [0, 1, 2].map((c) => {
    const plane = new Float32Array(width * height);
    for (let i = 0; i < plane.length; i += 1) {
      const alpha = data[4 * i + 3]! / 255;
      plane[i] = (data[4 * i + c]! / 255) * alpha + 1 - alpha;
    }
    return plane;
  });
  return { width, height, channels };
}

/** Means of whole blocks, as large as leave at least the network's size on both sides. */
function averagedDown(source: Channels): Channels {
  const across = Math.max(Math.floor(source.width / pictureInputSize), 1);
  const down = Math.max(Math.floor(source.height / pictureInputSize), 1);
  if (across === 1 && down === 1) return source;
  const width = Math.floor(source.width / across);
  const height = Math.floor(source.height / down);
  const channels = source.channels.map((plane) => {
    const means = new Float32Array(width * height);
    for (let y = 0; y < height * down; y += 1) {
      const row = Math.floor(y / down) * width;
      for (let x = 0; x < width * across; x += 1) {
        means[row + Math.floor(x / across)]! += plane[y * source.width + x]! / (across * down);
      }
    }
    return means;
  });
  return { width, height, channels };
}
