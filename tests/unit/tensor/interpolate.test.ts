import { describe, expect, test } from 'vitest';
import { closedWalk, distance, lerp, slerp, smoothed } from '../../../src/tensor/interpolate';
import { tensor, type Tensor } from '../../../src/tensor/tensor';

/** Normal-looking numbers without a generator: the sum of twelve sines of unrelated speeds. */
const noise = (start: number): Tensor =>
  tensor(
    Float32Array.from({ length: 4096 }, (_, i) => {
      let sum = 0;
      for (let k = 1; k <= 12; k++) sum += Math.sin((i + 1) * (start + k * 1.618) * 2.399);
      return sum / Math.sqrt(6);
    }),
    [1, 4, 32, 32],
  );
const spread = ({ data }: Tensor) => Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);

describe('slerp', () => {
  test('is its ends at the ends', () => {
    const [a, b] = [noise(1), noise(2)];

    expect(distance(slerp(a, b, 0), a)).toBeLessThan(1e-6);
    expect(distance(slerp(a, b, 1), b)).toBeLessThan(1e-6);
  });

  test('keeps noise as strong half way as at the ends, which lerp does not', () => {
    const [a, b] = [noise(1), noise(2)];

    expect(spread(slerp(a, b, 0.5)) / spread(a)).toBeCloseTo(1, 1);
    expect(spread(lerp(a, b, 0.5)) / spread(a)).toBeLessThan(0.8);
  });

  test('equal ends stay what they are', () => {
    const a = noise(1);

    expect(distance(slerp(a, a, 0.3), a)).toBeLessThan(1e-6);
  });

  test('other dims are refused', () => {
    expect(() => slerp(noise(1), tensor(new Float32Array(1), [1]), 0.5)).toThrow(RangeError);
  });
});

describe('closedWalk', () => {
  const [centre, east, north] = [noise(1), noise(2), noise(3)];
  const at = (t: number) => closedWalk(centre, east, north, t, 0.3);

  test('leaves from the centre and comes back to it', () => {
    expect(distance(at(0), centre)).toBeLessThan(1e-6);
    expect(distance(at(1), centre)).toBeLessThan(1e-6);
    expect(distance(at(0.5), centre)).toBeGreaterThan(0.3);
  });

  test('its last step is shorter than its steps on the way', () => {
    const steps = Array.from({ length: 24 }, (_, i) => distance(at(i / 24), at((i + 1) / 24)));

    const closing = steps.at(-1)!;
    expect(closing).toBeLessThan(Math.max(...steps) / 3);
  });
});

test('smoothing draws a state toward its neighbours and leaves a straight line as it is', () => {
  const [a, b] = [noise(1), noise(2)];

  const middle = smoothed(a, lerp(a, b, 0.5), b, 0.7);

  expect(distance(middle, lerp(a, b, 0.5))).toBeLessThan(1e-6);
  expect(distance(smoothed(a, b, a, 0.5), lerp(a, b, 0.5))).toBeLessThan(1e-6);
});
