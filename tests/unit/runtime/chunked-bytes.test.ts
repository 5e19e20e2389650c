import { expect, test } from 'vitest';
import { ChunkedBytes } from '../../../src/runtime/chunked-bytes';
import { someBytes } from '../file-host';

const content = someBytes(40 * 1024 * 1024 + 5); // three chunks of 16 MB

function filled(): ChunkedBytes {
  const bytes = new ChunkedBytes(content.length);
  for (let at = 0; at < content.length; at += 7_000_001) bytes.set(content.subarray(at, at + 7_000_001), at);
  return bytes;
}

const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

test('what was set in parts is read in others, over the borders of chunks', () => {
  const bytes = filled();

  expect(bytes.byteLength).toBe(content.length);
  for (const [from, to] of [
    [0, 10],
    [16_777_000, 33_600_000],
    [content.length - 3, content.length],
  ] as const) {
    expect(isSame(bytes.subarray(from, to), content.subarray(from, to))).toBe(true);
  }
});

test('is what a runtime takes for bytes', () => {
  expect(new ChunkedBytes(5)).toBeInstanceOf(Uint8Array);
});

test('read once, a chunk is let go when all of it was read, and not before', () => {
  const bytes = filled();
  bytes.readOnce = true;
  bytes.subarray(0, 8_000_000);
  expect(isSame(bytes.subarray(0, 100), content.subarray(0, 100))).toBe(true);

  bytes.subarray(8_000_000, 20_000_000);
  bytes.subarray(20_000_000, 20_000_001);

  expect(() => bytes.subarray(0, 10)).toThrow('let go');
  expect(isSame(bytes.subarray(20_000_001, 30_000_000), content.subarray(20_000_001, 30_000_000))).toBe(true);
});
