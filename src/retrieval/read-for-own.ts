import type { PromptReading } from './read-prompt';

/**
 * The prompt as it is read beside the visitor's own picture, which stands where its first subject would: a cut-out takes its
 * place in the layout. Over a whole picture no artwork is laid: it would cover what is there.
 */
export function readForOwn(reading: PromptReading, isCutOut: boolean): PromptReading {
  const { subjects, layout, ownSlot, style, background } = reading;
  if (isCutOut) {
    if (ownSlot !== undefined || subjects.length < 2) return reading;
    const first = layout === 'sky' ? 1 : 0; // what hangs over it comes first there
    return { ...reading, subjects: subjects.filter((_, i) => i !== first), ownSlot: first };
  }
  return {
    subjects: ownSlot === undefined ? subjects.slice(0, 1) : [],
    layout: 'single',
    ...(style !== undefined && { style }),
    ...(background !== undefined && { background }),
  };
}
