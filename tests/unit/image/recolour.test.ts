import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Pixels } from '../../../src/contract/pixels';
import { recolour, type Rgb } from '../../../src/image/recolour';

interface Golden {
  readonly rgb: Readonly<Record<string, Rgb>>;
  readonly cases: readonly {
    readonly name: string;
    readonly width: number;
    readonly height: number;
    readonly rgba: string;
    readonly made: Readonly<Record<string, string>>;
  }[];
}

/** Made by models/training/compose.py: tests/golden/scripts/recolour.py. */
const golden = JSON.parse(
  readFileSync(new URL('../../golden/recolour/pictures.json', import.meta.url), 'utf8'),
) as Golden;
const bytes = (text: string) => new Uint8ClampedArray(Buffer.from(text, 'base64'));
const pairs = golden.cases.flatMap((one) => Object.keys(one.made).map((colour) => [one.name, colour, one] as const));

describe('recolour', () => {
  test.each(pairs)('a %s in %s is what the training data shows', (_, colour, { width, height, rgba, made }) => {
    const result = recolour({ width, height, data: bytes(rgba) }, golden.rgb[colour]!);

    const wanted = bytes(made[colour]!);
    // The training's target colour is not rounded to bytes as the page's is.
    const far = [...result.data.keys()].filter(
      (i) => wanted[i - (i % 4) + 3]! > 0 && Math.abs(result.data[i]! - wanted[i]!) > 3,
    );
    expect(far).toEqual([]);
  });

  test('what is not of the main colour stays', () => {
    const data = new Uint8ClampedArray(4 * 64).fill(255);
    for (let p = 0; p < 40; p++) data.set([220, 30, 40], 4 * p);
    const picture: Pixels = { width: 8, height: 8, data };

    const blue = recolour(picture, [30, 90, 240]);

    expect([...blue.data.subarray(4 * 60, 4 * 61)]).toEqual([255, 255, 255, 255]);
    expect(blue.data[2]).toBeGreaterThan(blue.data[0]! + 100);
    expect(picture.data[0]).toBe(220);
  });
});
