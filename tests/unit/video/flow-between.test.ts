import { describe, expect, test } from 'vitest';
import { blend } from '../../../src/image/blend';
import { difference } from '../../../src/video/flicker';
import { betweenByFlow } from '../../../src/video/flow-between';
import { opticalFlow } from '../../../src/video/optical-flow';
import { disc } from './pictures';

describe('opticalFlow', () => {
  test('a still picture does not move', () => {
    const { x, y } = opticalFlow(disc(64), disc(64));

    expect(Math.max(...x.map(Math.abs), ...y.map(Math.abs))).toBe(0);
  });

  test('finds how far the edge of a disc has moved', () => {
    const { x } = opticalFlow(disc(64), disc(64, 6));

    const rightEdge = x[32 * 64 + 48]!;
    expect(rightEdge).toBeGreaterThan(4.5);
    expect(rightEdge).toBeLessThan(7.5);
  });
});

describe('betweenByFlow', () => {
  test('half way a moving disc is where it would be, better than a cross-fade says', () => {
    const [a, b, middle] = [disc(64, -4), disc(64, 4), disc(64, 0)];

    const byFlow = difference(betweenByFlow()(a, b, 0.5), middle);

    expect(byFlow).toBeLessThan(difference(blend(a, b, 0.5), middle) / 2);
  });

  test('at the ends it is the pictures themselves', () => {
    const [a, b] = [disc(64, -4), disc(64, 4)];

    expect(difference(betweenByFlow()(a, b, 0), a)).toBeLessThan(1e-6);
    expect(difference(betweenByFlow()(a, b, 1), b)).toBeLessThan(1e-6);
  });
});
