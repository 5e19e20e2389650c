import { expect, test } from 'vitest';
import { logFloat32 } from '../../../src/schedulers/log-float32';

// numpy 2.4 on x86, in the shortest decimals of float32. The first six are not the rounded logarithm.
test.each([
  [1.7414962, 0.5547446],
  [0.37864915, -0.9711453],
  [3730.6084, 8.224327],
  [247.48982, 5.5113697],
  [0.6524822, -0.42697138],
  [10.792089, 2.3788133],
  [2.3124511, 0.83830804],
  [161.5061, 5.0845428],
  [1, 0],
  [2, 0.6931472],
  [1.4142135, 0.3465736],
])('the logarithm of %s is %s, as numpy has it', (x, expected) => {
  expect(logFloat32(Math.fround(x))).toBe(Math.fround(expected));
});
