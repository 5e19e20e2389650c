import { describe, expect, test } from 'vitest';
import type { Pixels } from '../../../src/contract/pixels';
import { paintedFromPhoto, photoShare, shapeless } from '../../../src/image/photo-drawing';
import { readPng } from '../../browser/photos/sitting';
import { fitPixels } from '../../../tools/png';

const side = 128;
const chelsea = fitPixels(readPng('chelsea.png'), side, side);

function picture(colourAt: (x: number, y: number) => readonly [number, number, number], alpha = 255): Pixels {
  const data = new Uint8ClampedArray(4 * side * side);
  for (let p = 0; p < side * side; p++) data.set([...colourAt(p % side, Math.floor(p / side)), alpha], 4 * p);
  return { width: side, height: side, data };
}

const drawing = picture((x, y) => (Math.hypot(x - 64, y - 64) < 30 ? [220, 40, 40] : [40, 80 + y / 2, 200]));

/** Mean difference of neighbours in a row, where they are less apart than an edge. */
function grain({ data }: Pixels): number {
  let [sum, count] = [0, 0];
  for (let i = 4; i < data.length; i += 4) {
    const step = Math.abs(data[i]! - data[i - 4]!);
    if (step > 30 || i % (4 * side) === 0) continue;
    sum += step;
    count++;
  }
  return sum / count;
}

const lights = ({ data }: Pixels) => [...data].filter((_, i) => i % 4 === 1).sort((a, b) => a - b);

describe('how much of a photo a picture is', () => {
  test('all of a photo, nothing of a drawing with edges and soft shade, nor of what is clear', () => {
    expect(photoShare(chelsea)).toBe(1);
    expect(photoShare(drawing)).toBe(0);
    expect(photoShare(picture(() => [9, 9, 9], 0))).toBe(0);
  });
});

describe('a photo painted', () => {
  test('has less grain the coarser it is, and its alpha as it was', () => {
    const [fine, coarse] = [paintedFromPhoto(chelsea, 0), paintedFromPhoto(chelsea, 1)];

    expect(grain(fine)).toBeLessThan(0.6 * grain(chelsea));
    expect(grain(coarse)).toBeLessThan(grain(fine));
    const clear = { ...chelsea, data: chelsea.data.map((value, i) => (i % 4 === 3 ? 77 : value)) };
    expect(paintedFromPhoto(clear, 0).data.every((value, i) => i % 4 !== 3 || value === 77)).toBe(true);
  });

  test('goes from dark to light, however grey it was', () => {
    const grey = { ...chelsea, data: chelsea.data.map((value, i) => (i % 4 === 3 ? value : 90 + value / 4)) };
    const [was, now] = [lights(grey), lights(paintedFromPhoto(grey, 0))];

    expect(was.at(-200)! - was[200]!).toBeLessThan(60);
    expect(now.at(-200)! - now[200]!).toBeGreaterThan(150);
  });

  test('is lighter, warmer and livelier as the mood is', () => {
    const mean = ({ data }: Pixels, c: number) =>
      data.reduce((sum, v, i) => (i % 4 === c ? sum + v : sum), 0) / side ** 2;
    const spread = (painted: Pixels) => Math.abs(mean(painted, 0) - mean(painted, 2));
    const paint = (mood: object) => paintedFromPhoto(chelsea, 0, { light: 0, warmth: 0, liveliness: 0, ...mood });

    expect(mean(paint({ light: 1 }), 1)).toBeGreaterThan(mean(paint({ light: -1 }), 1) + 20);
    expect(mean(paint({ warmth: 1 }), 0)).toBeGreaterThan(mean(paint({ warmth: -1 }), 0) + 8);
    expect(mean(paint({ warmth: 1 }), 2)).toBeLessThan(mean(paint({ warmth: -1 }), 2) - 8);
    expect(spread(paint({ liveliness: 1 }))).toBeGreaterThan(spread(paint({ liveliness: -1 })));
  });

  test('of one colour stays of one colour', () => {
    const { data } = paintedFromPhoto(
      picture(() => [120, 60, 30]),
      0,
    );
    expect(new Set(data).size).toBeLessThanOrEqual(4);
  });
});

test('a picture without shapes has its colours where they were, and no edge', () => {
  const halves = picture((x) => (x < side / 2 ? [200, 30, 30] : [30, 30, 200]));
  const { data } = shapeless(halves, 1 / 8);
  const red = (x: number) => data[4 * (64 * side + x)]!;

  expect(red(2)).toBeGreaterThan(170);
  expect(red(side - 3)).toBeLessThan(60);
  for (let x = 1; x < side; x++) expect(Math.abs(red(x) - red(x - 1))).toBeLessThan(8);
});
