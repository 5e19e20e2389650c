import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readHeader } from '../../../../src/image/portrait/photo-format';

const png = new Uint8Array(readFileSync(new URL('../../../browser/photos/astronaut.png', import.meta.url)));
const text = (start: string, length = 5000) => new TextEncoder().encode(start.padEnd(length, ' '));

/** A JPEG's bones: start, EXIF of `filler` bytes, frame header, and its end unless it is cut off. */
function jpeg(width: number, height: number, { filler = 300, ends = true } = {}): Uint8Array {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const exif = [0xff, 0xe1, (filler + 2) >> 8, (filler + 2) & 255, ...new Array<number>(filler).fill(0x41)];
  const frame = [0xff, 0xc2, 0, 17, 8, ...size, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
  return new Uint8Array([0xff, 0xd8, ...exif, ...frame, 0xff, 0xda, 0, 2, 1, 2, 3, ...(ends ? [0xff, 0xd9] : [])]);
}

test('sizes are read from the header, whatever stands before it', () => {
  expect(readHeader(png)).toEqual({ format: 'png', size: { width: 512, height: 512 } });
  expect(readHeader(jpeg(4000, 3000))).toEqual({ format: 'jpeg', size: { width: 4000, height: 3000 } });
  expect(readHeader(jpeg(640, 480, { filler: 20000 }))).toEqual({ format: 'jpeg', size: { width: 640, height: 480 } });
});

test('formats that browsers cannot read are told by their bytes, not their name', () => {
  expect(readHeader(text('\0\0\0\x18ftypheic\0\0\0\0mif1heic'))).toEqual({ problem: 'heic' });
  expect(readHeader(text('\0\0\0\x18ftypmif1\0\0\0\0mif1heic'))).toEqual({ problem: 'heic' });
  expect(readHeader(text('II*\0\x08\0\0\0'))).toEqual({ problem: 'tiff' });
  expect(readHeader(text('MM\0*\0\0\0\x08'))).toEqual({ problem: 'tiff' });
  expect(readHeader(text('II*\0\x10\0\0\0CR\x02'))).toEqual({ problem: 'raw' });
  expect(readHeader(text('MM\0*\0\0\0\x08  NIKON CORPORATION'))).toEqual({ problem: 'raw' });
  expect(readHeader(text('FUJIFILMCCD-RAW'))).toEqual({ problem: 'raw' });
  expect(readHeader(text('\0\0\0\x18ftypcrx \0\0\0\x01crx isom'))).toEqual({ problem: 'raw' });
});

test('an AVIF is let through, a film is not', () => {
  expect(readHeader(text('\0\0\0\x1cftypavif\0\0\0\0mif1avif'))).toEqual({ format: 'avif' });
  expect(readHeader(text('\0\0\0\x18ftypisom\0\0\0\0isommp42'))).toEqual({ problem: 'not-a-picture' });
});

test('text, nothing and a page are no pictures', () => {
  expect(readHeader(text('once upon a time'))).toEqual({ problem: 'not-a-picture' });
  expect(readHeader(text('<!doctype html>'))).toEqual({ problem: 'not-a-picture' });
  expect(readHeader(new Uint8Array())).toEqual({ problem: 'not-a-picture' });
  expect(readHeader(new Uint8Array([0xff]))).toEqual({ problem: 'not-a-picture' });
});

test('a file that stops in the middle is said to', () => {
  expect(readHeader(jpeg(640, 480, { ends: false }))).toEqual({ problem: 'truncated' });
  expect(readHeader(png.subarray(0, 400_000))).toEqual({ problem: 'truncated' });
});

test('what a phone appends behind the picture does not matter', () => {
  const long = new Uint8Array([...jpeg(640, 480), ...new Array<number>(3000).fill(7)]);

  expect(readHeader(long)).toEqual({ format: 'jpeg', size: { width: 640, height: 480 } });
});

test('pictures of one pixel and of 400 megapixels are refused before they are decoded', () => {
  expect(readHeader(jpeg(1, 1))).toEqual({ problem: 'too-small' });
  expect(readHeader(jpeg(20000, 20000))).toEqual({ problem: 'too-large' });
});
