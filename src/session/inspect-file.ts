import { namedError } from '../contract/errors';
import type { Findings } from '../contract/inspection';
import type { Pixels } from '../contract/pixels';

const longestFile = 512 * 1024 * 1024;
/** The watermark is looked for in at most this many pixels a side: more would take long and tell no more. */
const longestSide = 2048;

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

/** Undefined for what the browser does not decode as a picture. Larger pictures are shown at their true scale, cut to the corner. */
async function pixelsOf(file: Blob): Promise<Pixels | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return undefined;
  const width = Math.min(bitmap.width, longestSide);
  const height = Math.min(bitmap.height, longestSide);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!; // a new canvas has a 2D context
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data };
}
