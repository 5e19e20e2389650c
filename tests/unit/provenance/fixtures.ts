import { readFileSync } from 'node:fs';

/** Made by tests/golden/provenance/make.py. */
export function fixture(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(`tests/golden/provenance/${file}`));
}

/** Every kind of file that has a standard place for XMP. */
export const kinds = [
  { file: 'plain.png', mime: 'image/png' },
  { file: 'plain.jpg', mime: 'image/jpeg' },
  { file: 'lossy.webp', mime: 'image/webp' },
  { file: 'lossless.webp', mime: 'image/webp' },
  { file: 'alpha.webp', mime: 'image/webp' },
  { file: 'plain.gif', mime: 'image/gif' },
  { file: 'plain.mp4', mime: 'video/mp4' },
] as const;
