import { describe, expect, test } from 'vitest';
import { Content } from '../../../src/session/content.svelte';
import { inMemory, whyOf } from '../../../src/session/privacy-facts';
import { aSession } from './an-engine';

const pixels = (bytes: number) => ({ width: bytes / 4, height: 1, data: new Uint8ClampedArray(bytes) });
const nothing = { characters: 0, photos: 0, pictures: 0, clips: 0, bytes: 0 };

describe('what is in memory', () => {
  test('is nothing at first', () => {
    expect(inMemory(new Content())).toEqual(nothing);
  });

  test('counts text, photos, pictures and every byte, wherever it hangs, once', () => {
    const content = new Content();
    const shared = pixels(400);
    content.prompt = 'a fox';
    content.history = ['a cat'];
    content.motion.keyFrames[0]!.prompt = 'sun';
    content.published = { title: 'zoo', captions: { 1: 'fox', 2: 'cat' } };
    content.reference = shared;
    content.referenceMarks = { of: shared, marks: [] };
    content.pictures = [
      {
        id: 1,
        pixels: pixels(800),
        leanedOn: [],
        madeAt: new Date(),
        label: '',
        sourceType: 'trainedAlgorithmicMedia',
      },
    ];
    content.bin = [
      { id: 2, pixels: pixels(40), leanedOn: [], madeAt: new Date(), label: '', sourceType: 'trainedAlgorithmicMedia' },
    ];
    content.motion.previews = new Map([[1, pixels(4)]]);

    expect(inMemory(content)).toEqual({ characters: 22, photos: 1, pictures: 2, clips: 0, bytes: 1244 });
  });
});

test('Forget everything reports what there was, and counts that nothing is left', () => {
  const { session } = aSession();
  session.content.prompt = 'a fox';
  session.content.reference = pixels(400);

  const { before, after } = session.forget();

  expect(before).toEqual({ ...nothing, characters: 5, photos: 1, bytes: 400 });
  expect(after).toEqual(nothing);
});

test.each([
  ['', 'page'],
  ['assets/index-1.js', 'script'],
  ['assets/style-1.css', 'style'],
  ['assets/ort-wasm-1.wasm', 'runtime'],
  ['mediapipe/vision.wasm', 'runtime'],
  ['models/index.json', 'list'],
  ['models/sticker/vae.onnx', 'model'],
  ['host.json', 'settings'],
  ['icon.svg', 'icon'],
  ['https://elsewhere.test/', 'other'],
])('%s is asked for as %s', (path, why) => {
  expect(whyOf(path)).toBe(why);
});
