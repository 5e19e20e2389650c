import type { Pixels } from '../../contract/pixels';
import type { PhotoProblem } from '../../contract/portrait';
import { maxFileBytes, minSide, readHeader } from './photo-format';

/** Side that photos are reduced to: what art needs, and no more. */
const photoSide = 2048;

/**
 * A photo file's pixels, upright by its EXIF turn, at most `photoSide` wide and high, opaque. Nothing else of the file
 * (place, time, names) is read. Works in workers. A large file is reduced while it is decoded.
 */
export async function decodePhoto(file: Blob): Promise<Pixels | { readonly problem: PhotoProblem }> {
  if (file.size > maxFileBytes) return { problem: 'too-large' };
  const header = readHeader(new Uint8Array(await file.arrayBuffer()));
  if ('problem' in header) return header;

  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image', ...reduction(header.size) });
  } catch {
    return { problem: 'undecodable' };
  }
  const { width, height } = bitmap;
  if (Math.min(width, height) < minSide) return { problem: 'too-small' };
  const scale = Math.min(1, photoSide / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  // Opaque: what hides under full transparency is not part of the picture.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!; // a new 2D canvas has one
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  canvas.width = canvas.height = 0;
  return { width: Math.round(width * scale), height: Math.round(height * scale), data };
}

/** One side is enough: the browser keeps the proportions. Which side comes first after an EXIF turn does not matter. */
function reduction(size: { width: number; height: number } | undefined): ImageBitmapOptions {
  const longest = size ? Math.max(size.width, size.height) : 0;
  if (!size || longest <= photoSide) return {};
  const scale = photoSide / longest;
  return { resizeWidth: Math.max(1, Math.round(size.width * scale)), resizeQuality: 'high' };
}
