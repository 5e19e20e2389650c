import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cutArtwork } from '../../../src/image/cut-artwork';
import { layOver } from '../../../src/image/lay-over';

interface Golden {
  readonly cases: readonly {
    readonly name: string;
    readonly side: number;
    readonly rgb: string;
    /** Fifteenths. */
    readonly coverage: readonly number[];
    readonly premultiplied: string;
  }[];
}

/** Made by models/training/cut.py: tests/golden/scripts/cut.py. */
const golden = JSON.parse(readFileSync(new URL('../../golden/cut/artwork.json', import.meta.url), 'utf8')) as Golden;
const bytes = (text: string) => new Uint8ClampedArray(Buffer.from(text, 'base64'));
const opaque = (rgb: Uint8ClampedArray) =>
  Uint8ClampedArray.from({ length: (rgb.length / 3) * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : rgb[(i >> 2) * 3 + (i % 4)]!,
  );

describe('an artwork decoded on white', () => {
  test.each(golden.cases.map((one) => [one.name, one] as const))(
    'a %s is cut out as the training’s own code does',
    (_, { side, rgb, coverage, premultiplied }) => {
      const picture = { width: side, height: side, data: opaque(bytes(rgb)) };

      const { data } = cutArtwork(
        picture,
        Float32Array.from(coverage, (level) => level / 15),
      );

      const wanted = bytes(premultiplied);
      const far = [...wanted.keys()].filter((i) => {
        const alpha = data[i - (i % 4) + 3]!;
        const value = i % 4 === 3 ? alpha : (data[i]! * alpha) / 255;
        return Math.abs(value - wanted[i]!) > 3;
      });
      expect(far).toEqual([]);
    },
  );

  test('leaves no white behind at the rim of a disc, and keeps the white within it', () => {
    const [side, cell, radius] = [64, 16, 24];
    const share = (x: number, y: number) => Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(x - 31.5, y - 31.5)));
    const data = new Uint8ClampedArray(4 * side * side).fill(255);
    const coverage = new Float32Array((side / cell) ** 2);
    for (let p = 0; p < side * side; p++) {
      const [x, y] = [p % side, Math.floor(p / side)];
      const isEye = Math.hypot(x - 31.5, y - 31.5) < 6;
      const disc = share(x, y);
      if (!isEye) [200, 40, 40].forEach((value, c) => (data[4 * p + c] = 255 * (1 - disc) + value * disc));
      coverage[Math.floor(y / cell) * (side / cell) + Math.floor(x / cell)]! += disc / cell ** 2;
    }

    const night = { width: side, height: side, data: new Uint8ClampedArray(4 * side * side).fill(0) };
    layOver(night, cutArtwork({ width: side, height: side, data }, coverage), 0, 0);

    for (let p = 0; p < side * side; p++) {
      const [x, y] = [p % side, Math.floor(p / side)];
      const from = Math.hypot(x - 31.5, y - 31.5);
      if (from > radius - 4 && from < radius + 4) expect(night.data[4 * p + 1]).toBeLessThan(60);
      if (from < 4) expect(night.data[4 * p + 1]).toBeGreaterThan(250);
    }
  });
});
