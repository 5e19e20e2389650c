import { expect, test } from 'vitest';
import { drawEllipses } from '../../../src/image/draw-ellipses';

const black = () => ({
  width: 20,
  height: 10,
  data: new Uint8ClampedArray(800).map((_, i) => (i % 4 === 3 ? 255 : 0)),
});
const white = [255, 255, 255];

test('fills as much as an ellipse has, and nothing outside it', () => {
  const picture = black();

  drawEllipses(picture, [{ centre: [10, 5], radii: [6, 3], rgb: white, opacity: 1 }]);

  const filled = picture.data.reduce((sum, value, i) => (i % 4 === 0 ? sum + value / 255 : sum), 0);
  expect(filled).toBeGreaterThan(Math.PI * 18 * 0.93);
  expect(filled).toBeLessThan(Math.PI * 18 * 1.07);
  expect(picture.data[0]).toBe(0);
  expect(picture.data[4 * (5 * 20 + 10)]).toBe(255);
});

test('lets through what its opacity says, and keeps to the picture', () => {
  const picture = black();

  drawEllipses(picture, [{ centre: [0, 0], radii: [6, 6], rgb: [200, 100, 0], opacity: 0.5 }]);

  expect([...picture.data.subarray(0, 4)]).toEqual([100, 50, 0, 255]);
});
