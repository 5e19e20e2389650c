import { namedError } from '../../contract/errors';
import { concatBytes, latin1, startsWith, u16, u32Bytes } from '../bytes';
import { mostPieces, type Container, type Piece } from './container';

const xmpHeader = latin1('http://ns.adobe.com/xap/1.0/\0');
const exifHeader = latin1('Exif\0\0');
const photoshopHeader = latin1('Photoshop 3.0\0');
const app1 = 0xe1;
const app11 = 0xeb;
const app13 = 0xed;
const longestSegment = 65533;

interface Segment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
  readonly data: Uint8Array;
}

/** JPEG: XMP in APP1 (XMP specification part 3), C2PA in APP11 segments (ISO 19566-5, annex D). */
export const jpeg: Container = {
  mime: 'image/jpeg',
  matches: (bytes) => startsWith(bytes, Uint8Array.of(0xff, 0xd8, 0xff)),
  withXmp(bytes, packet) {
    const kept = without(bytes, ({ marker, data }) => marker === app1 && startsWith(data, xmpHeader));
    return insert(kept, segmentBytes(app1, concatBytes(xmpHeader, packet))).bytes;
  },
  withManifestStore(bytes, store) {
    const kept = without(bytes, ({ marker, data }) => marker === app11 && isJumbf(data));
    return insert(kept, jumbfSegments(store));
  },
  pieces(bytes) {
    const pieces: Piece[] = [];
    const jumbf: Uint8Array[] = [];
    for (const { marker, data } of segments(bytes)) {
      if (pieces.length >= mostPieces || jumbf.length >= 8192) break;
      if (marker === app1 && startsWith(data, xmpHeader))
        pieces.push({ kind: 'xmp', data: data.subarray(xmpHeader.length) });
      if (marker === app1 && startsWith(data, exifHeader)) pieces.push({ kind: 'exif', data: data.subarray(6) });
      if (marker === app13 && startsWith(data, photoshopHeader)) pieces.push({ kind: 'iptc', data });
      // The first segment starts with the box's own header; the later ones repeat it.
      if (marker === app11 && isJumbf(data)) jumbf.push(data.subarray(jumbf.length === 0 ? 8 : 16));
    }
    if (jumbf.length > 0) pieces.push({ kind: 'c2pa', data: concatBytes(...jumbf) });
    return pieces;
  },
};

/** "JP", box instance, packet number, then a JUMBF superbox. */
function isJumbf(data: Uint8Array): boolean {
  return data[0] === 0x4a && data[1] === 0x50 && startsWith(data, latin1('jumb'), 12);
}

function jumbfSegments(store: Uint8Array): Uint8Array {
  const boxHeader = store.subarray(0, 8);
  const room = longestSegment - 16;
  const parts: Uint8Array[] = [];
  for (let at = 8, packet = 1; at < store.length; at += room, packet += 1) {
    const body = store.subarray(at, at + room);
    parts.push(segmentBytes(app11, concatBytes(latin1('JP'), Uint8Array.of(0, 1), u32Bytes(packet), boxHeader, body)));
  }
  return concatBytes(...parts);
}

/** Walks the segments before the picture's own data; stops at whatever is not a segment. */
function* segments(bytes: Uint8Array): Generator<Segment> {
  let start = 2;
  while (start + 4 <= bytes.length && bytes[start] === 0xff) {
    const marker = bytes[start + 1]!;
    if (marker === 0xff) {
      start += 1; // padding
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return;
    const end = start + 2 + u16(bytes, start + 2);
    if (end < start + 4 || end > bytes.length) return;
    yield { marker, start, end, data: bytes.subarray(start + 4, end) };
    start = end;
  }
}

function without(bytes: Uint8Array, unwanted: (segment: Segment) => boolean): Uint8Array {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const segment of segments(bytes)) {
    if (!unwanted(segment)) continue;
    parts.push(bytes.subarray(from, segment.start));
    from = segment.end;
  }
  return parts.length === 0 ? bytes : concatBytes(...parts, bytes.subarray(from));
}

/** After JFIF and Exif, which readers want first. */
function insert(bytes: Uint8Array, added: Uint8Array) {
  let start = 2;
  for (const segment of segments(bytes)) {
    const comesFirst = segment.marker === 0xe0 || (segment.marker === app1 && startsWith(segment.data, exifHeader));
    if (!comesFirst) break;
    start = segment.end;
  }
  return { bytes: concatBytes(bytes.subarray(0, start), added, bytes.subarray(start)), start, length: added.length };
}

function segmentBytes(marker: number, data: Uint8Array): Uint8Array {
  if (data.length > longestSegment) {
    throw namedError(
      'EncodingError',
      `A JPEG segment holds ${longestSegment} bytes, and this mark has ${data.length}.`,
    );
  }
  const length = u32Bytes(data.length + 2);
  return concatBytes(Uint8Array.of(0xff, marker), length.subarray(2), data);
}
