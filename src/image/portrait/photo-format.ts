import type { PhotoProblem } from '../../contract/portrait';

export type PhotoFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'bmp';

/** What a file says it is in its first bytes; the name and the type given by the system are not believed. */
export interface PhotoHeader {
  readonly format: PhotoFormat;
  /** In pixels as stored, before any turn; absent when the header is not of a kind we read. */
  readonly size?: { readonly width: number; readonly height: number };
}

export const maxFileBytes = 120_000_000;
const maxPixels = 300_000_000;
/** Below this no face can be drawn from. */
export const minSide = 48;

/** Looks at a file's bytes before they reach a decoder. */
export function readHeader(bytes: Uint8Array, smallest = minSide): PhotoHeader | { readonly problem: PhotoProblem } {
  const header = sniff(bytes);
  if ('problem' in header) return header;
  const { size } = header;
  if (size && size.width * size.height > maxPixels) return { problem: 'too-large' };
  if (size && Math.min(size.width, size.height) < smallest) return { problem: 'too-small' };
  return endsEarly(bytes, header.format) ? { problem: 'truncated' } : header;
}

function sniff(bytes: Uint8Array): PhotoHeader | { readonly problem: PhotoProblem } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  const u32 = (at: number) => (at + 4 <= view.byteLength ? view.getUint32(at) : 0);

  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return withSize('jpeg', jpegSize(view));
  if (u32(0) === 0x89504e47) return withSize('png', { width: u32(16), height: u32(20) });
  if (/^GIF8[79]a/.test(text(0, 6)) && bytes.length > 10) {
    return withSize('gif', { width: view.getUint16(6, true), height: view.getUint16(8, true) });
  }
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return withSize('webp', webpSize(view, text(12, 4)));
  if (text(0, 2) === 'BM' && bytes.length > 26) {
    return withSize('bmp', { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) });
  }
  if (text(4, 4) === 'ftyp') {
    const brands = text(8, Math.min(u32(0), 64) - 8);
    if (/avi[fs]/.test(brands)) return { format: 'avif' };
    if (/hei[cxms]|hev[cx]|mif1|msf1/.test(brands)) return { problem: 'heic' };
    if (/crx /.test(brands)) return { problem: 'raw' };
    return { problem: 'not-a-picture' };
  }
  // Raw files of most cameras are TIFF inside; their makers mark them after the header.
  if (text(0, 4) === 'II*\0' || text(0, 4) === 'MM\0*') {
    const early = text(0, Math.min(bytes.length, 4096));
    return { problem: /^II\*\0.{4}CR|NIKON|SONY|PENTAX|OLYMPUS|DNG/s.test(early) ? 'raw' : 'tiff' };
  }
  if (/^(IIRO|IIRS|IIU\0|FUJIFILM)/.test(text(0, 8))) return { problem: 'raw' };
  return { problem: 'not-a-picture' };
}

function withSize(format: PhotoFormat, size: PhotoHeader['size']): PhotoHeader {
  return size && size.width > 0 && size.height > 0 ? { format, size } : { format };
}

/** Walks the segments to the frame header. */
function jpegSize(view: DataView): PhotoHeader['size'] {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function webpSize(view: DataView, chunk: string): PhotoHeader['size'] {
  if (view.byteLength < 30) return undefined;
  const u24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (chunk === 'VP8X') return { width: u24(24) + 1, height: u24(27) + 1 };
  if (chunk === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}

/** Browsers show the upper part of a file that stops in the middle and grey below: better to say so. */
function endsEarly(bytes: Uint8Array, format: PhotoFormat): boolean {
  if (format === 'jpeg') return !endsWithMarker(bytes, [0xff, 0xd9]);
  if (format === 'png') return !endsWithMarker(bytes, [0x49, 0x45, 0x4e, 0x44]);
  if (format === 'webp') {
    const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4, true);
    return length + 8 > bytes.length;
  }
  return false;
}

/** Looks from the end backwards: phones append films and depth maps after the picture. */
function endsWithMarker(bytes: Uint8Array, marker: readonly number[]): boolean {
  for (let at = bytes.length - marker.length; at > 2; at--) {
    if (marker.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}
