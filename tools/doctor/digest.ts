import { createHash } from 'node:crypto';

/**
 * Ways to ask for a file, with what they are called. A host keeps compressed copies beside it, and which one a visitor gets
 * depends on the browser and on https: each may hold something else. One that is sent as it is has no others.
 */
export const forms: readonly { readonly accept: string; readonly name: string }[] = [
  { accept: 'br, gzip', name: '' },
  { accept: 'gzip', name: ' to who takes no brotli' },
  { accept: 'identity', name: ' to who takes nothing compressed' },
];

/** SHA-256 of what the browser would see, unpacked. */
export async function digestOf(response: Response): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    hash.update(part.value);
    bytes += part.value.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
