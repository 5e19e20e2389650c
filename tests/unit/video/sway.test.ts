import { expect, test } from 'vitest';
import { difference } from '../../../src/video/flicker';
import { sway } from '../../../src/video/sway';
import { disc } from './pictures';

const size = 64;

test('a swaying picture starts and ends as it is, and closes at rest', () => {
  const frames = Array.from({ length: 24 }, (_, i) => sway(disc(size), i / 24, 1, 7));

  const steps = frames.map((frame, i) => difference(frame, frames[(i + 1) % 24]!));
  expect(frames[0]).toEqual(disc(size));
  expect(steps.at(-1)).toBeLessThan(Math.max(...steps) / 2);
  expect(Math.max(...steps)).toBeGreaterThan(0.002);
});

test('reach says how far, and seeds sway differently', () => {
  const far = (reach: number, seed: number) => difference(sway(disc(size), 0.4, reach, seed), disc(size));

  expect(far(0.2, 7)).toBeLessThan(far(1, 7));
  expect(difference(sway(disc(size), 0.4, 1, 7), sway(disc(size), 0.4, 1, 8))).toBeGreaterThan(0.002);
});
