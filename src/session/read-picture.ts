import { namedError } from '../contract/errors';
import type { Pixels } from '../contract/pixels';

/** Files larger than this are refused before they are read. */
const maxFileBytes = 200 * 1024 * 1024;

/**
 * Any picture file the browser reads, turned upright (EXIF orientation), cut to the asked shape around its middle and
 * scaled to it. Only pixels come out: names, EXIF and GPS stay behind.
 * @throws PictureUnreadableError
 */
export async function readPicture(file: Blob, { width, height }: { width: number; height: number }): Promise<Pixels> {
  if (file.size === 0 || file.size > maxFileBytes) throw unreadable();
  const full = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw unreadable();
  });
  const scale = Math.max(width / full.width, height / full.height);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!; // a new canvas has a 2D context
  context.imageSmoothingQuality = 'high';
  const [w, h] = [full.width * scale, full.height * scale];
  context.drawImage(full, (width - w) / 2, (height - h) / 2, w, h);
  full.close();
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data };
}

function unreadable(): Error {
  return namedError('PictureUnreadableError', 'the file is not a picture this browser reads');
}
