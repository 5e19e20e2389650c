import { createHash } from 'node:crypto';

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
