import { expect, test } from 'vitest';
import { blendByMask, coverCells, extendPicture, featherMask } from '../../../src/image/mask';

const grey = (side: number, value: number) => ({
  width: side,
  height: side,
  data: new Uint8ClampedArray(4 * side * side).fill(value),
});
const dot = (side: number, at: number) => {
  const mask = new Uint8ClampedArray(side * side);
  mask[at] = 255;
  return mask;
};

test('one painted pixel has its whole cell redrawn, and no other', () => {
  const { data } = coverCells(dot(32, 17 * 32 + 3), 32, 32, 16);

  const redrawn = Array.from({ length: 32 * 32 }, (_, p) => data[4 * p]! > 0);
  expect(redrawn.filter(Boolean)).toHaveLength(256);
  expect(redrawn[16 * 32]).toBe(true);
  expect(redrawn[15 * 32]).toBe(false);
});

test('feathering keeps full and empty places, and falls evenly between them', () => {
  const half = Uint8ClampedArray.from({ length: 64 * 64 }, (_, p) => (p % 64 < 32 ? 255 : 0));
  const soft = featherMask(half, 64, 64, 4);

  const row = [...soft.subarray(0, 64)];
  expect(row[10]).toBe(255);
  expect(row[60]).toBe(0);
  expect(row.every((value, x) => x === 0 || value <= row[x - 1]!)).toBe(true);
  expect(row.filter((value) => value > 0 && value < 255).length).toBeGreaterThan(8);
});

test('feathering by nothing changes nothing', () => {
  const mask = dot(8, 9);

  expect(featherMask(mask, 8, 8, 0)).toEqual(mask);
});

test('outside the mask a picture keeps every pixel', () => {
  const mask = dot(4, 5);
  const { data } = blendByMask(grey(4, 10), grey(4, 200), mask);

  expect(data[4 * 5]).toBe(200);
  expect(data.filter((value) => value === 10)).toHaveLength(60);
});

test('a picture at half its size leaves three quarters of the frame to draw, its edges drawn out', () => {
  const { image, mask } = extendPicture(grey(16, 77), { x: 4, y: 4, scale: 0.5 });

  expect(mask.filter((value) => value === 255)).toHaveLength(256 - 64);
  expect(new Set(image.data)).toEqual(new Set([77]));
});

test('what is drawn out is not the outermost pixel, of which a decoder is least sure', () => {
  const picture = grey(64, 77);
  for (let i = 0; i < 64; i++) picture.data.fill(255, 4 * 64 * i, 4 * 64 * i + 4);

  const { image } = extendPicture(picture, { x: 16, y: 16, scale: 0.5 });

  expect(image.data[4 * (32 * 64)]).toBe(77);
  expect(image.data[4 * (32 * 64 + 16)]).toBeGreaterThan(77); // the picture itself is as it was
});

test('a picture left in its place leaves nothing to draw', () => {
  const picture = { width: 3, height: 3, data: Uint8ClampedArray.from({ length: 36 }, (_, i) => i) };
  const { image, mask } = extendPicture(picture, { x: 0, y: 0, scale: 1 });

  expect(image.data).toEqual(picture.data);
  expect(mask.every((value) => value === 0)).toBe(true);
});
