import type { PictureReading, Size } from '../contract/file-api';

/** A picture file of the visitor's in the asked shape, decoded in a worker. */
export async function readPicture(file: Blob, { width, height }: Size): Promise<PictureReading> {
  const { askFileWorker } = await import('../engine/file-client');
  return askFileWorker((api) => api.readPicture(file, { width, height }));
}
