import type { CarriedMark } from '../contract/inspection';
import type { Picture } from '../contract/picture';
import type { Content } from './content.svelte';

/** A picture of the session as what the next one starts from, with the marks it goes on carrying. */
export function takeAsReference(content: Content, { pixels, carried = [] }: Picture): void {
  content.reference = pixels;
  content.referenceMarks = { of: pixels, marks: carried };
}

/** The marks that what is made of the reference picture goes on carrying. */
export function marksOfReference({ reference, referenceMarks }: Content): readonly CarriedMark[] {
  return reference !== undefined && referenceMarks?.of === reference ? referenceMarks.marks : [];
}
