import { namedError } from '../contract/errors';
import type { Inspected } from '../contract/file-api';
import { readMiddle } from '../image/read-picture';
import { carriedFrom, inspect } from '../provenance/inspect';

const longestFile = 512 * 1024 * 1024;

/** Reads a file once for the marks beside its pixels, and decodes it for the one in them. */
export async function inspectFile(file: Blob): Promise<Inspected> {
  if (file.size > longestFile) throw namedError('PictureUnreadableError', 'the file is larger than Inspect reads');
  const buffer = await file.arrayBuffer().catch(() => {
    throw namedError('PictureUnreadableError', 'the file cannot be read');
  });
  const bytes = new Uint8Array(buffer);
  const middle = await readMiddle(file, bytes).catch(() => undefined); // marks beside the pixels are still found
  const findings = await inspect(bytes, ...(middle ? [middle] : []));
  return { findings, carried: carriedFrom(findings), isPicture: middle !== undefined };
}
