import { namedError } from '../contract/errors';
import type { CarriedMark, Findings } from '../contract/inspection';
import type { Pixels } from '../contract/pixels';

const longestFile = 512 * 1024 * 1024;
/** The watermark repeats every 120 pixels: this much of a picture's middle is enough to look for it. */
const longestSide = 640;

/**
 * Which marks a file has, found on this device. A picture is decoded too, to look for the watermark; a video's frames are not.
 * @throws PictureUnreadableError when the file cannot be read at all
 */
export async function inspectFile(file: Blob): Promise<Findings> {
  if (file.size > longestFile) throw namedError('PictureUnreadableError', 'the file is larger than Inspect reads');
  const [{ inspect }, buffer, pixels] = await Promise.all([
    import('../provenance/inspect'),
    file.arrayBuffer().catch(() => {
      throw namedError('PictureUnreadableError', 'the file cannot be read');
    }),
    pixelsOf(file),
  ]);
  return inspect(new Uint8Array(buffer), pixels);
}

/** The marks of an input picture that what is made of it goes on carrying; none for a file that cannot be read. */
export async function marksOfFile(file: Blob): Promise<readonly CarriedMark[]> {
  const [{ carriedFrom }, found] = await Promise.all([
    import('../provenance/inspect'),
    inspectFile(file).catch(() => undefined),
  ]);
  return found ? carriedFrom(found) : [];
}

/** Undefined for what the browser does not decode as a picture. Of a larger picture the middle, at its own scale. */
async function pixelsOf(file: Blob): Promise<Pixels | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return undefined;
  const width = Math.min(bitmap.width, longestSide);
  const height = Math.min(bitmap.height, longestSide);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!; // a new canvas has a 2D context
  context.drawImage(bitmap, Math.floor((width - bitmap.width) / 2), Math.floor((height - bitmap.height) / 2));
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data };
}
