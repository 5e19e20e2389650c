import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { compressFrame, decompressFrame } from '../../../src/video/compress-frame';
import { pngOf } from '../../../src/video/encode-apng';
import { blend } from '../../../src/image/blend';
import { difference, measureFlicker } from '../../../src/video/flicker';
import { scaledSize, scalePixels } from '../../../src/video/scale-pixels';
import { at, disc, paint } from './pictures';

const gradient = (alpha: number) =>
  paint(31, 17, (x, y) => [x * 8, y * 15, (x * y) % 256, alpha === 255 ? 255 : (x * 7) % 256]);

describe('compressFrame', () => {
  test.each([
    ['opaque', 255, 3],
    ['partly clear', 0, 4],
  ])('gives back every byte of a picture that is %s', async (_, alpha, channels) => {
    const picture = gradient(alpha);

    const frame = await compressFrame(picture);

    expect(frame.channels).toBe(channels);
    expect(await decompressFrame(frame)).toEqual(picture);
  });

  test('a frame is a PNG that another decoder reads alike', async () => {
    const picture = gradient(0);

    const { data, channels } = decode(pngOf(await compressFrame(picture)));

    expect(channels).toBe(4);
    expect([...data]).toEqual([...picture.data]);
  });

  test('a drawing takes a small part of its raw size', async () => {
    const frame = await compressFrame(disc(256));

    expect(frame.data.length).toBeLessThan((256 * 256 * 4) / 50);
  });

  test('half a frame is refused', async () => {
    const frame = await compressFrame(gradient(255));

    await expect(decompressFrame({ ...frame, height: frame.height + 1 })).rejects.toThrow('scanlines');
  });
});

describe('scalePixels', () => {
  test('sides are even', () => {
    expect(scaledSize({ width: 255, height: 17 }, 0.5)).toEqual({ width: 128, height: 8 });
  });

  test('half size takes the mean of what it covers, and clear pixels lend no colour', () => {
    const picture = paint(4, 4, (x) => (x % 2 === 0 ? [200, 100, 0, 255] : [0, 0, 0, 0]));

    const half = scalePixels(picture, 0.5);

    expect([half.width, half.height]).toEqual([2, 2]);
    expect(at(half, 0, 0)).toEqual([200, 100, 0, 128]);
  });

  test('double size leaves a plain area plain', () => {
    const big = scalePixels(disc(64), 2);

    expect([big.width, big.height]).toEqual([128, 128]);
    expect(at(big, 64, 64)).toEqual([220, 40, 40, 255]);
    expect(at(big, 1, 1)).toEqual([230, 240, 250, 255]);
  });
});

describe('flicker', () => {
  test('difference is 0 for equal pictures, 1 from black to white, and clear counts as white', () => {
    const black = paint(4, 4, () => [0, 0, 0]);
    const clear = paint(4, 4, () => [0, 0, 0, 0]);

    expect(difference(black, black)).toBe(0);
    expect(
      difference(
        black,
        paint(4, 4, () => [255, 255, 255]),
      ),
    ).toBe(1);
    expect(difference(black, clear)).toBe(1);
  });

  test('a steady fade has motion but no jitter; a blinking picture has both', () => {
    const grey = (value: number) => paint(4, 4, () => [value, value, value]);
    const fade = [0, 40, 80, 120, 160].map(grey);
    const blink = [0, 160, 0, 160, 0].map(grey);

    const steady = measureFlicker(fade, false);
    const jumpy = measureFlicker(blink, false);

    expect(steady.motion).toBeCloseTo(40 / 255, 6);
    expect(steady.jitter).toBe(0);
    expect(jumpy.jitter).toBeCloseTo(160 / 255, 6);
  });

  test('a blend lies between its pictures, and a clear one lends no colour', () => {
    const half = blend(
      paint(2, 2, () => [0, 0, 0]),
      paint(2, 2, () => [200, 100, 50]),
      0.5,
    );
    const fading = blend(
      paint(2, 2, () => [90, 90, 90, 0]),
      paint(2, 2, () => [200, 100, 50]),
      0.5,
    );

    expect(at(half, 0, 0)).toEqual([100, 50, 25, 255]);
    expect(at(fading, 0, 0)).toEqual([200, 100, 50, 128]);
  });
});
