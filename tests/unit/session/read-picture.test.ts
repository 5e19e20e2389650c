import { afterEach, expect, test, vi } from 'vitest';
import { readPicture } from '../../../src/session/read-picture';

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

const file = new Blob(['x']);
const unreadable = expect.objectContaining({ name: 'PictureUnreadableError' });

test('a wide picture is scaled to the height and cut left and right', async () => {
  withPictureOf(400, 200);

  expect(await readPicture(file, { width: 100, height: 100 })).toMatchObject({ width: 100, height: 100 });
  expect(drawn).toEqual([[-50, 0, 200, 100]]);
});

test('a tall picture is scaled to the width and cut above and below', async () => {
  withPictureOf(50, 200);

  await readPicture(file, { width: 100, height: 100 });

  expect(drawn).toEqual([[0, -150, 100, 400]]);
});

test('is turned upright as its EXIF says, and the decoded original is let go', async () => {
  const { decode, close } = withPictureOf(10, 10);

  await readPicture(file, { width: 10, height: 10 });

  expect(decode).toHaveBeenCalledWith(file, { imageOrientation: 'from-image' });
  expect(close).toHaveBeenCalledOnce();
});

test('an empty file, and one that is no picture, are PictureUnreadableErrors', async () => {
  const { decode } = withPictureOf(10, 10);
  await expect(readPicture(new Blob([]), { width: 1, height: 1 })).rejects.toThrow(unreadable);
  expect(decode).not.toHaveBeenCalled();

  decode.mockRejectedValueOnce(new DOMException('cannot decode', 'InvalidStateError'));
  await expect(readPicture(file, { width: 1, height: 1 })).rejects.toThrow(unreadable);
});
