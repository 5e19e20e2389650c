import { expect, test } from 'vitest';
import { setOff } from '../../../src/image/set-off';

const side = 64;

/** A disc on nothing, and a plain ground. */
function picture(disc: readonly number[], ground: readonly number[], radius = 20) {
  const isIn = (p: number) => Math.hypot((p % side) - 31.5, Math.floor(p / side) - 31.5) < radius;
  const pixels = (colour: (p: number) => readonly number[]) => ({
    width: side,
    height: side,
    data: Uint8ClampedArray.from({ length: 4 * side * side }, (_, i) => colour(i >> 2)[i % 4]!),
  });
  return {
    cutOut: pixels((p) => (isIn(p) ? [...disc, 255] : [0, 0, 0, 0])),
    ground: pixels(() => [...ground, 255]),
  };
}

/** Just outside the disc. */
const atRim = 4 * (32 * side + 31 + 21);

test.each([
  ['white on white', [250, 250, 250], [255, 255, 255]],
  ['yellow on yellow', [255, 219, 90], [252, 214, 80]],
  ['black on black', [30, 28, 30], [24, 24, 28]],
])('%s gets a line around it that differs from both', (_, disc, ground) => {
  const given = picture(disc, ground);

  const { data } = setOff(given.cutOut, given.ground);

  expect(data[atRim + 3]).toBeGreaterThan(200);
  const apart = ground.map((channel, c) => Math.abs(channel - data[atRim + c]!));
  expect(Math.max(...apart)).toBeGreaterThan(50);
  expect([...data.subarray(4 * (32 * side + 32), 4 * (32 * side + 32) + 3)]).toEqual(disc); // its middle is as it was
});

test.each([
  ['red on white', [230, 34, 34], [255, 255, 255]],
  ['white on navy', [255, 255, 255], [30, 44, 96]],
])('%s is seen without one', (_, disc, ground) => {
  const given = picture(disc, ground);

  expect(setOff(given.cutOut, given.ground)).toBe(given.cutOut);
});

test('nothing at all is left alone', () => {
  const given = picture([255, 255, 255], [255, 255, 255], 0);

  expect(setOff(given.cutOut, given.ground)).toBe(given.cutOut);
});
