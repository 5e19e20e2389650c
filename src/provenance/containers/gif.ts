import { namedError } from '../../contract/errors';
import { concatBytes, latin1, latin1At } from '../bytes';
import { mostPieces, type Container, type Piece } from './container';

const trailer = 0x3b;
/** Extension, application, 11 bytes of name and code (XMP specification part 3, "GIF"). */
const xmpHeader = concatBytes(Uint8Array.of(0x21, 0xff, 0x0b), latin1('XMP DataXMP'));
/** A reader that takes the packet for length-prefixed blocks lands somewhere in here and finds its way to the final zero. */
const magicTrailer = concatBytes(
  Uint8Array.of(0x01),
  Uint8Array.from({ length: 256 }, (_, i) => 255 - i),
  Uint8Array.of(0),
);

/** GIF89a: XMP in an application extension before the trailer. */
export const gif: Container = {
  mime: 'image/gif',
  matches: (bytes) => /^GIF8[79]a$/.test(latin1At(bytes, 0, 6)),
  withXmp(bytes, packet) {
    if (bytes.at(-1) !== trailer) throw namedError('EncodingError', 'The GIF does not end with its trailer.');
    const kept = withoutXmp(bytes.subarray(0, -1));
    return concatBytes(kept, xmpHeader, packet, magicTrailer, Uint8Array.of(trailer));
  },
  pieces(bytes) {
    const pieces: Piece[] = [];
    for (let from = 13; pieces.length < mostPieces;) {
      const found = findXmp(bytes, from);
      if (!found) break;
      pieces.push({ kind: 'xmp', data: bytes.subarray(found.start + xmpHeader.length, found.packetEnd) });
      from = found.end;
    }
    return pieces;
  },
};

/** The extension's name is long enough to be looked for rather than walked to: picture blocks hold compressed codes. */
function findXmp(bytes: Uint8Array, from: number) {
  for (let start = bytes.indexOf(0x21, from); start >= 0; start = bytes.indexOf(0x21, start + 1)) {
    if (bytes[start + 1] !== 0xff || latin1At(bytes, start + 3, start + 14) !== 'XMP DataXMP') continue;
    // No zero byte can be in an XMP packet (it is UTF-8 text): the first one is the trailer's last but one.
    const zero = bytes.indexOf(0, start + xmpHeader.length);
    const end = zero < 0 ? bytes.length : Math.min(zero + 2, bytes.length);
    return { start, packetEnd: Math.max(start + xmpHeader.length, zero < 0 ? end : end - magicTrailer.length), end };
  }
  return undefined;
}

function withoutXmp(bytes: Uint8Array): Uint8Array {
  const found = findXmp(bytes, 13);
  return found ? concatBytes(bytes.subarray(0, found.start), bytes.subarray(found.end)) : bytes;
}
