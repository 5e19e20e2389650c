import { describe, expect, test } from 'vitest';
import { openMemory } from '../../../src/retrieval/memory';
import { stickerMemory } from '../sticker';

/** A memory of one artwork on grids of 2 and 1, one channel, as models/FORMAT.md says it is written. */
function tiny(encoding: 'int4' | 'int8', latents: readonly number[], backgroundsAt: number, format = 1) {
  const index = {
    format,
    latents: { encoding, channels: 1, grids: [2, 1], scale: [0.5], offset: [1] },
    artworks: [[0, 0]],
    background_latents: { encoding: 'int8', start: backgroundsAt, scale: [2], offset: [-1] },
  };
  return openMemory(new TextEncoder().encode(JSON.stringify(index)), Uint8Array.from(latents));
}

describe('int8', () => {
  // Grid 2 covers cells 0 and 3; grid 1 covers its one cell. Then a background of 2 × 2.
  const bytes = [0b1001, 4, 127, 256 - 2, 0, 0b1, 2, 127, 1, 2, 3, 256 - 4];
  const memory = tiny('int8', bytes, 8);

  test('covered cells have latents and coverage, the others are zero', () => {
    expect(memory.artwork(0, 2)).toEqual({
      grid: 2,
      latents: Float32Array.of(3, 0, 0, 0),
      coverage: Float32Array.of(1, 0, 0, 0),
    });
    expect(memory.artwork(0, 1)).toMatchObject({ latents: Float32Array.of(2), coverage: Float32Array.of(1) });
  });

  test('a background covers every cell', () => {
    expect(memory.background(0)).toEqual(Float32Array.of(1, 3, 5, -9));
  });
});

test('int4 has two values a byte, low nibble first, and a grid begins on a whole byte', () => {
  // Grid 2 covers cell 1: value 12 − 8, coverage 15 / 15. Grid 1: value 8 − 8, coverage 0.
  const memory = tiny('int4', [0b10, 0xfc, 0b1, 0x08, 0, 0, 0, 0], 4);

  expect(memory.artwork(0, 2)).toMatchObject({
    latents: Float32Array.of(0, 3, 0, 0),
    coverage: Float32Array.of(0, 1, 0, 0),
  });
  expect(memory.artwork(0, 1)).toMatchObject({ latents: Float32Array.of(1), coverage: Float32Array.of(0) });
});

test('an index and latents that do not fit each other are a ModelIntegrityError', () => {
  expect(() => tiny('int8', [0b1001, 4, 127, 0, 0, 0b1, 2, 127], 99)).toThrow(
    expect.objectContaining({ name: 'ModelIntegrityError' }),
  );
});

test('a newer format is a ModelUnsupportedError', () => {
  expect(() => tiny('int8', [0, 0], 2, 2)).toThrow(expect.objectContaining({ name: 'ModelUnsupportedError' }));
});

test('an artwork that does not exist is refused', () => {
  const memory = tiny('int8', [0, 0], 2);

  expect(() => memory.artwork(1, 2)).toThrow(RangeError);
});

test('the default model’s memory opens, and every artwork covers something', () => {
  const memory = stickerMemory();
  const side = Math.max(...memory.index.latents.grids);
  const sample = [...memory.index.artworks.keys()].filter((i) => i % 97 === 0);

  for (const artwork of sample) {
    expect(memory.artwork(artwork, side).coverage.some((value) => value > 0.9)).toBe(true);
  }
  const lastPlain = memory.index.backgrounds.findLastIndex(({ marks }) => !marks);
  expect(memory.background(lastPlain).every(Number.isFinite)).toBe(true);
});
