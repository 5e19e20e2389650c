import { expect, test } from 'vitest';
import type { Pixels } from '../../../src/contract/pixels';
import { createArtist } from '../../../src/image/portrait/artist';
import { noNudge } from '../../../src/image/portrait/frame';
import { measureFace } from '../../../src/image/portrait/geometry';
import { alignDrawnFace } from '../../../tools/aligned-faces-lib';
import { readSitting } from '../../browser/photos/sitting';

const side = 256;
const skin = [250, 200, 60] as const;
const ink = [40, 30, 30] as const;
/** Turned, off the middle and small: alignment has something to do. */
const features = {
  eyes: [
    [88, 104],
    [136, 92],
  ],
  mouth: [123, 146],
} as const;

function drawing(): Pixels {
  const data = new Uint8ClampedArray(4 * side * side);
  const disc = ([cx, cy]: readonly [number, number], radius: number, rgb: readonly number[]) => {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        if (Math.hypot(x + 0.5 - cx, y + 0.5 - cy) < radius) data.set([...rgb, 255], 4 * (y * side + x));
      }
    }
  };
  disc([118, 116], 70, skin);
  for (const eye of features.eyes) disc(eye, 8, ink);
  return { width: side, height: side, data };
}

/** The middles of what is as dark as ink, left and right of the middle. */
function eyesOf({ data }: Pixels) {
  return [0, 1].map((half) => {
    const sum = { x: 0, y: 0, n: 0 };
    for (let i = 0; i < side * side; i++) {
      if (Math.floor((2 * (i % side)) / side) !== half || data[4 * i]! > 100) continue;
      sum.x += (i % side) + 0.5;
      sum.y += Math.floor(i / side) + 0.5;
      sum.n++;
    }
    return { x: sum.x / sum.n, y: sum.y / sum.n };
  });
}

/** Where Portrait puts the eyes of a face that has room around it in its photo. */
function canonicalEyes() {
  const { photo, aligned } = readSitting();
  const by = photo.width;
  const moved = <T>(value: T) =>
    JSON.parse(JSON.stringify(value, (key, at: unknown) => (/^c?[xy]$/.test(key) ? (at as number) + by : at))) as T; // what went in, moved
  const artist = createArtist();
  const large = { width: 3 * by, height: 3 * by, data: new Uint8ClampedArray(36 * by * by).fill(255) };
  artist.sit(large, { ...aligned, crop: moved(aligned.crop), landmarks: moved(aligned.landmarks) });
  return measureFace(artist.startDiffusion(noNudge, '', side, 'drawing').expected);
}

test('training’s faces have their eyes where Portrait puts a photo’s', () => {
  const { eyes, eyeDistance } = canonicalEyes();

  const [right, left] = eyesOf(alignDrawnFace(drawing(), features, side).artwork);

  expect(Math.abs(right!.y - left!.y)).toBeLessThan(1);
  expect(Math.abs((right!.x + left!.x) / 2 - eyes.x)).toBeLessThan(1.5);
  expect(Math.abs((right!.y + left!.y) / 2 - eyes.y)).toBeLessThan(2.5);
  expect(left!.x - right!.x).toBeGreaterThan(0.95 * eyeDistance);
  expect(left!.x - right!.x).toBeLessThan(1.05 * eyeDistance);
});

test('what lies beside a drawing is what Portrait makes of a photo: features along a face’s outlines, white all around', () => {
  const { artwork, simplified } = alignDrawnFace(drawing(), features, side);
  const at = (pixels: Pixels, x: number, y: number) => [
    ...pixels.data.subarray(4 * (y * side + x), 4 * (y * side + x) + 4),
  ];

  expect(at(simplified, 2, 2)).toEqual([255, 255, 255, 0]);
  expect(at(artwork, 2, 2)[3]).toBe(0);
  expect(at(simplified, 128, 100)[3]).toBe(255);
  expect(simplified.data).not.toEqual(artwork.data);
});
