import { namedError } from '../../contract/errors';
import { concatBytes, latin1, latin1At, startsWith, u32, u32Bytes } from '../bytes';
import { mostPieces, type Container, type Piece } from './container';

/** XMP specification part 3, "MPEG-4". */
const xmpId = uuid('BE7ACFCB-97A9-42E8-9C71-999491E3AFAC');
/** C2PA specification, "Embedding manifests into BMFF-based assets". */
export const c2paBoxId = uuid('D8FEC3D6-1B0E-483C-9297-5828877EC481');
/** Boxes that the hash of a C2PA manifest leaves out, besides its own. */
export const bmffExclusions = ['/ftyp', '/mfra'] as const;

interface Box<B extends ArrayBufferLike = ArrayBufferLike> {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly data: Uint8Array<B>;
  /** True when the size field is 0: the box runs to the end of the file. */
  readonly runsToTheEnd: boolean;
}

/**
 * MP4 (ISO 14496-12): XMP in a uuid box after everything else, so that no chunk offset changes; C2PA in one right after
 * the file type, where its specification wants it.
 */
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
  withManifestStore(bytes, store) {
    const isOurs = (box: Box) => box.type === 'uuid' && startsWith(box.data, c2paBoxId);
    const all = [...boxes(bytes)];
    const [first] = all;
    if (first?.type !== 'ftyp' || all.at(-1)?.end !== bytes.length || all.some(isOurs)) {
      throw namedError('EncodingError', 'The MP4 has no place for credentials.');
    }
    const payload = concatBytes(c2paBoxId, new Uint8Array(4), latin1('manifest\0'), new Uint8Array(8), store);
    const added = concatBytes(u32Bytes(8 + payload.length), latin1('uuid'), payload);
    const rest = bytes.slice(first.end);
    moveChunks(rest, first.end, added.length);
    return {
      bytes: concatBytes(bytes.subarray(0, first.end), added, rest),
      start: first.end,
      length: added.length,
    };
  },
  coveredBoxes(bytes) {
    return [...boxes(bytes)]
      .filter(
        ({ type, data }) =>
          !(bmffExclusions as readonly string[]).includes(`/${type}`) &&
          !(type === 'uuid' && startsWith(data, c2paBoxId)),
      )
      .map(({ start, end }) => ({ start, data: bytes.subarray(start, end) }));
  },
  pieces(bytes) {
    const pieces: Piece[] = [];
    for (const box of boxes(bytes)) {
      if (pieces.length >= mostPieces) break;
      if (isXmp(box)) pieces.push({ kind: 'xmp', data: box.data.subarray(16) });
      if (box.type === 'uuid' && startsWith(box.data, c2paBoxId))
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

/**
 * Adds `by` to every chunk offset that points at or past `from`. `rest` is changed in place: the file from its byte `from` on.
 */
function moveChunks(rest: Uint8Array<ArrayBuffer>, from: number, by: number): void {
  const parents = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);
  const view = new DataView(rest.buffer, rest.byteOffset, rest.byteLength);
  const walk = (part: Uint8Array<ArrayBuffer>) => {
    for (const { type, data } of boxes(part)) {
      if (parents.has(type)) walk(data);
      if (type !== 'stco' && type !== 'co64') continue;
      const width = type === 'stco' ? 4 : 8;
      const count = Math.min(u32(data, 4), Math.floor((data.length - 8) / width));
      for (let i = 0; i < count; i += 1) {
        const at = data.byteOffset - rest.byteOffset + 8 + i * width;
        const offset = width === 4 ? view.getUint32(at) : Number(view.getBigUint64(at));
        if (offset < from) continue;
        if (width === 4) view.setUint32(at, offset + by);
        else view.setBigUint64(at, BigInt(offset + by));
      }
    }
  };
  walk(rest);
}

function uuid(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.replaceAll('-', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function* boxes<B extends ArrayBufferLike>(bytes: Uint8Array<B>): Generator<Box<B>> {
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
