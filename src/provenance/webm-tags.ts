import { sourceTypeBase, type MarkOptions } from './marks';
import { xmpPacket } from './xmp';

/**
 * WebM has no standard place for XMP, but tags that a program may name as it likes: the source type in words of its own, for
 * people, and the packet that other files carry, for readers that look for one.
 */
export function webmTags(options: MarkOptions): Readonly<Record<string, string>> {
  return {
    DIGITAL_SOURCE_TYPE: `${sourceTypeBase}${options.sourceType}`,
    XMP: new TextDecoder().decode(xmpPacket(options)),
  };
}
