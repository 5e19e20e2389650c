import { namedError } from '../contract/errors';
import type { ClipFile, ClipFormat, ClipOptions, ClipQuality, CompressedFrame } from '../contract/motion';
import type { Pixels } from '../contract/pixels';
import { clipSource, type ClipSource } from './clip-source';
import { encodeApng } from './encode-apng';
import { encodeGif } from './encode-gif';
import { encodeVideo, type VideoCodecName } from './encode-video';
import { encodeWebp } from './encode-webp';
import { encodeZip } from './encode-zip';
import { offeredFormats } from './offered-formats';

const kinds: Readonly<Record<ClipFormat, { readonly mime: string; readonly extension: string }>> = {
  mp4: { mime: 'video/mp4', extension: 'mp4' },
  webm: { mime: 'video/webm', extension: 'webm' },
  gif: { mime: 'image/gif', extension: 'gif' },
  apng: { mime: 'image/png', extension: 'png' },
  webp: { mime: 'image/webp', extension: 'webp' },
  zip: { mime: 'application/zip', extension: 'zip' },
};

/** Bits a pixel. Drawings on a plain ground need little. */
const bitsPerPixel: Readonly<Record<ClipQuality, number>> = { small: 0.08, medium: 0.2, high: 0.45 };
const leastBitsPerSecond = 120_000;

export function bitsPerSecond(
  size: { width: number; height: number },
  framesPerSecond: number,
  quality: ClipQuality,
): number {
  return Math.max(leastBitsPerSecond, Math.round(size.width * size.height * framesPerSecond * bitsPerPixel[quality]));
}

/** How a clip says that a model made it: in each frame's pixels, and in the file's metadata. */
export interface ClipMarks {
  frame(pixels: Pixels): Pixels;
  file(bytes: Uint8Array<ArrayBuffer>, mime: string): Promise<Uint8Array<ArrayBuffer>>;
  /** For a WebM, whose metadata is written with its frames. */
  readonly webmTags: Readonly<Record<string, string>>;
}

/**
 * Makes one file of a clip's frames.
 * @throws EncodingError when the browser cannot write the format or stops half-way; the frames are not touched.
 */
export async function encodeClip(
  frames: readonly CompressedFrame[],
  options: ClipOptions,
  marks: ClipMarks,
  onFrame: (done: number) => void,
  signal: AbortSignal,
): Promise<ClipFile> {
  const source = clipSource(frames, options, marks.frame, signal);
  const offer = (await offeredFormats(source)).find(({ format }) => format === options.format);
  if (!offer) throw namedError('EncodingError', `this browser writes no ${options.format}`);
  const encoded = await encode(source, options, offer.codec, marks, onFrame);
  const bytes = options.format === 'zip' ? encoded : await marks.file(encoded, kinds[options.format].mime);
  const { width, height } = source;
  return { bytes, ...kinds[options.format], width, height, frames: source.count };
}

function encode(
  source: ClipSource,
  { format, quality }: ClipOptions,
  codec: string,
  marks: ClipMarks,
  onFrame: (done: number) => void,
) {
  switch (format) {
    case 'gif':
      return encodeGif(source, quality, onFrame);
    case 'apng':
      return encodeApng(source, onFrame);
    case 'webp':
      return encodeWebp(source, quality, onFrame);
    case 'zip':
      return encodeZip(source, (png) => marks.file(png, 'image/png'), onFrame);
    default:
      return encodeVideo(
        source,
        {
          container: format,
          codec: codec as VideoCodecName, // for mp4 and webm, offeredFormats() names one of these
          bitsPerSecond: bitsPerSecond(source, source.framesPerSecond, quality),
          tags: marks.webmTags,
        },
        onFrame,
      );
  }
}

/**
 * About how many bytes the file will have, from a few of its frames written the same way: a film compresses unevenly,
 * so this is a guess to within a factor of about two.
 */
export async function estimateBytes(
  frames: readonly CompressedFrame[],
  options: ClipOptions,
  marks: ClipMarks,
  signal: AbortSignal,
): Promise<number> {
  if (options.format === 'mp4' || options.format === 'webm') {
    const source = clipSource(frames, options, marks.frame, signal);
    return (
      (bitsPerSecond(source, options.framesPerSecond, options.quality) * frames.length) / options.framesPerSecond / 8
    );
  }
  const samples = Math.min(4, frames.length);
  const some = Array.from({ length: samples }, (_, s) => frames[Math.floor((s * frames.length) / samples)]!);
  const { bytes } = await encodeClip(some, options, marks, () => undefined, signal);
  return (bytes.length * frames.length) / samples;
}
