import type { CarriedMark } from '../contract/inspection';
import type { SourceType } from '../contract/source-type';

/** IPTC's terms for how a picture came to be (https://cv.iptc.org/newscodes/digitalsourcetype/). */
export const sourceTypeBase = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

/** The terms that say "a machine made this, or part of this". */
const aiSourceTypes = [
  'trainedAlgorithmicMedia',
  'compositeWithTrainedAlgorithmicMedia',
  'algorithmicMedia',
  'compositeSynthetic',
] as const;

/** True for pictures that a model drew or had a part in: only they get the watermark, which says so. */
export function saysMachine(sourceType: string): boolean {
  return aiSourceTypes.some((known) => known === sourceType);
}

/** What `addMarks` writes. There is no field for a prompt, a seed, a date, a device or a name, but for `recipe`. */
export interface MarkOptions {
  readonly sourceType: SourceType;
  /** The recipe as text: only when the visitor asked for it to be in the file. */
  readonly recipe?: string;
  /** From `readMarks` on the picture that this one was made from. */
  readonly carried?: readonly CarriedMark[];
}

const markOfSourceType: Readonly<Record<string, CarriedMark>> = {
  trainedAlgorithmicMedia: 'iptc-trained',
  compositeWithTrainedAlgorithmicMedia: 'iptc-composite',
  algorithmicMedia: 'iptc-algorithmic',
  compositeSynthetic: 'iptc-synthetic-composite',
};

/** The mark for an IPTC digital source type, if it is one that speaks of machines. */
export function markForSourceType(uri: string): CarriedMark | undefined {
  return markOfSourceType[uri.slice(uri.lastIndexOf('/') + 1)];
}
