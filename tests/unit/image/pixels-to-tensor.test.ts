import { expect, test } from 'vitest';
import { pixelsToTensor, tensorToPixels } from '../../../src/image/pixels-to-tensor';
import { tensor } from '../../../src/tensor/tensor';

/** What the browser itself makes of a number in a picture's bytes. */
const asStored = (value: number) => Uint8ClampedArray.of(Math.fround(Math.fround(value / 2 + 0.5) * 255))[0]!;

test('values become bytes as a clamped array would round them: halves to even, and held within 0 to 255', () => {
  const halves = Array.from({ length: 256 }, (_, byte) => ((byte + 0.5) / 255) * 2 - 1);
  const near = [...halves, ...halves.map((value) => value + 1e-6), ...halves.map((value) => value - 1e-6)];
  const beyond = [-100, -1.001, -1, -0, 0, 1, 1.001, 1.004, 100, NaN];
  const values = [...near, ...beyond];

  const { data } = tensorToPixels(
    tensor(Float32Array.from([...values, ...values, ...values]), [1, 3, 1, values.length]),
  );

  const expected = Float32Array.from(values).map(asStored);
  for (const channel of [0, 1, 2])
    expect([...expected.keys()].map((i) => data[4 * i + channel])).toEqual([...expected]);
  expect([...expected.keys()].every((i) => data[4 * i + 3] === 255)).toBe(true);
});

test('an opaque picture comes back as it was; what is transparent lies on white', () => {
  const data = Uint8ClampedArray.from({ length: 4 * 256 }, (_, i) => (i % 4 === 3 ? 255 : (i * 7) % 256));
  expect(tensorToPixels(pixelsToTensor({ width: 16, height: 16, data })).data).toEqual(data);

  const half = pixelsToTensor({ width: 1, height: 1, data: Uint8ClampedArray.of(0, 0, 255, 128) });
  expect([...tensorToPixels(half).data]).toEqual([127, 127, 255, 255]);
});
