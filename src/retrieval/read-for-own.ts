import type { PromptReading } from './read-prompt';

/**
 * The prompt as it is read beside the visitor's own picture, which stands where its first subject would. What a cut-out is
 * to wear goes onto the cut-out. Over a whole picture no artwork is laid: it would cover what is there.
 */
export function readForOwn(reading: PromptReading, isCutOut: boolean): PromptReading {
  const { subjects, isForOwn, style, background } = reading;
  if (isCutOut) return isOneWorn(reading) ? { ...reading, subjects: subjects.slice(1), isForOwn: true } : reading;
  return {
    subjects: isForOwn ? [] : subjects.slice(0, 1),
    layout: 'single',
    ...(style !== undefined && { style }),
    ...(background !== undefined && { background }),
  };
}

const isOneWorn = ({ subjects, layout, isForOwn }: PromptReading) =>
  !isForOwn && subjects.length === 2 && ['wearing-head', 'wearing-eyes', 'wearing-neck'].includes(layout);
