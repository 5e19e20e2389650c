import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { addMarks, containerOf } from '../../../src/provenance/add-marks';
import { inspect } from '../../../src/provenance/inspect';
import { readXmp } from '../../../src/provenance/xmp';
import { fixture, kinds } from './fixtures';

const trained = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
const composite = 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia';

function xmpOf(bytes: Uint8Array): string[] {
  const pieces = containerOf(bytes)!.pieces(bytes);
  return pieces.filter(({ kind }) => kind === 'xmp').map(({ data }) => new TextDecoder().decode(data));
}

describe.each(kinds)('$file', ({ file, mime }) => {
  test('says that a trained model made it', () => {
    const marked = addMarks(fixture(file), mime, { sourceType: 'trainedAlgorithmicMedia' });

    expect(xmpOf(marked)).toHaveLength(1);
    expect(readXmp(xmpOf(marked)[0]!).digitalSourceTypes).toEqual([trained]);
  });

  test('says composite where a photo went into it', () => {
    const marked = addMarks(fixture(file), mime, { sourceType: 'compositeWithTrainedAlgorithmicMedia' });

    expect(readXmp(xmpOf(marked)[0]!).digitalSourceTypes).toEqual([composite]);
  });

  test('says altered, and not that a machine made it, where no model drew', async () => {
    const marked = addMarks(fixture(file), mime, { sourceType: 'algorithmicallyEnhanced' });

    const { findings, saysAi } = await inspect(marked);
    expect(findings).toContainEqual({
      kind: 'source-type',
      term: 'algorithmicallyEnhanced',
      saysAi: false,
      from: 'xmp',
    });
    expect(saysAi).toBe(false);
  });

  test('marked twice, it has one packet: the later one', () => {
    const once = addMarks(fixture(file), mime, { sourceType: 'trainedAlgorithmicMedia' });
    const twice = addMarks(once, mime, { sourceType: 'compositeWithTrainedAlgorithmicMedia' });

    expect(xmpOf(twice)).toHaveLength(1);
    expect(readXmp(xmpOf(twice)[0]!).digitalSourceTypes).toEqual([composite]);
    expect(addMarks(twice, mime, { sourceType: 'trainedAlgorithmicMedia' })).toEqual(once);
  });

  test('carries what the input picture said, and nothing else of it', () => {
    const marked = addMarks(fixture(file), mime, {
      sourceType: 'compositeWithTrainedAlgorithmicMedia',
      carried: ['c2pa', 'no-ai-training'],
    });

    expect(readXmp(xmpOf(marked)[0]!)).toMatchObject({ inputMarks: ['c2pa', 'no-ai-training'], forbidsTraining: true });
  });

  test('holds the recipe only when asked, whatever letters it has', () => {
    const recipe = 'a "fox" & <b>owl</b>\n狐 🦊, seed 7';

    const without = addMarks(fixture(file), mime, { sourceType: 'trainedAlgorithmicMedia' });
    const withRecipe = addMarks(fixture(file), mime, { sourceType: 'trainedAlgorithmicMedia', recipe });

    expect(Buffer.from(without).includes('fox')).toBe(false);
    expect(readXmp(xmpOf(withRecipe)[0]!).description).toBe(recipe);
  });

  test('has no date, no time, no person and no device in its mark', () => {
    const packet = xmpOf(
      addMarks(fixture(file), mime, { sourceType: 'compositeWithTrainedAlgorithmicMedia', carried: ['watermark'] }),
    )[0]!;

    expect(packet.replace(/xmlns:\S+/g, '')).not.toMatch(
      /\b(19|20)\d\d-\d\d|CreateDate|ModifyDate|creator|Creator|author|Model|Make|uuid:|DocumentID/,
    );
  });
});

test('the pixels of a PNG are the same after marking', () => {
  const marked = addMarks(fixture('plain.png'), 'image/png', { sourceType: 'trainedAlgorithmicMedia' });

  expect(decode(marked, { checkCrc: true }).data).toEqual(decode(fixture('plain.png')).data);
});

test('a simple WebP becomes an extended one of the same size', () => {
  for (const file of ['lossy.webp', 'lossless.webp']) {
    const marked = addMarks(fixture(file), 'image/webp', { sourceType: 'trainedAlgorithmicMedia' });

    expect(Buffer.from(marked.subarray(12, 16)).toString()).toBe('VP8X');
    expect([marked[24]! + 1, marked[27]! + 1]).toEqual([64, 48]);
    expect((marked[20]! & 0x10) !== 0).toBe(file === 'lossless.webp'); // alpha
    expect(marked.length).toBe(8 + new DataView(marked.buffer).getUint32(4, true));
  }
});

test('a WebM comes back as it was: it has no place for XMP', () => {
  const webm = readFileSync('tests/golden/provenance/plain.webm');

  expect(
    Buffer.from(addMarks(webm, 'video/webm;codecs=vp8', { sourceType: 'trainedAlgorithmicMedia' })).equals(webm),
  ).toBe(true);
});

test.each([
  ['a PNG called JPEG', 'plain.png', 'image/jpeg'],
  ['a kind without a place', 'plain.png', 'image/bmp'],
])('%s is refused with an EncodingError', (_, file, mime) => {
  expect(() => addMarks(fixture(file), mime, { sourceType: 'trainedAlgorithmicMedia' })).toThrow(
    expect.objectContaining({ name: 'EncodingError' }),
  );
});

test.each(kinds)('$file cut short is marked or refused, never spoilt silently', ({ file, mime }) => {
  const whole = fixture(file);
  for (let length = 0; length < whole.length; length += 7) {
    try {
      const marked = addMarks(whole.subarray(0, length), mime, { sourceType: 'trainedAlgorithmicMedia' });
      expect(xmpOf(marked)).toHaveLength(1);
    } catch (error) {
      expect(error).toMatchObject({ name: 'EncodingError' });
    }
  }
});

test('a recipe too long for a JPEG segment is refused with an EncodingError', () => {
  expect(() =>
    addMarks(fixture('plain.jpg'), 'image/jpeg', { sourceType: 'trainedAlgorithmicMedia', recipe: 'x'.repeat(70_000) }),
  ).toThrow(expect.objectContaining({ name: 'EncodingError' }));
});
