import { namedError } from '../../contract/errors';
import { concatBytes, latin1, latin1At, u32le, u32leBytes } from '../bytes';
import { mostPieces, type Container, type Piece } from './container';

const xmpFlag = 0x04;
const alphaFlag = 0x10;

interface Chunk {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly data: Uint8Array;
}

/** WebP (RFC 9649): XMP in a chunk named "XMP " announced in VP8X; C2PA in a chunk named "C2PA". */
export const webp: Container = {
  mime: 'image/webp',
  matches: (bytes) => latin1At(bytes, 0, 4) === 'RIFF' && latin1At(bytes, 8, 12) === 'WEBP',
  withXmp(bytes, packet) {
    const kept = [...chunks(bytes)].filter(({ name }) => name !== 'XMP ' && name !== 'VP8X');
    const extended = concatBytes(...kept.map((chunk) => bytes.subarray(chunk.start, chunk.end)));
    return riff(chunkBytes('VP8X', extendedHeader(bytes)), extended, chunkBytes('XMP ', packet));
  },
  withManifestStore(bytes, store) {
    const kept = [...chunks(bytes)].filter(({ name }) => name !== 'C2PA');
    const others = concatBytes(...kept.map((chunk) => bytes.subarray(chunk.start, chunk.end)));
    const added = chunkBytes('C2PA', store);
    return { bytes: riff(others, added), start: 12 + others.length, length: added.length };
  },
  pieces(bytes) {
    const pieces: Piece[] = [];
    for (const { name, data } of chunks(bytes)) {
      if (pieces.length >= mostPieces) break;
      if (name === 'XMP ') pieces.push({ kind: 'xmp', data });
      if (name === 'C2PA') pieces.push({ kind: 'c2pa', data });
      if (name === 'EXIF') pieces.push({ kind: 'exif', data });
    }
    return pieces;
  },
};

function* chunks(bytes: Uint8Array): Generator<Chunk> {
  let start = 12;
  while (start + 8 <= bytes.length) {
    const length = u32le(bytes, start + 4);
    const end = start + 8 + length + (length % 2);
    if (start + 8 + length > bytes.length) return;
    yield {
      name: latin1At(bytes, start, start + 4),
      start,
      end: Math.min(end, bytes.length),
      data: bytes.subarray(start + 8, start + 8 + length),
    };
    start = end;
  }
}

/** The VP8X chunk with the XMP flag on: the file's own, or one made from the size in its bitstream. */
function extendedHeader(bytes: Uint8Array): Uint8Array {
  for (const { name, data } of chunks(bytes)) {
    if (name === 'VP8X' && data.length >= 10) {
      const header = data.slice(0, 10);
      header[0] = header[0]! | xmpFlag;
      return header;
    }
    if (name === 'VP8L' && data.length >= 5) {
      const bits = u32le(data, 1); // 14 bits width − 1, 14 bits height − 1, 1 bit alpha
      const hasAlpha = ((bits >>> 28) & 1) === 1;
      return header((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1, hasAlpha);
    }
    if (name === 'VP8 ' && data.length >= 10) {
      const width = (data[6]! | (data[7]! << 8)) & 0x3fff;
      const height = (data[8]! | (data[9]! << 8)) & 0x3fff;
      return header(width, height, false);
    }
  }
  throw namedError('EncodingError', 'The WebP has no picture data.');
}

function header(width: number, height: number, hasAlpha: boolean): Uint8Array {
  const [w, h] = [width - 1, height - 1];
  const flags = xmpFlag | (hasAlpha ? alphaFlag : 0);
  return Uint8Array.of(flags, 0, 0, 0, w & 255, (w >> 8) & 255, w >> 16, h & 255, (h >> 8) & 255, h >> 16);
}

function chunkBytes(name: string, data: Uint8Array): Uint8Array {
  return concatBytes(latin1(name), u32leBytes(data.length), data, new Uint8Array(data.length % 2));
}

function riff(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = concatBytes(latin1('WEBP'), ...parts);
  return concatBytes(latin1('RIFF'), u32leBytes(body.length), body);
}
