import { expect, test } from 'vitest';
import { batchSlice, combine, concat, repeatEach } from '../../../src/tensor/tensor';

const tensor = (dims: number[], ...values: number[]) => ({ data: Float32Array.from(values), dims });

test('tensors are joined along any axis', () => {
  const a = tensor([2, 1, 2], 1, 2, 3, 4);
  const b = tensor([2, 2, 2], 5, 6, 7, 8, 9, 10, 11, 12);

  const joined = concat(1, a, b);

  expect(joined.dims).toEqual([2, 3, 2]);
  expect([...joined.data]).toEqual([1, 2, 5, 6, 7, 8, 3, 4, 9, 10, 11, 12]);
  expect(() => concat(0, a, b)).toThrow(RangeError);
});

test('entries are repeated one after another, and cut out again', () => {
  const repeated = repeatEach(tensor([2, 2], 1, 2, 3, 4), 2);

  expect([...repeated.data]).toEqual([1, 2, 1, 2, 3, 4, 3, 4]);
  expect([...batchSlice(repeated, 1, 3).data]).toEqual([1, 2, 3, 4]);
});

test('a weighted sum is rounded once', () => {
  const tiny = 2 ** -30;

  expect(combine([1, tensor([1], 1)], [1, tensor([1], tiny)], [-1, tensor([1], 1)]).data[0]).toBe(tiny);
  expect(() => combine([1, tensor([1], 1)], [1, tensor([2], 1, 2)])).toThrow(RangeError);
});
