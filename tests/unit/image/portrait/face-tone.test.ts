import { expect, test } from 'vitest';
import { firmFeatures } from '../../../../src/image/portrait/face-tone';
import { centreOf, ffhqCrop } from '../../../../src/image/portrait/geometry';
import { takeSitter } from '../../../../src/image/portrait/sitter';
import { readSitting } from '../../../browser/photos/sitting';

test('in light that shows no feature, brows, irises and lips are drawn, and cheeks and teeth stay as they are', () => {
  const side = 256;
  const { photo, aligned } = readSitting();
  const sitter = takeSitter(photo, aligned, ffhqCrop(aligned.landmarks), side);
  const skin = sitter.faceTone(0.36);
  const even = new Float32Array(side * side).fill(skin);

  const tone = firmFeatures(even, sitter);

  const { face } = sitter;
  const at = ({ x, y }: { x: number; y: number }) => tone[Math.round(y) * side + Math.round(x)]!;
  const mouth = centreOf(face.innerLips);
  const cheek = { x: face.leftIris.x, y: (face.leftIris.y + mouth.y) / 2 };
  expect(at(cheek)).toBeCloseTo(skin, 5);
  expect(at(mouth)).toBeCloseTo(skin, 5);
  expect(at(face.leftIris)).toBeLessThan(0.5 * skin);
  // A brow is bent: its middle may lie beside it.
  const aroundBrow = [-4, -2, 0, 2, 4].map((down) => ({ ...centreOf(face.rightBrow), down }));
  expect(Math.min(...aroundBrow.map(({ x, y, down }) => at({ x, y: y + down })))).toBeLessThan(0.7 * skin);
  const lowerLip = { x: mouth.x, y: Math.max(...face.outerLips.map(({ y }) => y)) - 3 };
  expect(at(lowerLip)).toBeLessThan(0.9 * skin);
});
