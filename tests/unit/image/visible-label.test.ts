import { expect, test } from 'vitest';
import type { Pixels } from '../../../src/contract/pixels';
import { withLabel } from '../../../src/image/visible-label';

function filled(width: number, height: number, rgba: readonly number[]): Pixels {
  return { width, height, data: Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => rgba[i % 4]!) };
}

const at = ({ width, data }: Pixels, x: number, y: number) => [
  ...data.slice(4 * (y * width + x), 4 * (y * width + x) + 4),
];

test('the label lies over the lower right corner, and everything else is as it was', () => {
  const picture = filled(40, 30, [250, 250, 250, 255]);
  const label = filled(12, 6, [0, 0, 0, 128]);

  const labelled = withLabel(picture, label);

  expect(at(labelled, 30, 25)).toEqual([125, 125, 125, 255]);
  expect(at(labelled, 25, 25)).toEqual([250, 250, 250, 255]);
  expect(at(labelled, 39, 29)).toEqual([250, 250, 250, 255]);
  expect(picture).toEqual(filled(40, 30, [250, 250, 250, 255]));
});

test('on nothing it keeps its own colour and opacity', () => {
  const labelled = withLabel(filled(40, 30, [9, 9, 9, 0]), filled(12, 6, [255, 255, 255, 200]));

  expect(at(labelled, 30, 25)).toEqual([255, 255, 255, 200]);
});

test('one larger than the picture is cut off', () => {
  const labelled = withLabel(filled(4, 4, [0, 0, 0, 255]), filled(50, 20, [255, 255, 255, 255]));

  expect(labelled).toMatchObject({ width: 4, height: 4 });
});
