import type { CarriedMark } from './inspection';

/**
 * How a picture of the session came to be, in IPTC's terms (https://cv.iptc.org/newscodes/digitalsourcetype/): drawn by a
 * trained model; the same with a photo or somebody's picture in it; or a photo altered by a program, with no model's drawing.
 */
export type SourceType = 'trainedAlgorithmicMedia' | 'compositeWithTrainedAlgorithmicMedia' | 'algorithmicallyEnhanced';

/** What a picture becomes when a model draws upon it. */
export function drawnUpon(picture: SourceType): SourceType {
  return picture === 'trainedAlgorithmicMedia' ? picture : 'compositeWithTrainedAlgorithmicMedia';
}

/** What a program makes of a file, by the file's own marks: those of a machine are not lost on the way. */
export function alteredFrom(marks: readonly CarriedMark[]): SourceType {
  const saysMachine = marks.some((mark) => mark !== 'c2pa' && mark !== 'no-ai-training');
  return saysMachine ? 'compositeWithTrainedAlgorithmicMedia' : 'algorithmicallyEnhanced';
}
