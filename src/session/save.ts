import { namedError } from '../contract/errors';
import type { Pixels } from '../contract/pixels';

/** The one place where content becomes a Blob or an address: to be saved, or, for a film to be inspected, to be played. */

/** `ephemera-<width>x<height>-<n>.<ext>`: no prompt, no seed, no date. */
export function fileName({ width, height }: { width: number; height: number }, n: number, extension: string): string {
  return `ephemera-${width}x${height}-${n}.${extension}`;
}

/** @throws EncodingError when the browser cannot encode the picture. */
export async function encodePicture(
  { width, height, data }: Pixels,
  mime = 'image/png',
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw namedError('EncodingError', 'this browser gave no canvas to encode on');
  context.putImageData(new ImageData(data, width, height), 0, 0);
  const blob = await canvas.convertToBlob({ type: mime, quality: 0.95 }).catch(() => undefined);
  if (!blob || blob.type !== mime) throw namedError('EncodingError', `this browser cannot write ${mime}`);
  return new Uint8Array(await blob.arrayBuffer());
}

/** Hands bytes to the browser's download; the address is revoked as soon as the browser has taken the file. */
export function offer(bytes: Uint8Array<ArrayBuffer>, mime: string, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  given.add(url);
  setTimeout(() => revoke(url), 10_000); // the browser reads the file in its own time
}

/** An address for a file that the visitor chose, only while it is in use: the browser's player takes nothing else. */
export async function lendAddress<T>(file: Blob, use: (url: string) => Promise<T>): Promise<T> {
  const url = URL.createObjectURL(file);
  given.add(url);
  try {
    return await use(url);
  } finally {
    revoke(url);
  }
}

const given = new Set<string>();

function revoke(url: string): void {
  URL.revokeObjectURL(url);
  given.delete(url);
}

/** Revokes every address still out. Returns how many. */
export function revokeAll(): number {
  const count = given.size;
  for (const url of [...given]) revoke(url);
  return count;
}
