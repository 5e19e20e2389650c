import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { concatBytes, latin1, u32Bytes, u32leBytes } from '../../../src/provenance/bytes';
import { box, superbox } from '../../../src/provenance/c2pa/jumbf';
import { inspect } from '../../../src/provenance/inspect';
import { fixture } from './fixtures';

/** Files made to hang, to exhaust or to mislead a reader of marks. Each costs little, and what is shown of it is plain text. */

const text = (letters: string) => new TextEncoder().encode(letters);
const repeated = (part: Uint8Array, times: number) => {
  const all = new Uint8Array(part.length * times);
  for (let i = 0; i < times; i += 1) all.set(part, i * part.length);
  return all;
};
const chunk = (type: string, data: Uint8Array, stated = data.length) =>
  concatBytes(u32Bytes(stated), latin1(type), data, new Uint8Array(4));
const pngOf = (...chunks: Uint8Array[]) =>
  concatBytes(fixture('plain.png').subarray(0, 33), ...chunks, fixture('plain.png').subarray(33));
const itxt = (packed: boolean, data: Uint8Array) =>
  chunk('iTXt', concatBytes(latin1('XML:com.adobe.xmp\0'), Uint8Array.of(packed ? 1 : 0, 0, 0, 0), data));
const segment = (marker: number, data: Uint8Array, stated = data.length + 2) =>
  concatBytes(Uint8Array.of(0xff, marker, (stated >> 8) & 255, stated & 255), data);
const jpegOf = (...segments: Uint8Array[]) =>
  concatBytes(fixture('plain.jpg').subarray(0, 2), ...segments, fixture('plain.jpg').subarray(2));
const webpOf = (...chunks: Uint8Array[]) => concatBytes(fixture('lossy.webp'), ...chunks);
const ftyp = box('ftyp', latin1('isom'), new Uint8Array(4));
const xmp = latin1('http://ns.adobe.com/xap/1.0/\0');
const mp4XmpId = Uint8Array.from([190, 122, 207, 203, 151, 169, 66, 232, 156, 113, 153, 148, 145, 227, 175, 172]);

/** An EXIF directory whose next directory is itself, with a comment that claims four gigabytes. */
const loopingExif = concatBytes(
  latin1('Exif\0\0MM\0*'),
  u32Bytes(8),
  Uint8Array.of(0, 1, 0x92, 0x86, 0, 7),
  u32Bytes(0xffffffff),
  u32Bytes(8),
  u32Bytes(8),
  latin1('UNICODE\0'),
);
const slowPattern = text('Steps: 1 '.repeat(28_000));

const files: Readonly<Record<string, () => Uint8Array>> = {
  'PNG: a chunk of XMP that unpacks to 64 MB, 500 times over': () => {
    const bomb = itxt(true, deflateSync(Buffer.alloc(64 * 2 ** 20, '<a DigitalSourceType='), { level: 9 }));
    return pngOf(repeated(bomb, 500));
  },
  'PNG: 500 texts that a slow pattern would go over again and again': () =>
    pngOf(repeated(chunk('tEXt', concatBytes(latin1('parameters\0'), slowPattern)), 500)),
  'PNG: 500 packets of nothing but opening brackets': () =>
    pngOf(repeated(itxt(false, new Uint8Array(2 ** 18).fill(0x3c)), 500)),
  'PNG: a description of a million elements': () =>
    pngOf(itxt(false, text(`<dc:description>${'<a>'.repeat(80_000)}</dc:description>`))),
  'PNG: a chunk that claims four gigabytes': () => pngOf(chunk('iTXt', text('x'), 0xffffffff)),
  'PNG: a keyword without an end': () => pngOf(chunk('iTXt', new Uint8Array(2 ** 20).fill(0x41))),
  'JPEG: a segment that runs past the end of the file': () =>
    concatBytes(latin1('\xff\xd8'), segment(0xe1, xmp, 0xffff)),
  'JPEG: a segment that claims no length': () => jpegOf(segment(0xe1, xmp, 0)),
  'JPEG: eight million bytes of padding between segments': () => jpegOf(new Uint8Array(2 ** 23).fill(0xff)),
  'JPEG: 500 packets of XMP': () =>
    jpegOf(repeated(segment(0xe1, concatBytes(xmp, new Uint8Array(65_000).fill(0x3c))), 500)),
  'JPEG: an EXIF directory that leads to itself': () => jpegOf(segment(0xe1, loopingExif)),
  'JPEG: 8,000 parts of credentials that never come to a box': () =>
    jpegOf(repeated(segment(0xeb, concatBytes(latin1('JP\0\x01\0\0\0\x01'), u32Bytes(9), latin1('jumb'))), 8000)),
  'WebP: a chunk of 0xFFFFFFFF bytes': () => webpOf(latin1('XMP '), u32leBytes(0xffffffff), xmp),
  'WebP: a million chunks of odd length': () =>
    webpOf(repeated(concatBytes(latin1('JUNK'), u32leBytes(1), new Uint8Array(2)), 2 ** 20)),
  'GIF: thirty million bytes that each look like an extension': () =>
    concatBytes(latin1('GIF89a'), new Uint8Array(7), repeated(Uint8Array.of(0x21, 0xff), 15 * 2 ** 20)),
  'GIF: extensions without an end': () =>
    concatBytes(latin1('GIF89a'), new Uint8Array(7), new Uint8Array(2 ** 22).fill(0x21)),
  'MP4: a box of nine exabytes': () =>
    concatBytes(ftyp, u32Bytes(1), latin1('uuid'), u32Bytes(0x7fffffff), u32Bytes(0xffffffff), mp4XmpId),
  'MP4: a box that claims to be smaller than its own header': () =>
    concatBytes(ftyp, u32Bytes(4), latin1('uuid'), mp4XmpId),
  'MP4: boxes in boxes, ten thousand deep': () => {
    const depth = 10_000;
    const nested = new Uint8Array(8 * depth);
    for (let i = 0; i < depth; i += 1) nested.set(concatBytes(u32Bytes(8 * (depth - i)), latin1('moov')), 8 * i);
    return concatBytes(ftyp, nested);
  },
  'C2PA: a box that holds itself by its label, and manifests that name each other': () => {
    const claim = (label: string, other: string) =>
      superbox('c2ma', label, superbox('c2cl', 'c2pa.claim.v2', box('cbor', text(`\xa1${other}`))));
    const store = superbox(
      'c2pa',
      'c2pa',
      claim('urn:a', 'self#jumbf=/c2pa/urn:b'),
      claim('urn:b', 'self#jumbf=/c2pa/urn:a'),
    );
    return pngOf(chunk('caBX', store));
  },
  'C2PA: 500 stores of claims of twenty thousand items': () => {
    const cbor = concatBytes(Uint8Array.of(0x99, 0x4e, 0x00), new Uint8Array(0x4e00));
    return pngOf(repeated(chunk('caBX', superbox('c2cl', 'c2pa.claim', box('cbor', cbor))), 500));
  },
  'SVG: a script': () => text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  'anything: thirty million bytes that each may begin a packet': () => repeated(text('<x'), 15 * 2 ** 20),
};

test.each(Object.keys(files))('%s', async (name) => {
  const file = files[name]!();
  const before = process.cpuUsage();

  const { findings } = await inspect(file);

  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000, 'milliseconds of processor time').toBeLessThan(2000);
  expect(findings.filter(({ kind }) => kind !== 'c2pa' && kind !== 'oversized')).toEqual([]);
});
