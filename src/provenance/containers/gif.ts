import { namedError } from '../../contract/errors';
import { concatBytes, latin1, latin1At, startsWith } from '../bytes';
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

/** C2PA specification, "Embedding manifests into GIFs": an application extension of its own. */
const c2paHeader = concatBytes(Uint8Array.of(0x21, 0xff, 0x0b), latin1('C2PA_GIF'), Uint8Array.of(0x01, 0x00, 0x00));
const longestBlock = 255;

/** GIF89a: XMP in an application extension before the trailer, C2PA in one before everything that is shown. */
export const gif: Container = {
  mime: 'image/gif',
  matches: (bytes) => /^GIF8[79]a$/.test(latin1At(bytes, 0, 6)),
  withXmp(bytes, packet) {
    if (bytes.at(-1) !== trailer) throw namedError('EncodingError', 'The GIF does not end with its trailer.');
    const kept = withoutXmp(bytes.subarray(0, -1));
    return concatBytes(kept, xmpHeader, packet, magicTrailer, Uint8Array.of(trailer));
  },
  withManifestStore(bytes, store) {
    const start = endOfPalette(bytes);
    if (start >= bytes.length || startsWith(bytes, c2paHeader, start)) {
      throw namedError('EncodingError', 'The GIF has no place for credentials.');
    }
    const blocks: Uint8Array[] = [];
    for (let at = 0; at < store.length; at += longestBlock) {
      const block = store.subarray(at, at + longestBlock);
      blocks.push(Uint8Array.of(block.length), block);
    }
    const added = concatBytes(c2paHeader, ...blocks, Uint8Array.of(0));
    return {
      bytes: concatBytes(bytes.subarray(0, start), added, bytes.subarray(start)),
      start,
      length: added.length,
    };
  },
  pieces(bytes) {
    const pieces: Piece[] = [];
    const store = manifestStore(bytes);
    if (store) pieces.push({ kind: 'c2pa', data: store });
    for (let from = 13; pieces.length < mostPieces;) {
      const found = findXmp(bytes, from);
      if (!found) break;
      pieces.push({ kind: 'xmp', data: bytes.subarray(found.start + xmpHeader.length, found.packetEnd) });
      from = found.end;
    }
    return pieces;
  },
};

/** Past the header, the screen's description and the palette that all frames share, if there is one. */
function endOfPalette(bytes: Uint8Array): number {
  const flags = bytes[10] ?? 0;
  return 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
}

/** Other writers may put extensions of their own before it: those are stepped over. */
function manifestStore(bytes: Uint8Array): Uint8Array | undefined {
  let at = endOfPalette(bytes);
  for (let count = 0; bytes[at] === 0x21 && count < mostPieces; count += 1) {
    const isStore = startsWith(bytes, c2paHeader, at);
    const parts: Uint8Array[] = [];
    // After "!" and the extension's kind everything is length-prefixed blocks, the name of an application among them.
    for (at += 2; at < bytes.length && bytes[at] !== 0; at += 1 + bytes[at]!) {
      parts.push(bytes.subarray(at + 1, at + 1 + bytes[at]!));
    }
    if (isStore) return concatBytes(...parts.slice(1));
    at += 1;
  }
  return undefined;
}

/** The extension's name is long enough to be looked for rather than walked to: picture blocks hold compressed codes. */
function findXmp(bytes: Uint8Array, from: number) {
  const mostCandidates = 200_000; // compressed codes have one in 65,536
  let tries = 0;
  for (let start = bytes.indexOf(0x21, from); start >= 0; start = bytes.indexOf(0x21, start + 1)) {
    if (bytes[start + 1] !== 0xff) continue;
    tries += 1;
    if (tries > mostCandidates) return undefined;
    if (!startsWith(bytes, xmpHeader, start)) continue;
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
