import { expect, test } from 'vitest';
import { alteredFrom, drawnUpon } from '../../../src/contract/source-type';

test.each([
  ['trainedAlgorithmicMedia', 'trainedAlgorithmicMedia'],
  ['compositeWithTrainedAlgorithmicMedia', 'compositeWithTrainedAlgorithmicMedia'],
  ['algorithmicallyEnhanced', 'compositeWithTrainedAlgorithmicMedia'],
] as const)('a model drawing upon %s makes %s', (before, after) => {
  expect(drawnUpon(before)).toBe(after);
});

test.each([
  [[], 'algorithmicallyEnhanced'],
  [['no-ai-training', 'c2pa'], 'algorithmicallyEnhanced'],
  [['watermark'], 'compositeWithTrainedAlgorithmicMedia'],
  [['iptc-trained', 'c2pa'], 'compositeWithTrainedAlgorithmicMedia'],
] as const)('altered from a file with the marks %j: %s', (marks, result) => {
  expect(alteredFrom(marks)).toBe(result);
});
