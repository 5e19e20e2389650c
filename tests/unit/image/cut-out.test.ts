import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import type { Pixels } from '../../../src/contract/pixels';
import { filledIn, liftSubject, takeApart, wanderOf } from '../../../src/image/cut-out';
import { layOver } from '../../../src/video/camera';
import { difference } from '../../../src/video/flicker';
import { at, disc, paint } from '../video/pictures';

const size = 64;

test('a part that is filled in takes the colours around it, and nothing else changes', () => {
  const picture = paint(size, size, (x) => [x * 3, 90, 200]);
  const mask = paint(size, size, (x, y) => (Math.hypot(x - 32, y - 32) < 10 ? [255, 255, 255] : [0, 0, 0]));
  const spoilt = paint(size, size, (x, y) => (Math.hypot(x - 32, y - 32) < 10 ? [0, 255, 0] : [x * 3, 90, 200]));

  const filled = filledIn(spoilt, mask);

  expect(Math.abs(at(filled, 32, 32)[0]! - at(picture, 32, 32)[0]!)).toBeLessThan(16);
  expect(at(filled, 32, 32)[1]).toBeLessThan(100);
  expect(at(filled, 5, 50)).toEqual(at(picture, 5, 50));
});

describe('takeApart', () => {
  test('lifts a disc off its ground and closes the hole', () => {
    const { subject, ground, coverage } = takeApart(disc(size));

    expect(coverage).toBeCloseTo(Math.PI / 16, 1);
    expect(at(subject, 32, 32)).toEqual([220, 40, 40, 255]);
    expect(at(subject, 3, 3)[3]).toBe(0);
    expect(at(ground, 32, 32)).toEqual([230, 240, 250, 255]);
  });

  test('follows a graded ground', () => {
    const picture = paint(size, size, (x, y) =>
      Math.hypot(x - 32, y - 32) < 16 ? [20, 120, 20] : [150 + y, 160 + y, 180 + y],
    );

    const { ground, coverage } = takeApart(picture);

    expect(coverage).toBeCloseTo(Math.PI / 16, 1);
    const [red] = at(ground, 32, 32);
    expect(Math.abs(red! - 182)).toBeLessThan(12);
  });

  test('a subject on nothing is taken by its alpha', () => {
    const picture = paint(size, size, (x, y) => (Math.hypot(x - 32, y - 32) < 16 ? [20, 120, 20, 255] : [0, 0, 0, 0]));

    const { subject, ground } = takeApart(picture);

    expect(at(subject, 32, 32)).toEqual([20, 120, 20, 255]);
    expect(at(ground, 32, 32)[3]).toBe(0);
  });

  test('put together again it is the picture', () => {
    const { subject, ground } = takeApart(disc(size));

    expect(difference(layOver(ground, subject), disc(size))).toBeLessThan(0.01);
  });
});

describe('whether a ground is plain', () => {
  test('a flat, a graded and a clear one are', () => {
    const graded = paint(size, size, (x, y) =>
      Math.hypot(x - 32, y - 32) < 16 ? [20, 120, 20] : [150 + y, 160 + y, 180 + y],
    );
    const clear = paint(size, size, (x, y) =>
      Math.hypot(x - 32, y - 32) < 16 ? [20, 120, 20, 255] : [x * 9, 0, y * 9, 0],
    );

    expect([disc(size), graded, clear].map((picture) => liftSubject(picture).isGroundPlain)).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('a photo’s is not: a cat’s fur is no ground to take its eyes off', () => {
    expect(liftSubject(middleOf('chelsea.png', 256)).isGroundPlain).toBe(false);
  });
});

function middleOf(name: string, side: number): Pixels {
  const { width, height, channels, data } = decode(readFileSync(`tests/browser/photos/${name}`));
  const [left, top] = [(width - side) >> 1, (height - side) >> 1];
  return paint(side, side, (x, y) => {
    const from = channels * ((y + top) * width + x + left);
    return [data[from]!, data[from + 1]!, data[from + 2]!];
  });
}

test('a cream face that melts into the white around it is no ground, where the ground is white from edge to edge', () => {
  const picture = paint(size, size, (x, y) => {
    const cream = Math.min(1, Math.max(0, (20 - Math.hypot(x - 32, y - 32)) / 6)); // no edge anywhere
    return [255 - 3 * cream, 255 - 21 * cream, 255 - 54 * cream];
  });

  expect(at(liftSubject(picture).subject, 32, 32)[3]).toBe(0); // by the usual tolerance it is
  const { subject, coverage } = liftSubject(picture, wanderOf(picture));
  expect(at(subject, 32, 32)[3]).toBe(255);
  expect(at(subject, 3, 3)[3]).toBe(0);
  expect(coverage).toBeGreaterThan(0.15);
});

test('a ground that is graded along its border may wander as far as ever', () => {
  const dusk = paint(size, size, (_, y) => [40 + 2 * y, 50 + y, 120]);
  const white = paint(size, size, () => [255, 255, 255]);

  expect(wanderOf(dusk)).toBe(70);
  expect(wanderOf(white)).toBe(24);
});
