import { namedError } from '../contract/errors';
import type { Container } from './containers/container';
import { gif } from './containers/gif';
import { jpeg } from './containers/jpeg';
import { mp4 } from './containers/mp4';
import { png } from './containers/png';
import { webp } from './containers/webp';
import type { MarkOptions } from './marks';
import { xmpPacket } from './xmp';

/** The kinds of file that have a standard place for XMP. WebM has none: `webm-tags.ts`. */
export const containers: readonly Container[] = [png, jpeg, webp, gif, mp4];

/** The container that these bytes are, by their first bytes and not by what anybody says they are. */
export function containerOf(bytes: Uint8Array): Container | undefined {
  return containers.find((container) => container.matches(bytes));
}

/**
 * The same file, saying in XMP how it was made. A WebM comes back as it was: its tags were written with its frames.
 * @throws EncodingError when the bytes are not a whole file of the kind that `mime` names.
 */
export function addMarks(bytes: Uint8Array, mime: string, options: MarkOptions): Uint8Array<ArrayBuffer> {
  const type = mime.split(';')[0]!.trim().toLowerCase();
  if (type === 'video/webm') return new Uint8Array(bytes);
  const container = containers.find((candidate) => candidate.mime === type);
  if (!container?.matches(bytes)) {
    throw namedError('EncodingError', `Expected a whole ${type} file to mark.`);
  }
  return container.withXmp(bytes, xmpPacket(options));
}
