import type { CarriedMark } from '../contract/inspection';
import type { Picture } from '../contract/picture';
import type { PhotoProblem } from '../contract/portrait';
import type { Content } from './content.svelte';

/** A picture of the session as what the next one starts from, with the marks it goes on carrying. */
export function takeAsReference(content: Content, { pixels, carried = [] }: Picture): void {
  content.reference = pixels;
  content.referenceMarks = { of: pixels, marks: carried };
}

/**
 * A picture file of the visitor's as what the next one starts from, decoded in a worker; or why it cannot be. It is there only
 * once its marks are known: what is made of it must carry them.
 */
export async function takeFileAsReference(content: Content, file: Blob): Promise<PhotoProblem | undefined> {
  const { width, height } = content.settings;
  const { askFileWorker } = await import('../engine/file-client');
  return askFileWorker(async (worker) => {
    const pixels = await worker.readPicture(file, { width, height });
    if ('problem' in pixels) return pixels.problem;
    const { carried } = await worker.inspect(file);
    content.reference = pixels;
    content.referenceMarks = { of: pixels, marks: carried };
    return undefined;
  });
}

/** The marks that what is made of the reference picture goes on carrying. */
export function marksOfReference({ reference, referenceMarks }: Content): readonly CarriedMark[] {
  return reference !== undefined && referenceMarks?.of === reference ? referenceMarks.marks : [];
}
