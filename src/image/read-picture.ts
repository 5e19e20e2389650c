import type { PictureReading, Size } from '../contract/file-api';
import type { Pixels } from '../contract/pixels';
import { maxFileBytes, readHeader } from './portrait/photo-format';

/**
 * Any picture file the browser reads, turned upright (EXIF orientation), cut to the asked shape around its middle and
 * scaled to it, or why it cannot be used. Only pixels come out: names, EXIF and GPS stay behind.
 */
export async function readPicture(file: Blob, asked: Size): Promise<PictureReading> {
  if (file.size > maxFileBytes) return { problem: 'too-large' };
  const header = readHeader(new Uint8Array(await file.arrayBuffer()), 1);
  if ('problem' in header) return header;
  const options = { imageOrientation: 'from-image', ...reduction(header.size, asked) } as const;
  const full = await createImageBitmap(file, options).catch(() => undefined);
  if (!full) return { problem: 'undecodable' };
  const { width, height } = asked;
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

/** A large picture is reduced while it is decoded, to what still covers the asked shape after any EXIF turn. */
function reduction(size: Size | undefined, asked: Size): ImageBitmapOptions {
  if (!size) return {};
  const scale = Math.max(asked.width, asked.height) / Math.min(size.width, size.height);
  return scale < 1 ? { resizeWidth: Math.ceil(size.width * scale), resizeQuality: 'high' } : {};
}

/** The watermark repeats every 120 pixels: this much of a picture's middle is enough to look for it. */
const longestSide = 640;

/** The middle of a picture file at its own scale; undefined for what the browser does not decode, or would choke on. */
export async function readMiddle(file: Blob, bytes: Uint8Array): Promise<Pixels | undefined> {
  const header = readHeader(bytes, 1);
  if ('problem' in header && header.problem === 'too-large') return undefined;
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return undefined;
  const pixels = middleOf(bitmap, bitmap);
  bitmap.close();
  return pixels;
}

/** Of a larger picture the middle, at its own scale. */
export function middleOf(source: CanvasImageSource, size: Size): Pixels {
  const width = Math.min(size.width, longestSide);
  const height = Math.min(size.height, longestSide);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!; // a new canvas has a 2D context
  context.drawImage(source, Math.floor((width - size.width) / 2), Math.floor((height - size.height) / 2));
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data };
}
