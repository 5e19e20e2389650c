import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inSkinTone } from '../../../src/image/skin-tone';
import { stickerMemory } from '../sticker';

type Rgb = readonly [number, number, number];
interface Case {
  readonly source: string;
  readonly tone: number;
  readonly colours: readonly Rgb[];
  readonly made: readonly Rgb[];
}

/** Made by models/training/tones.py: tests/golden/scripts/skin_tones.py. */
const golden = JSON.parse(
  readFileSync(new URL('../../golden/tones/colours.json', import.meta.url), 'utf8'),
) as readonly Case[];
const { index } = stickerMemory();
const row = (colours: readonly Rgb[]) => ({
  width: colours.length,
  height: 1,
  data: Uint8ClampedArray.from(colours.flatMap((rgb) => [...rgb, 255])),
});

describe('skin tones', () => {
  test.each(golden.map((one) => [one.source, index.skin_tones[one.tone]!.id, one] as const))(
    'of %s, %s, are what the training’s arithmetic gives',
    (_, __, { source, tone, colours, made }) => {
      const { skin } = index.sources.find(({ id }) => id === source)!;

      const { data } = inSkinTone(row(colours), skin, tone);

      const errors = made.flatMap((rgb, i) => rgb.map((channel, c) => Math.abs(channel - data[4 * i + c]!)));
      expect(Math.max(...errors)).toBeLessThan(1);
    },
  );

  test('the flat set’s yellow becomes a darker skin from tone to tone; white, black and blue stay', () => {
    const { skin } = index.sources.find(({ id }) => id === 'fluent-flat')!;
    const others: Rgb[] = [
      [255, 255, 255],
      [0, 0, 0],
      [0, 100, 220],
    ];

    const made = index.skin_tones.map((_, tone) => inSkinTone(row([[255, 200, 61], ...others]), skin, tone).data);

    const light = made.map((data) => data[0]! + data[1]! + data[2]!);
    expect(light).toEqual([...light].sort((a, b) => b - a));
    expect(new Set(light).size).toBe(5);
    for (const data of made) expect([...data.subarray(4)]).toEqual([...row(others).data]);
  });

  test('what is clear stays clear, and alpha as it was', () => {
    const { skin } = index.sources[0]!;
    const cut = { width: 2, height: 1, data: Uint8ClampedArray.from([255, 200, 61, 0, 255, 200, 61, 90]) };

    const { data } = inSkinTone(cut, skin, 4);

    expect([...data.subarray(0, 4)]).toEqual([255, 200, 61, 0]);
    expect(data[7]).toBe(90);
  });
});
