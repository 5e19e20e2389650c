import { expect, test } from 'vitest';
import type { Pixels } from '../../../src/contract/pixels';
import { detectWatermark, detectionThreshold, embedWatermark, psnr } from '../../../src/provenance/watermark';

/** A drawing-like picture: flat ground, discs with hard edges, a gradient. */
function drawing(width: number, height: number, seed: number): Pixels {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 4) {
      const inDisc = Math.hypot(x - width * 0.45, y - height * 0.5) < (0.2 + 0.02 * (seed % 5)) * width;
      const inDot = Math.hypot(x - width * 0.5, y - height * (0.3 + 0.05 * (seed % 3))) < 0.07 * width;
      const colour = inDot
        ? [30, 20, 40]
        : inDisc
          ? [240 - (y * 90) / height, 80 + 11 * (seed % 9), 60]
          : [255, 255, 250];
      data.set([...colour, 255], i);
    }
  }
  return { width, height, data };
}

function cropped(pixels: Pixels, left: number, top: number, width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y += 1) {
    const from = 4 * ((y + top) * pixels.width + left);
    data.set(pixels.data.subarray(from, from + 4 * width), 4 * y * width);
  }
  return { width, height, data };
}

function halved(pixels: Pixels): Pixels {
  const width = pixels.width >> 1;
  const height = pixels.height >> 1;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let c = 0; c < 4; c += 1) {
        const at = (dx: number, dy: number) => pixels.data[4 * ((2 * y + dy) * pixels.width + 2 * x + dx) + c]!;
        data[4 * (y * width + x) + c] = Math.round((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4);
      }
    }
  }
  return { width, height, data };
}

const seeds = [1, 2, 3, 4];

test.each(seeds)('drawing %i: the mark is not there before and is there after', (seed) => {
  const picture = drawing(256, 256, seed);

  expect(detectWatermark(picture).present).toBe(false);
  expect(detectWatermark(embedWatermark(picture)).present).toBe(true);
});

test.each(seeds)('drawing %i: the mark costs at most what 42 dB allow', (seed) => {
  const picture = drawing(256, 256, seed);

  expect(psnr(picture, embedWatermark(picture))).toBeGreaterThanOrEqual(42);
});

test.each(seeds)('drawing %i: the mark is found after a tenth was cropped away, at its own offset', (seed) => {
  const marked = embedWatermark(drawing(256, 256, seed));

  expect(detectWatermark(cropped(marked, 3 * seed, 26 - 5 * seed, 230, 230)).present).toBe(true);
});

test.each(seeds)('drawing %i: the mark is found at half the size, and the scale is told', (seed) => {
  const found = detectWatermark(halved(embedWatermark(drawing(256, 256, seed))));

  expect(found).toMatchObject({ present: true, scale: 0.5 });
});

test('in frames that say too little alone it is found together', () => {
  const weak = (seed: number): Pixels => {
    const plain = drawing(256, 256, seed);
    const marked = embedWatermark(plain);
    // A fifth of the mark is left, as after strong compression, and noise of the codec's own.
    const data = plain.data.map((value, i) => {
      const noise = 3 * Math.sin(i * 12.9898 * (seed + 1) + (i >> 7));
      return i % 4 === 3 ? 255 : value + 0.2 * (marked.data[i]! - value) + noise;
    });
    return { ...plain, data };
  };
  const frames = Array.from({ length: 8 }, (_, i) => weak(i));

  const alone = frames.map((frame) => detectWatermark(frame).score);

  expect(detectWatermark(...frames).score).toBeGreaterThan(Math.max(...alone));
  expect(detectWatermark(...Array.from({ length: 8 }, (_, i) => drawing(256, 256, i))).present).toBe(false);
});

test('a picture of one colour and a picture of noise have no mark', () => {
  const grey = drawing(256, 256, 0);
  grey.data.fill(128);
  const noise = drawing(256, 256, 0);
  let state = 1;
  for (let i = 0; i < noise.data.length; i += 1) noise.data[i] = (state = (state * 48271) % 2147483647) & 255;

  expect(detectWatermark(grey).score).toBeLessThan(detectionThreshold);
  expect(detectWatermark(noise).score).toBeLessThan(detectionThreshold);
});

test('the mark is the same for everybody: it depends on nothing but the picture', () => {
  const picture = drawing(256, 256, 1);

  expect(embedWatermark(picture)).toEqual(embedWatermark(picture));
});

test('a picture smaller than the tile, and one with nothing to see, are handled', () => {
  const tiny = drawing(9, 5, 1);
  const invisible = drawing(64, 64, 1);
  for (let i = 3; i < invisible.data.length; i += 4) invisible.data[i] = 0;

  expect(detectWatermark(tiny).present).toBe(false);
  expect(embedWatermark(tiny)).toMatchObject({ width: 9, height: 5 });
  expect(embedWatermark(invisible).data).toEqual(invisible.data);
});

test('the picture given is not changed', () => {
  const picture = drawing(64, 64, 1);
  const before = picture.data.slice();

  embedWatermark(picture);

  expect(picture.data).toEqual(before);
});
