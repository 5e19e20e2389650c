import { expect, test } from 'vitest';
import { largestTileEdge, runTiled, tilingFor, tileStarts } from '../../../src/models/vae-tiling';
import type { Tensor } from '../../../src/tensor/tensor';

function picture(height: number, width: number): Tensor {
  return {
    data: Float32Array.from({ length: 2 * height * width }, (_, i) => Math.sin(i * 0.37) + i / 1000),
    dims: [1, 2, height, width],
  };
}

/** A "decoder" that looks at nothing but each cell: every tiling of it must give the whole's result. */
async function twofold({ data, dims }: Tensor): Promise<Tensor> {
  const [batch, channels, height, width] = dims as [number, number, number, number];
  const result = new Float32Array(4 * data.length);
  for (let plane = 0; plane < batch * channels; plane++) {
    for (let y = 0; y < 2 * height; y++) {
      for (let x = 0; x < 2 * width; x++) {
        result[(plane * 2 * height + y) * 2 * width + x] = data[(plane * height + (y >> 1)) * width + (x >> 1)]! * 3;
      }
    }
  }
  return { data: result, dims: [batch, channels, 2 * height, 2 * width] };
}

test.each([
  [40, 40],
  [17, 64],
  [33, 16],
])('a picture of %i by %i cells comes out of its tiles as out of one piece', async (height, width) => {
  const input = picture(height, width);

  const tiled = await runTiled(input, { tile: 16, overlap: 4, unit: 1 }, twofold);
  const whole = await twofold(input);

  expect(tiled.dims).toEqual(whole.dims);
  expect(Math.max(...tiled.data.map((value, i) => Math.abs(value - whole.data[i]!)))).toBeLessThan(1e-5);
});

test('where neighbours disagree, one fades into the other without a step', async () => {
  let calls = 0;
  const constant = async ({ dims }: Tensor) => ({ data: new Float32Array(16 * 16).fill(calls++), dims });
  const row = { data: new Float32Array(16 * 28), dims: [1, 1, 16, 28] };

  const { data } = await runTiled(row, { tile: 16, overlap: 4, unit: 1 }, constant);

  const steps = Array.from({ length: 27 }, (_, x) => data[x + 1]! - data[x]!);
  expect(data[0]).toBe(0);
  expect(data[27]).toBe(1);
  expect(Math.max(...steps)).toBeLessThanOrEqual(0.26);
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
});

test('tiles cover everything, overlap by at least what was asked, and begin at whole units', () => {
  for (const length of [65, 96, 128, 129, 200]) {
    const starts = tileStarts(length * 8, 64 * 8, 16 * 8, 8);
    expect(starts[0]).toBe(0);
    expect(starts.at(-1)! + 64 * 8).toBe(length * 8);
    for (const [i, start] of starts.slice(1).entries()) {
      expect(start % 8).toBe(0);
      expect(starts[i]! + 64 * 8 - start).toBeGreaterThanOrEqual(16 * 8);
    }
  }
});

test('the device’s largest buffer decides how large a picture is done whole', () => {
  expect(largestTileEdge(128 * 2 ** 20)).toBe(320);
  expect(largestTileEdge(2 ** 30)).toBe(1024);
  expect(largestTileEdge(2 ** 32)).toBe(1024);
  expect(largestTileEdge(undefined)).toBe(512);
  expect(tilingFor(picture(64, 64), 64, 1)).toBeUndefined();
  expect(tilingFor(picture(96, 96), 64, 1)).toEqual({ tile: 64, overlap: 16, unit: 1 });
});

test('a tile is not begun once the job is cancelled', async () => {
  let runs = 0;
  const counted = async (tile: Tensor) => {
    runs++;
    return tile;
  };
  const stop = async () => {
    if (runs === 2) throw new DOMException('cancelled', 'AbortError');
  };

  await expect(runTiled(picture(40, 40), { tile: 16, overlap: 4, unit: 1 }, counted, stop)).rejects.toThrow(
    'cancelled',
  );
  expect(runs).toBe(2);
});
