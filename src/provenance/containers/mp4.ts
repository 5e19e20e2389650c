import { namedError } from '../../contract/errors';
import { concatBytes, latin1, latin1At, startsWith, u32, u32Bytes } from '../bytes';
import { mostPieces, type Container, type Piece } from './container';

/** XMP specification part 3, "MPEG-4": BE7ACFCB-97A9-42E8-9C71-999491E3AFAC. */
const xmpId = Uint8Array.of(
  0xbe,
  0x7a,
  0xcf,
  0xcb,
  0x97,
  0xa9,
  0x42,
  0xe8,
  0x9c,
  0x71,
  0x99,
  0x94,
  0x91,
  0xe3,
  0xaf,
  0xac,
);
/** C2PA specification, "Embedding manifests into BMFF-based assets": D8FEC3D6-1B0E-483C-9297-5828877EC481. */
const c2paId = Uint8Array.of(
  0xd8,
  0xfe,
  0xc3,
  0xd6,
  0x1b,
  0x0e,
  0x48,
  0x3c,
  0x92,
  0x97,
  0x58,
  0x28,
  0x87,
  0x7e,
  0xc4,
  0x81,
);

interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly data: Uint8Array;
  /** True when the size field is 0: the box runs to the end of the file. */
  readonly runsToTheEnd: boolean;
}

/** MP4 (ISO 14496-12): XMP in a uuid box after everything else, so that no chunk offset changes. */
export const mp4: Container = {
  mime: 'video/mp4',
  matches: (bytes) => latin1At(bytes, 4, 8) === 'ftyp',
  withXmp(bytes, packet) {
    const all = [...boxes(bytes)];
    const last = all.at(-1);
    if (!last || last.runsToTheEnd || last.end !== bytes.length) {
      throw namedError('EncodingError', 'The MP4 does not end with a whole box.');
    }
    const kept = isXmp(last) ? bytes.subarray(0, last.start) : bytes;
    return concatBytes(kept, u32Bytes(24 + packet.length), latin1('uuid'), xmpId, packet);
  },
  pieces(bytes) {
    const pieces: Piece[] = [];
    for (const box of boxes(bytes)) {
      if (pieces.length >= mostPieces) break;
      if (isXmp(box)) pieces.push({ kind: 'xmp', data: box.data.subarray(16) });
      if (box.type === 'uuid' && startsWith(box.data, c2paId))
        pieces.push({ kind: 'c2pa', data: manifestStore(box.data) });
    }
    return pieces;
  },
};

function isXmp(box: Box): boolean {
  return box.type === 'uuid' && startsWith(box.data, xmpId);
}

/** Past the id: version and flags, the purpose with its final zero, an 8-byte offset, then the store. */
function manifestStore(data: Uint8Array): Uint8Array {
  const purposeEnd = data.indexOf(0, 20);
  return purposeEnd < 0 ? data.subarray(data.length) : data.subarray(purposeEnd + 9);
}

function* boxes(bytes: Uint8Array): Generator<Box> {
  let start = 0;
  for (let count = 0; start + 8 <= bytes.length && count < 65536; count += 1) {
    const stated = u32(bytes, start);
    const isLarge = stated === 1;
    const runsToTheEnd = stated === 0;
    const length = isLarge ? u32(bytes, start + 8) * 2 ** 32 + u32(bytes, start + 12) : stated;
    const headerLength = isLarge ? 16 : 8;
    const end = runsToTheEnd ? bytes.length : start + length;
    if (end > bytes.length || end < start + headerLength) return;
    yield {
      type: latin1At(bytes, start + 4, start + 8),
      start,
      end,
      data: bytes.subarray(start + headerLength, end),
      runsToTheEnd,
    };
    start = end;
  }
}
