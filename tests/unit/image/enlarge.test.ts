import { expect, test } from 'vitest';
import { enlarge } from '../../../src/image/lanczos';
import { outlined } from '../../../src/image/outline';

const noPause = async () => undefined;

test('a plain picture stays plain when enlarged', async () => {
  const plain = { width: 5, height: 3, data: new Uint8ClampedArray(60).fill(123) };
  for (let i = 3; i < 60; i += 4) plain.data[i] = 255;
  const { width, height, data } = await enlarge(plain, 4, noPause);

  expect([width, height]).toEqual([20, 12]);
  expect(data.every((value, i) => Math.abs(value - (i % 4 === 3 ? 255 : 123)) <= 1)).toBe(true);
});

test('a gradient stays a gradient, twice as fine', async () => {
  const ramp = { width: 32, height: 1, data: new Uint8ClampedArray(128) };
  for (let x = 0; x < 32; x++) ramp.data.set([4 * x, 4 * x, 4 * x, 255], 4 * x);
  const { data } = await enlarge(ramp, 2, noPause);

  // Pixel x of the result lies at (x + 0.5) / 2 − 0.5 of the source; the ends feel the border.
  for (let x = 8; x < 56; x++) expect(Math.abs(data[4 * x]! - 4 * ((x + 0.5) / 2 - 0.5))).toBeLessThanOrEqual(1);
});

test('what is transparent lends no colour to its neighbours', async () => {
  const edge = {
    width: 4,
    height: 1,
    data: Uint8ClampedArray.of(0, 255, 0, 0, 0, 255, 0, 0, 90, 90, 90, 255, 90, 90, 90, 255),
  };
  const { data } = await enlarge(edge, 2, noPause);

  for (let i = 0; i < data.length; i += 4) if (data[i + 3]! > 8) expect(Math.abs(data[i + 1]! - 90)).toBeLessThan(3);
});

test('an outline runs around the cut-out, as wide as asked, and leaves the cut-out itself', () => {
  const side = 21;
  const data = new Uint8ClampedArray(4 * side * side);
  const middle = 10 * side + 10;
  data.set([10, 20, 30, 255], 4 * middle);
  const { data: result } = outlined({ width: side, height: side, data }, 4, [255, 255, 255]);

  expect([...result.subarray(4 * middle, 4 * middle + 4)]).toEqual([10, 20, 30, 255]);
  expect([...result.subarray(4 * (middle + 4), 4 * (middle + 4) + 4)]).toEqual([255, 255, 255, 255]);
  expect(result[4 * (middle + 6) + 3]).toBe(0);
});
