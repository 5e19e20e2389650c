import { namedError } from '../contract/errors';
import type { ClipQuality } from '../contract/motion';
import type { Pixels } from '../contract/pixels';
import { joinBytes } from './bytes';
import { startOf, type ClipSource } from './clip-source';

const webpQuality: Readonly<Record<ClipQuality, number>> = { small: 0.6, medium: 0.8, high: 0.92 };

export type EncodeStill = (pixels: Pixels, quality: number) => Promise<Uint8Array>;

/** A still WebP by the browser. @throws EncodingError where the browser writes no WebP (it then answers with a PNG). */
const encodeStillWebp: EncodeStill = async (pixels, quality) => {
  const canvas = new OffscreenCanvas(pixels.width, pixels.height);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels.data, pixels.width, pixels.height), 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
  if (blob.type !== 'image/webp') throw namedError('EncodingError', 'this browser writes no WebP');
  return new Uint8Array(await blob.arrayBuffer());
};

/** Animated WebP (RFC 9649): still pictures by the browser, put into one file here. */
export async function encodeWebp(
  source: ClipSource,
  quality: ClipQuality,
  onFrame: (done: number) => void,
  encodeStill: EncodeStill = encodeStillWebp,
): Promise<Uint8Array<ArrayBuffer>> {
  const frames: Uint8Array[] = [];
  let hasAlpha = false;
  for (let i = 0; i < source.count; i++) {
    const still = readStill(await encodeStill(await source.read(i), webpQuality[quality]));
    hasAlpha ||= still.hasAlpha;
    const milliseconds = startOf(i + 1, source.framesPerSecond, 1000) - startOf(i, source.framesPerSecond, 1000);
    frames.push(
      chunk(
        'ANMF',
        [
          ...littleEndian(0, 3), // x and y, halved
          ...littleEndian(0, 3),
          ...littleEndian(source.width - 1, 3),
          ...littleEndian(source.height - 1, 3),
          ...littleEndian(milliseconds, 3),
          0b10, // replace what is there; dispose of nothing
        ],
        still.chunks,
      ),
    );
    onFrame(i + 1);
  }
  const flags = 0b10 | (hasAlpha ? 0b10000 : 0);
  const head = chunk('VP8X', [
    flags,
    0,
    0,
    0,
    ...littleEndian(source.width - 1, 3),
    ...littleEndian(source.height - 1, 3),
  ]);
  const animation = chunk('ANIM', [0, 0, 0, 0, ...littleEndian(source.loop ? 0 : 1, 2)]);
  const body = joinBytes([ascii('WEBP'), head, animation, ...frames]);
  return joinBytes([ascii('RIFF'), Uint8Array.from(littleEndian(body.length, 4)), body]);
}

/** The chunks of a still WebP that hold its picture. */
function readStill(bytes: Uint8Array): { chunks: Uint8Array; hasAlpha: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [];
  let hasAlpha = false;
  for (let at = 12; at + 8 <= bytes.length;) {
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (['ALPH', 'VP8 ', 'VP8L'].includes(type)) kept.push(bytes.subarray(at, end));
    // VP8L says in its header whether alpha is used: bit 28 after the signature byte (RFC 9649, section 3.4).
    if (type === 'ALPH' || (type === 'VP8L' && (view.getUint32(at + 9, true) >>> 28) % 2 === 1)) hasAlpha = true;
    at = end;
  }
  if (kept.length === 0) throw namedError('EncodingError', 'expected a WebP picture, got something else');
  return { chunks: joinBytes(kept), hasAlpha };
}

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const littleEndian = (value: number, bytes: number) =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** i) % 256);

function chunk(type: string, content: readonly number[], more: Uint8Array = new Uint8Array()): Uint8Array {
  const length = content.length + more.length;
  const padding = new Uint8Array(length % 2);
  return joinBytes([ascii(type), Uint8Array.from(littleEndian(length, 4)), Uint8Array.from(content), more, padding]);
}
