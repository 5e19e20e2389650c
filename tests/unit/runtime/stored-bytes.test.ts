import { beforeEach, expect, test, vi } from 'vitest';
import { someBytes } from '../file-host';

const blobBytes = 1000;
const content = someBytes(3 * blobBytes + 5);
let read: number;

/** Node reads no Blob at once: these come with their bytes. */
class KnownBlob extends Blob {
  readonly content: Uint8Array<ArrayBuffer>;
  constructor(content: Uint8Array<ArrayBuffer>) {
    super([content]);
    this.content = content;
  }
}

beforeEach(() => {
  read = 0;
  vi.resetModules();
  vi.stubGlobal(
    'FileReaderSync',
    class {
      readAsArrayBuffer({ content }: KnownBlob): ArrayBuffer {
        read++;
        return content.slice().buffer;
      }
    },
  );
});

async function stored() {
  const { StoredBytes } = await import('../../../src/runtime/stored-bytes');
  const blobs = [0, 1, 2, 3].map((i) => new KnownBlob(content.slice(i * blobBytes, (i + 1) * blobBytes)));
  return new StoredBytes(blobs);
}

test('stored bytes are read in any parts, over the borders of chunks', async () => {
  const bytes = await stored();

  expect(bytes).toBeInstanceOf(Uint8Array);
  expect(bytes.byteLength).toBe(content.length);
  for (const [from, to] of [
    [0, 10],
    [990, 2010],
    [blobBytes, 2 * blobBytes],
    [5, content.length],
    [content.length - 3, content.length],
    [7, 7],
  ] as const) {
    expect([...bytes.subarray(from, to)]).toEqual([...content.subarray(from, to)]);
  }
});

test('a chunk is read once for all that lies in it, and is let go with the next', async () => {
  const bytes = await stored();
  const part = bytes.subarray(0, 100);
  bytes.subarray(100, 1000);
  expect(read).toBe(1);

  bytes.subarray(1000, 1001);

  expect(read).toBe(2);
  expect(part.length).toBe(0); // its memory is gone
});

test('in a page, which may not wait for a file, nothing is left in storage', async () => {
  vi.unstubAllGlobals();
  vi.resetModules();
  const { canReadStored } = await import('../../../src/runtime/stored-bytes');

  expect(canReadStored()).toBe(false);
});
