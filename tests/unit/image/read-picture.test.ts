import { afterEach, expect, test, vi } from 'vitest';
import { readPicture } from '../../../src/image/read-picture';

const drawn: number[][] = [];

/** The browser's decoder and canvas are what Node lacks; what is drawn where is ours. */
class Canvas {
  readonly width: number;
  readonly height: number;
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }
  getContext() {
    return {
      drawImage: (_: unknown, ...place: number[]) => drawn.push(place),
      getImageData: () => ({ data: new Uint8ClampedArray(4 * this.width * this.height) }),
    };
  }
}

afterEach(() => {
  drawn.length = 0;
  vi.unstubAllGlobals();
});

function withPictureOf(width: number, height: number) {
  const close = vi.fn();
  const decode = vi.fn(async () => ({ width, height, close }));
  vi.stubGlobal('createImageBitmap', decode);
  vi.stubGlobal('OffscreenCanvas', Canvas);
  return { decode, close };
}

/** The head and the end of a PNG; what lies between is the decoder's business. */
function pngOf(width: number, height: number): Blob {
  const bytes = new Uint8Array(40);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x89504e47);
  view.setUint32(16, width);
  view.setUint32(20, height);
  bytes.set([0x49, 0x45, 0x4e, 0x44], 36);
  return new Blob([bytes]);
}

test('a wide picture is scaled to the height and cut left and right', async () => {
  withPictureOf(400, 200);

  expect(await readPicture(pngOf(400, 200), { width: 100, height: 100 })).toMatchObject({ width: 100, height: 100 });
  expect(drawn).toEqual([[-50, 0, 200, 100]]);
});

test('a tall picture is scaled to the width and cut above and below', async () => {
  withPictureOf(50, 200);

  await readPicture(pngOf(50, 200), { width: 100, height: 100 });

  expect(drawn).toEqual([[0, -150, 100, 400]]);
});

test('is turned upright as its EXIF says, and the decoded original is let go', async () => {
  const { decode, close } = withPictureOf(10, 10);
  const file = pngOf(10, 10);

  await readPicture(file, { width: 10, height: 10 });

  expect(decode).toHaveBeenCalledWith(file, { imageOrientation: 'from-image' });
  expect(close).toHaveBeenCalledOnce();
});

test('a large picture is reduced while it is decoded, to no less than what is asked for', async () => {
  const { decode } = withPictureOf(512, 256);
  const file = pngOf(12000, 6000);

  await readPicture(file, { width: 256, height: 256 });

  const options = { imageOrientation: 'from-image', resizeWidth: 512, resizeQuality: 'high' };
  expect(decode).toHaveBeenCalledWith(file, options);
});

test('what cannot be a picture, or is larger than a browser bears, never reaches the decoder', async () => {
  const { decode } = withPictureOf(10, 10);
  const asked = { width: 10, height: 10 };

  expect(await readPicture(new Blob([]), asked)).toEqual({ problem: 'not-a-picture' });
  expect(await readPicture(new Blob(['<svg onload="x()"/>']), asked)).toEqual({ problem: 'not-a-picture' });
  expect(await readPicture(pngOf(60000, 60000), asked)).toEqual({ problem: 'too-large' });
  expect(decode).not.toHaveBeenCalled();
});

test('a picture that the decoder refuses is told', async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no')));

  expect(await readPicture(pngOf(10, 10), { width: 10, height: 10 })).toEqual({ problem: 'undecodable' });
});
