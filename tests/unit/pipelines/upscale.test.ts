import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Pixels } from '../../../src/contract/pixels';
import { upscale } from '../../../src/pipelines/upscale';
import { nodeRuntime } from '../../../tools/node-runtime';

const manifest = JSON.parse(readFileSync('models/upscale/files.json', 'utf8'));
const file = readFileSync('models/upscale/realesr-animevideov3-x4.onnx');
const reference: { width: number; height: number; input: number[]; output: number[] } = JSON.parse(
  readFileSync('tests/golden/upscale/reference.json', 'utf8'),
);
const network = await nodeRuntime(1).open(new Uint8Array(file));
const never = new AbortController().signal;
const noOne = () => undefined;

const picture = (width: number, height: number, colour: (x: number, y: number) => readonly number[]): Pixels => {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) data.set(colour(i % width, Math.floor(i / width)), 4 * i);
  return { width, height, data };
};

test('the network is the file that its list names', () => {
  expect(manifest.files[0]).toMatchObject({ path: 'realesr-animevideov3-x4.onnx', bytes: file.length });
  expect(createHash('sha256').update(file).digest('hex')).toBe(manifest.files[0].sha256);
});

test('the ONNX network says what the source network says', async () => {
  const { width, height, input, output } = reference;
  const original = picture(width, height, (x, y) => [
    ...input.slice(3 * (y * width + x), 3 * (y * width + x) + 3),
    255,
  ]);

  const four = await upscale(network, original, 4, noOne, never);
  const two = await upscale(network, original, 2, noOne, never);

  expect([four.width, four.height, two.width, two.height]).toEqual([4 * width, 4 * height, 2 * width, 2 * height]);
  const clamped = output.map((value) => 255 * Math.min(1, Math.max(0, value)));
  const worst = clamped.map((value, i) => Math.abs(value - four.data[4 * Math.floor(i / 3) + (i % 3)]!));
  expect(Math.max(...worst)).toBeLessThan(0.51); // rounding to whole numbers
  const at = (x: number, y: number) => clamped[3 * (y * 4 * width + x)]!;
  expect(
    Math.abs(two.data[4 * (3 * 2 * width + 5)]! - (at(10, 6) + at(11, 6) + at(10, 7) + at(11, 7)) / 4),
  ).toBeLessThan(0.51);
});

test('tiles leave no seam, and each is told of', async () => {
  const [width, height] = [256, 12];
  const wide = picture(width, height, (x, y) => [
    128 + 120 * Math.sin(x / 9),
    (x * 7 + y * 3) % 256,
    x % 40 < 20 ? 255 : 0,
    255,
  ]);
  const told: string[] = [];

  const tiled = await upscale(network, wide, 4, (done, count) => told.push(`${done}/${count}`), never);

  expect(told).toEqual(['0/2', '1/2']);
  const plane = width * height;
  const colours = Float32Array.from(
    { length: 3 * plane },
    (_, i) => wide.data[4 * (i % plane) + Math.floor(i / plane)]! / 255,
  );
  const { output } = await network.run({ data: { data: colours, dims: [1, 3, height, width] } });
  let worst = 0;
  for (let i = 0; i < 16 * plane; i++) {
    const whole = 255 * Math.min(1, Math.max(0, output!.data[i]!));
    worst = Math.max(worst, Math.abs(tiled.data[4 * i]! - whole));
  }
  expect(worst).toBeLessThan(4);
});

test('a sticker keeps its clear surroundings, and what hides there lends no colour to its edge', async () => {
  const sticker = picture(24, 24, (x, y) => (Math.hypot(x - 12, y - 12) < 7 ? [200, 40, 40, 255] : [0, 255, 0, 0]));

  const { data, width } = await upscale(network, sticker, 2, noOne, never);

  const rgba = (x: number, y: number) => [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)];
  expect(rgba(2, 2)[3]).toBeLessThan(8);
  expect(rgba(24, 24)[3]).toBeGreaterThan(247);
  for (let i = 0; i < data.length; i += 4) if (data[i + 3]! > 32) expect(data[i + 1]).toBeLessThan(110);
});

test('it stops between tiles', async () => {
  const stop = new AbortController();
  const work = upscale(
    network,
    picture(300, 8, () => [9, 9, 9, 255]),
    2,
    () => stop.abort(),
    stop.signal,
  );

  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
});
