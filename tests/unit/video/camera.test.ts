import { describe, expect, test } from 'vitest';
import { film } from '../../../src/video/camera';
import { filmFrame, nest } from '../../../src/video/camera-moves';
import { shotAt, type SimpleMove } from '../../../src/video/camera-path';
import { takeApart } from '../../../src/image/cut-out';
import { difference } from '../../../src/video/flicker';
import { at, disc, paint } from './pictures';

const size = 64;
const simpleMoves: SimpleMove[] = ['zoom', 'pan', 'turn', 'sway'];
const still = { x: 0.5, y: 0.5, zoom: 1, turn: 0 };

describe('film', () => {
  test('looking at the whole picture gives the picture', () => {
    expect(film(disc(size), still)).toEqual(disc(size));
  });

  test('a camera turned a quarter clockwise sees the right side on top', () => {
    const picture = paint(size, size, (x) => (x < size / 2 ? [255, 0, 0] : [0, 0, 255]));

    const turned = film(picture, { ...still, turn: Math.PI / 2 });

    expect([at(turned, 32, 4), at(turned, 32, 60)]).toEqual([
      [0, 0, 255, 255],
      [255, 0, 0, 255],
    ]);
  });

  test('nearer by two, the middle half fills the frame', () => {
    const near = film(disc(size), { ...still, zoom: 2 });

    expect(at(near, 4, 32)).toEqual([220, 40, 40, 255]);
    expect(at(disc(size), 4, 32)).toEqual([230, 240, 250, 255]);
  });
});

describe('simple moves', () => {
  test.each(simpleMoves)('%s never shows what is outside the picture', (move) => {
    const opaque = disc(size);
    for (const loop of [true, false]) {
      for (let t = 0; t <= 1; t += 1 / 16) {
        const { data } = film(opaque, shotAt(move, t, 1, loop), 'clear');
        let clear = 0;
        // The outermost row may be half covered by the filter.
        for (let y = 2; y < size - 2; y++) {
          for (let x = 2; x < size - 2; x++) if (data[(y * size + x) * 4 + 3]! < 250) clear++;
        }
        expect(clear, `${move} at ${t}`).toBe(0);
      }
    }
  });

  test.each(simpleMoves)('%s comes back to where it began', (move) => {
    const [start, end] = [shotAt(move, 0, 0.7, true), shotAt(move, 1, 0.7, true)];

    expect(difference(film(disc(size), start), film(disc(size), end))).toBeLessThan(1e-3);
  });
});

describe('moves of several pictures', () => {
  const pictures = [disc(size), disc(size, 6), paint(size, size, (x, y) => [x * 4, y * 4, 128])];

  test('parallax moves the subject further than the ground, and closes', () => {
    const scene = { picture: disc(size), layers: takeApart(disc(size)) };

    const frames = [0, 0.25, 1].map((t) => filmFrame(scene, 'parallax', t, 1, true));

    expect(difference(frames[0]!, frames[2]!)).toBeLessThan(1e-3);
    expect(difference(frames[0]!, frames[1]!)).toBeGreaterThan(0.01);
  });

  test('a sticker floats over a ground that goes by and closes', () => {
    const ground = pictures[2]!;
    const scene = { picture: disc(size), layers: { ...takeApart(disc(size)), ground } };

    const frames = [0, 0.5, 1].map((t) => filmFrame(scene, 'sticker', t, 1, true));

    expect(difference(frames[0]!, frames[2]!)).toBeLessThan(1e-3);
    expect(difference(frames[0]!, frames[1]!)).toBeGreaterThan(0.1);
    expect(at(frames[1]!, 32, 32)).toEqual([220, 40, 40, 255]);
  });

  test.each([true, false])('endless zoom never jumps where one picture gives way to the next (loop: %s)', (loop) => {
    const scene = { picture: pictures[0]!, nested: nest(pictures, loop) };
    const frameAt = (t: number) => filmFrame(scene, 'endless-zoom', t, 1, loop);
    const changes = loop ? [1 / 3, 2 / 3] : [1 / 2];

    const steps = changes.map((t) => difference(frameAt(t - 1e-4), frameAt(t + 1e-4)));
    if (loop) steps.push(difference(frameAt(1 - 1e-4), frameAt(1e-4)));

    const apart = { picture: pictures[0]!, nested: pictures.map((whole) => ({ whole, kept: whole, soft: whole })) };
    const [boundary] = changes;
    const jump = difference(
      filmFrame(apart, 'endless-zoom', boundary! - 1e-4, 1, loop),
      filmFrame(apart, 'endless-zoom', boundary! + 1e-4, 1, loop),
    );
    // What is left is the same small picture sampled once or twice.
    for (const step of steps) expect(step).toBeLessThan(0.01);
    expect(jump).toBeGreaterThan(0.02);
  });

  test('a move without its scene is refused', () => {
    expect(() => filmFrame({ picture: disc(size) }, 'parallax', 0, 1, true)).toThrow(RangeError);
  });
});
