import { expect, test } from 'vitest';
import { drawnFace } from '../../../../src/image/portrait/drawn-face';
import { frameFace, noNudge } from '../../../../src/image/portrait/frame';
import { takeSitter } from '../../../../src/image/portrait/sitter';
import type { Point } from '../../../../src/contract/portrait';
import { readSitting } from '../../../browser/photos/sitting';

const side = 256;
const { photo, aligned } = readSitting();
const sitter = takeSitter(photo, aligned, frameFace(aligned.crop, photo, noNudge), side);
const drawn = drawnFace(sitter);

/** The mean colour of a patch as wide as one of the model's latents sees. */
function patch(rgb: Float32Array, { x, y }: Point, size = 8): readonly number[] {
  const sum = [0, 0, 0];
  for (let dy = 0; dy < size; dy++) {
    for (let dx = 0; dx < size; dx++) {
      const at = 3 * ((Math.round(y) - size / 2 + dy) * side + Math.round(x) - size / 2 + dx);
      for (let c = 0; c < 3; c++) sum[c]! += rgb[at + c]! / size ** 2;
    }
  }
  return sum;
}
const light = ([r, g, b]: readonly number[]) => 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
const cheek = { x: sitter.face.rightIris.x, y: (sitter.face.rightIris.y + sitter.face.outerLips[0]!.y) / 2 };

test('eyes are told from skin by what a model sees of them, better than in the photo', () => {
  for (const iris of [sitter.face.leftIris, sitter.face.rightIris]) {
    const contrast = (rgb: Float32Array) => light(patch(rgb, cheek)) - light(patch(rgb, iris));

    expect(contrast(drawn.rgb)).toBeGreaterThan(0.15);
    expect(contrast(drawn.rgb)).toBeGreaterThan(contrast(sitter.rgb) + 0.1);
  }
});

test('skin and hair keep their colours', () => {
  const hair = { x: (sitter.face.leftIris.x + sitter.face.rightIris.x) / 2, y: sitter.face.oval[0]!.y - 14 };
  for (const place of [cheek, hair]) {
    const [was, is] = [patch(sitter.rgb, place), patch(drawn.rgb, place)];

    for (let c = 0; c < 3; c++) expect(Math.abs(is[c]! - was[c]!)).toBeLessThan(0.1);
  }
});
