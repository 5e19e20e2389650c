import { namedError } from '../../contract/errors';
import { concatBytes, latin1, latin1At, startsWith, u32, u32Bytes } from '../bytes';
import { mostPieces, type Container, type Piece } from './container';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const xmpKeyword = 'XML:com.adobe.xmp';

interface Chunk {
  readonly type: string;
  /** Offset of the chunk's length field. */
  readonly start: number;
  readonly end: number;
  readonly data: Uint8Array;
}

/** PNG (W3C PNG, third edition): XMP in an iTXt chunk, C2PA in a caBX chunk, before the picture's own data; an animation's store at its end. */
export const png: Container = {
  mime: 'image/png',
  matches: (bytes) => startsWith(bytes, signature),
  withXmp(bytes, packet) {
    const kept = without(bytes, (chunk) => chunk.type === 'iTXt' && keywordOf(chunk.data) === xmpKeyword);
    // Keyword, its end, "not compressed", method 0, no language, no translated keyword.
    const chunk = chunkBytes('iTXt', concatBytes(latin1(xmpKeyword), new Uint8Array(5), packet));
    // ffmpeg reads an animation's control chunks only unbroken.
    return insertBefore(isAnimated(kept) ? 'acTL' : 'IDAT', kept, chunk).bytes;
  },
  withManifestStore(bytes, store) {
    const kept = without(bytes, (chunk) => chunk.type === 'caBX');
    // ffmpeg looks for an animation only in a file's first kilobytes, which a store would fill.
    return insertBefore(isAnimated(kept) ? 'IEND' : 'IDAT', kept, chunkBytes('caBX', store));
  },
  pieces(bytes) {
    const pieces: Piece[] = [];
    for (const { type, data } of chunks(bytes)) {
      if (pieces.length >= mostPieces) break;
      if (type === 'caBX') pieces.push({ kind: 'c2pa', data });
      if (type === 'eXIf') pieces.push({ kind: 'exif', data });
      if (type === 'tEXt' || type === 'zTXt' || type === 'iTXt') pieces.push(textPiece(type, data));
    }
    return pieces;
  },
};

function textPiece(type: 'tEXt' | 'zTXt' | 'iTXt', data: Uint8Array): Piece {
  const name = keywordOf(data);
  let at = name.length + 1;
  if (type === 'tEXt') return { kind: 'text', name, data: data.subarray(at) };
  if (type === 'zTXt') return { kind: 'text', name, data: data.subarray(at + 1), deflated: true };
  const deflated = data[at] === 1;
  at += 2;
  at = endOfString(data, at); // language
  at = endOfString(data, at); // translated keyword
  const text = data.subarray(at);
  if (name === xmpKeyword) return { kind: 'xmp', data: text, deflated };
  return { kind: 'text', name, data: text, deflated, utf8: true };
}

function endOfString(data: Uint8Array, from: number): number {
  const end = data.indexOf(0, from);
  return end < 0 ? data.length : end + 1;
}

/** At most 79 letters, by the specification; a longer one is cut. */
function keywordOf(data: Uint8Array): string {
  const end = data.subarray(0, 80).indexOf(0);
  return latin1At(data, 0, end < 0 ? 79 : end);
}

/** Walks the chunks; stops at the end of the file, at IEND, or at a chunk that claims more than is there. */
function* chunks(bytes: Uint8Array): Generator<Chunk> {
  let start = signature.length;
  while (start + 12 <= bytes.length) {
    const end = start + 12 + u32(bytes, start);
    if (end > bytes.length) return;
    const type = latin1At(bytes, start + 4, start + 8);
    yield { type, start, end, data: bytes.subarray(start + 8, end - 4) };
    if (type === 'IEND') return;
    start = end;
  }
}

function without(bytes: Uint8Array, unwanted: (chunk: Chunk) => boolean): Uint8Array {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const chunk of chunks(bytes)) {
    if (!unwanted(chunk)) continue;
    parts.push(bytes.subarray(from, chunk.start));
    from = chunk.end;
  }
  return parts.length === 0 ? bytes : concatBytes(...parts, bytes.subarray(from));
}

function isAnimated(bytes: Uint8Array): boolean {
  for (const { type } of chunks(bytes)) if (type === 'acTL') return true;
  return false;
}

/** Puts a chunk right before the first of a type. */
function insertBefore(before: string, bytes: Uint8Array, chunk: Uint8Array) {
  for (const { type, start } of chunks(bytes)) {
    if (type !== before) continue;
    return {
      bytes: concatBytes(bytes.subarray(0, start), chunk, bytes.subarray(start)),
      start,
      length: chunk.length,
    };
  }
  throw namedError('EncodingError', 'The PNG has no picture data.');
}

function chunkBytes(type: string, data: Uint8Array): Uint8Array {
  const body = concatBytes(latin1(type), data);
  return concatBytes(u32Bytes(data.length), body, u32Bytes(crc32(body)));
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 of PNG, annex D. */
function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
