import { namedError } from '../contract/errors';
import type { CompressedFrame } from '../contract/motion';
import type { Pixels } from '../contract/pixels';
import { decompressFrame } from './compress-frame';
import { scaledSize, scalePixels } from './scale-pixels';

/** The frames of a clip as an encoder takes them: one at a time, so that a long clip never lies open in memory. */
export interface ClipSource {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly loop: boolean;
  /** Throws AbortError when the job was cancelled. */
  read(index: number): Promise<Pixels>;
}

/** @throws EncodingError when there is nothing to encode or the frames differ in size. */
export function clipSource(
  frames: readonly CompressedFrame[],
  options: { readonly framesPerSecond: number; readonly loop: boolean; readonly scale: number },
  markFrame: (pixels: Pixels) => Pixels,
  signal: AbortSignal,
): ClipSource {
  const [first] = frames;
  if (!first) throw namedError('EncodingError', 'expected one frame or more, got none');
  if (frames.some(({ width, height }) => width !== first.width || height !== first.height)) {
    throw namedError('EncodingError', 'expected frames of one size');
  }
  return {
    count: frames.length,
    ...scaledSize(first, options.scale),
    framesPerSecond: options.framesPerSecond,
    loop: options.loop,
    async read(index) {
      signal.throwIfAborted();
      return markFrame(scalePixels(await decompressFrame(frames[index]!), options.scale));
    },
  };
}

/** When a frame starts, in whole units of which there are `unitsPerSecond`: rounding errors do not add up. */
export function startOf(index: number, framesPerSecond: number, unitsPerSecond: number): number {
  return Math.round((index * unitsPerSecond) / framesPerSecond);
}
