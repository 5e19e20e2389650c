import { expect, test } from 'vitest';
import { flattened } from '../../../src/image/flatten';

const side = 96;

/** A shaded ball, red above and blue below, with a white spot. */
const ball = {
  width: side,
  height: side,
  data: Uint8ClampedArray.from({ length: 4 * side * side }, (_, i) => {
    const p = i >> 2;
    const [x, y] = [(p % side) - side / 2, Math.floor(p / side) - side / 2];
    if (Math.hypot(x, y) > 40) return 0;
    const shade = 1 - Math.hypot(x + 10, y + 10) / 200;
    const colour = Math.hypot(x, y) < 8 ? [255, 255, 255] : y < 0 ? [220 * shade, 40, 40] : [40, 60, 220 * shade];
    return i % 4 === 3 ? 255 : colour[i % 4]!;
  }),
};
const colours = ({ data }: { data: Uint8ClampedArray }) =>
  [...Array(side * side).keys()].filter((p) => data[4 * p + 3]! > 0).map((p) => data.subarray(4 * p, 4 * p + 3).join());

test('a shaded drawing is left with one colour for each of its parts, and borders between them', () => {
  const made = colours(flattened(ball));

  const counts = new Map<string, number>();
  for (const colour of made) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const large = [...counts.values()].filter((count) => count > 100);
  expect(new Set(colours(ball)).size).toBeGreaterThan(40);
  expect(large).toHaveLength(3);
  expect(large.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.9 * made.length);
});

test('red stays red, blue stays blue, white stays white, and the outline where it was', () => {
  const { data } = flattened(ball);

  const at = (x: number, y: number) => [...data.subarray(4 * (y * side + x), 4 * (y * side + x) + 3)];
  expect(at(48, 25)[0]! - at(48, 25)[2]!).toBeGreaterThan(100);
  expect(at(48, 70)[2]! - at(48, 70)[0]!).toBeGreaterThan(100);
  expect(Math.min(...at(48, 48))).toBeGreaterThan(240);
  expect(data.every((value, i) => i % 4 !== 3 || value === ball.data[i])).toBe(true);
});

test('nothing at all stays so', () => {
  const empty = { width: 4, height: 4, data: new Uint8ClampedArray(64) };

  expect(flattened(empty).data.every((value) => value === 0)).toBe(true);
});
