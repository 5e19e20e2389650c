import type { CompressedFrame } from '../contract/motion';
import { compressFrame } from './compress-frame';
import type { ClipSource } from './clip-source';
import { joinBytes } from './bytes';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + content.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, content.length);
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i);
  out.set(content, 8);
  view.setUint32(8 + content.length, crc32(out.subarray(4, 8 + content.length)));
  return out;
}

function uint32s(...values: readonly number[]): Uint8Array {
  const out = new Uint8Array(values.length * 4);
  const view = new DataView(out.buffer);
  values.forEach((value, i) => view.setUint32(i * 4, value));
  return out;
}

function header({ width, height, channels }: CompressedFrame): Uint8Array {
  // Eight bits a channel; colour type 2 is RGB, 6 is RGBA.
  return chunk('IHDR', joinBytes([uint32s(width, height), Uint8Array.of(8, channels === 3 ? 2 : 6, 0, 0, 0)]));
}

/** A frame as it is kept is a PNG's content already. */
export function pngOf(frame: CompressedFrame): Uint8Array<ArrayBuffer> {
  return joinBytes([signature, header(frame), chunk('IDAT', frame.data), chunk('IEND', new Uint8Array())]);
}

/** APNG (PNG specification, third edition): every frame whole, each replacing the one before. */
export async function encodeApng(
  source: ClipSource,
  onFrame: (done: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const frames: CompressedFrame[] = [];
  for (let i = 0; i < source.count; i++) {
    frames.push(await compressFrame(await source.read(i)));
    onFrame(i + 1);
  }
  // One colour type for the whole file: a clip with any clear pixel has alpha throughout.
  const channels = frames.some((frame) => frame.channels === 4) ? 4 : 3;
  for (const [i, frame] of frames.entries()) {
    if (frame.channels !== channels) frames[i] = await compressFrame(await source.read(i), channels);
  }

  const parts = [signature, header(frames[0]!), chunk('acTL', uint32s(frames.length, source.loop ? 0 : 1))];
  let sequence = 0;
  for (const [i, frame] of frames.entries()) {
    const place = uint32s(sequence++, frame.width, frame.height, 0, 0);
    // The delay is a fraction of two 16-bit numbers; then: dispose of nothing, replace what is there.
    const delay = Uint8Array.of(0, 100, ...bigEndian16(Math.round(source.framesPerSecond * 100)), 0, 0);
    parts.push(chunk('fcTL', joinBytes([place, delay])));
    parts.push(i === 0 ? chunk('IDAT', frame.data) : chunk('fdAT', joinBytes([uint32s(sequence++), frame.data])));
  }
  parts.push(chunk('IEND', new Uint8Array()));
  return joinBytes(parts);
}

const bigEndian16 = (value: number) => [value >> 8, value & 0xff];
