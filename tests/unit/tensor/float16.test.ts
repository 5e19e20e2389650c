import { expect, test } from 'vitest';
import { fromHalf, toHalf } from '../../../src/tensor/float16';

test('every half float survives the way there and back', () => {
  const wrong = Array.from({ length: 65536 }, (_, bits) => bits).filter((bits) => {
    const value = fromHalf(bits);
    return Number.isNaN(value) ? !Number.isNaN(fromHalf(toHalf(value))) : toHalf(value) !== bits;
  });

  expect(wrong).toEqual([]);
});

test('values between two halves go to the nearer, halves of the way to the even one', () => {
  expect(fromHalf(toHalf(1 + 2 ** -11))).toBe(1); // half-way, 1 is even
  expect(fromHalf(toHalf(1 + 3 * 2 ** -11))).toBe(1 + 2 ** -9);
  expect(fromHalf(toHalf(1 + 2 ** -11 + 2 ** -20))).toBe(1 + 2 ** -10);
  expect(fromHalf(toHalf(65519))).toBe(65504);
  expect(fromHalf(toHalf(65520))).toBe(Infinity);
  expect(fromHalf(toHalf(2 ** -25))).toBe(0);
  expect(fromHalf(toHalf(-3e-8))).toBe(-(2 ** -24));
});
