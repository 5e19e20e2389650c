import { expect, test } from 'vitest';
import type { Pixels } from '../../../src/contract/pixels';
import { layOver } from '../../../src/image/lay-over';

const plain = (width: number, height: number, colour: readonly number[]): Pixels => ({
  width,
  height,
  data: Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => colour[i % 4]!),
});

test('what is half clear lets half of the ground through, and what hangs over is cut', () => {
  const ground = plain(4, 4, [0, 100, 200, 255]);

  layOver(ground, plain(3, 3, [200, 100, 0, 128]), 2, -1);

  const at = (x: number, y: number) => [...ground.data.subarray(4 * (4 * y + x), 4 * (4 * y + x) + 4)];
  expect(at(1, 0)).toEqual([0, 100, 200, 255]);
  expect(at(2, 0)).toEqual([100, 100, 100, 255]);
  expect(at(3, 1)).toEqual([100, 100, 100, 255]);
  expect(at(3, 2)).toEqual([0, 100, 200, 255]);
});

test('on what is clear it stays what it is', () => {
  const clear = plain(2, 2, [0, 0, 0, 0]);

  layOver(clear, plain(2, 2, [200, 100, 50, 128]), 0, 0);

  expect([...clear.data.subarray(0, 4)]).toEqual([200, 100, 50, 128]);
});
