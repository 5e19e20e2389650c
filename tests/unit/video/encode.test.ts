import { decode } from 'fast-png';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ClipFormat, ClipOptions, CompressedFrame } from '../../../src/contract/motion';
import { addMarks } from '../../../src/provenance/add-marks';
import { compressFrame } from '../../../src/video/compress-frame';
import { encodeClip, estimateBytes, type ClipMarks } from '../../../src/video/encode-clip';
import { clipSource, startOf } from '../../../src/video/clip-source';
import { encodeWebp } from '../../../src/video/encode-webp';
import { offeredFormats } from '../../../src/video/offered-formats';
import { disc, paint } from './pictures';

const options = (format: ClipFormat): ClipOptions => ({
  format,
  quality: 'high',
  framesPerSecond: 12,
  loop: true,
  scale: 1,
  sourceType: 'trainedAlgorithmicMedia',
  carried: [],
  visibleLabel: '',
});
const marks: ClipMarks = { frame: (pixels) => pixels, file: async (bytes) => bytes, webmTags: {} };
const never = new AbortController().signal;
const ignore = () => undefined;

let frames: CompressedFrame[];
beforeAll(async () => {
  frames = await Promise.all(Array.from({ length: 12 }, (_, i) => compressFrame(disc(64, i))));
});

/** PNG chunks as [type, content]. */
function pngChunks(bytes: Uint8Array): [string, DataView][] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const chunks: [string, DataView][] = [];
  for (let at = 8; at < bytes.length;) {
    const length = view.getUint32(at);
    chunks.push([String.fromCharCode(...bytes.subarray(at + 4, at + 8)), new DataView(bytes.buffer, at + 8, length)]);
    at += 12 + length;
  }
  return chunks;
}

test('without WebCodecs there are still GIF, APNG and zip', async () => {
  const formats = (await offeredFormats({ width: 64, height: 64, framesPerSecond: 12 })).map(({ format }) => format);

  expect(formats).toEqual(['gif', 'apng', 'zip']);
});

test.each(['mp4', 'webm', 'webp'] as const)(
  '%s is refused by name where the browser cannot write it',
  async (format) => {
    await expect(encodeClip(frames, options(format), marks, ignore, never)).rejects.toMatchObject({
      name: 'EncodingError',
    });
  },
);

describe('APNG', () => {
  test('says how many frames, how long each, and numbers its chunks without a gap', async () => {
    const { bytes, extension } = await encodeClip(frames, options('apng'), marks, ignore, never);
    const chunks = pngChunks(bytes);

    const [, control] = chunks.find(([type]) => type === 'acTL')!;
    const frameControls = chunks.filter(([type]) => type === 'fcTL').map(([, view]) => view);
    const numbers = chunks.filter(([type]) => type === 'fcTL' || type === 'fdAT').map(([, view]) => view.getUint32(0));
    expect(extension).toBe('png');
    expect([control.getUint32(0), control.getUint32(4)]).toEqual([12, 0]);
    expect(frameControls.map((view) => view.getUint16(20) / view.getUint16(22))).toEqual(Array(12).fill(100 / 1200));
    expect(numbers).toEqual(numbers.map((_, i) => i));
  });

  test('shows its first frame to a reader that knows only PNG', async () => {
    const { bytes } = await encodeClip(frames, options('apng'), marks, ignore, never);

    expect(decode(bytes)).toMatchObject({ width: 64, height: 64 });
  });

  test('marks leave its control chunks together, as ffmpeg needs them', async () => {
    const marked: ClipMarks = {
      ...marks,
      file: async (bytes, mime) => addMarks(bytes, mime, { sourceType: 'trainedAlgorithmicMedia' }),
    };

    const { bytes } = await encodeClip(frames, options('apng'), marked, ignore, never);

    const types = pngChunks(bytes).map(([type]) => type);
    expect(types.slice(0, 5)).toEqual(['IHDR', 'iTXt', 'acTL', 'fcTL', 'IDAT']);
  });

  test('one clear frame gives every frame alpha', async () => {
    const clear = await compressFrame(paint(64, 64, () => [1, 2, 3, 0]));

    const { bytes } = await encodeClip([...frames, clear], options('apng'), marks, ignore, never);

    const [, header] = pngChunks(bytes)[0]!;
    expect(header.getUint8(9)).toBe(6);
  });
});

describe('GIF', () => {
  test('its delays add up to the length asked for', async () => {
    const { bytes } = await encodeClip(frames, options('gif'), marks, ignore, never);

    const delays: number[] = [];
    for (let i = 0; i < bytes.length - 8; i++) {
      if (bytes[i] === 0x21 && bytes[i + 1] === 0xf9 && bytes[i + 2] === 4)
        delays.push(bytes[i + 4]! + bytes[i + 5]! * 256);
    }
    expect(delays).toHaveLength(12);
    expect(delays.reduce((sum, delay) => sum + delay, 0)).toBe(100);
    expect(new TextDecoder().decode(bytes)).toContain('NETSCAPE2.0');
  });

  test('a clip that does not loop says so by leaving the loop block out', async () => {
    const { bytes } = await encodeClip(frames, { ...options('gif'), loop: false }, marks, ignore, never);

    expect(new TextDecoder().decode(bytes)).not.toContain('NETSCAPE2.0');
  });
});

test('animated WebP wraps each still picture in a frame of the right length', async () => {
  const still = Uint8Array.from('RIFF\x10\0\0\0WEBPVP8 \x03\0\0\0abc\0', (letter) => letter.charCodeAt(0));
  const source = clipSource(frames, { framesPerSecond: 12, loop: true, scale: 1 }, marks.frame, never);

  const bytes = await encodeWebp(source, 'high', ignore, async () => still);

  const view = new DataView(bytes.buffer);
  const types: string[] = [];
  let milliseconds = 0;
  for (let at = 12; at < bytes.length;) {
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    if (type === 'ANMF') milliseconds += view.getUint16(at + 8 + 12, true);
    types.push(type);
    const length = view.getUint32(at + 4, true);
    at += 8 + length + (length % 2);
  }
  expect(view.getUint32(4, true)).toBe(bytes.length - 8);
  expect(types).toEqual(['VP8X', 'ANIM', ...Array<string>(12).fill('ANMF')]);
  expect(milliseconds).toBe(1000);
});

test('the zip holds every frame as a numbered PNG', async () => {
  const { bytes } = await encodeClip(frames, options('zip'), marks, ignore, never);

  const names = new TextDecoder('latin1').decode(bytes).match(/frame-\d+\.png/g)!;
  expect(new Set(names)).toEqual(new Set(frames.map((_, i) => `frame-${String(i + 1).padStart(2, '0')}.png`)));
});

test('every frame and every file is marked, and in a zip every picture', async () => {
  const seen = { frames: 0, files: [] as string[] };
  const counting: ClipMarks = {
    frame: (pixels) => {
      seen.frames++;
      return pixels;
    },
    webmTags: {},
    file: async (bytes, mime) => {
      seen.files.push(mime);
      return bytes;
    },
  };

  await encodeClip(frames, options('apng'), counting, ignore, never);
  expect(seen).toEqual({ frames: 12, files: ['image/png'] });

  seen.files = [];
  await encodeClip(frames, options('zip'), counting, ignore, never);
  expect(seen.files).toEqual(Array(12).fill('image/png'));
});

test('scale changes the size written', async () => {
  const half = await encodeClip(frames, { ...options('gif'), scale: 0.5 }, marks, ignore, never);

  expect([half.width, half.height]).toEqual([32, 32]);
  expect([half.bytes[6], half.bytes[8]]).toEqual([32, 32]);
});

test.each(['gif', 'apng', 'zip'] as const)('the size of a %s is guessed to within a factor of two', async (format) => {
  const guess = await estimateBytes(frames, options(format), marks, never);

  const { bytes } = await encodeClip(frames, options(format), marks, ignore, never);
  expect(guess / bytes.length).toBeGreaterThan(0.5);
  expect(guess / bytes.length).toBeLessThan(2);
});

test('progress counts every frame, and cancelling stops between two', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const onFrame = (done: number) => {
    seen.push(done);
    if (done === 3) controller.abort();
  };

  await expect(encodeClip(frames, options('apng'), marks, onFrame, controller.signal)).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(seen).toEqual([1, 2, 3]);
});

test.each([
  ['no frames', []],
  ['frames of two sizes', ['small', 'large']],
])('%s are refused', async (_, sizes) => {
  const given = await Promise.all(sizes.map((size) => compressFrame(disc(size === 'small' ? 32 : 64))));

  await expect(encodeClip(given, options('gif'), marks, ignore, never)).rejects.toMatchObject({
    name: 'EncodingError',
  });
});

test('rounding of frame times never adds up', () => {
  const durations = Array.from({ length: 30 }, (_, i) => startOf(i + 1, 30, 100) - startOf(i, 30, 100));

  expect(durations.reduce((sum, duration) => sum + duration, 0)).toBe(100);
  expect(new Set(durations)).toEqual(new Set([3, 4]));
});
