import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Pixels } from '../../../src/contract/pixels';
import { checkPicture, pictureInput, verdictOf } from '../../../src/safety/check-picture';
import { nodeRuntime } from '../../../tools/node-runtime';
import { readPng } from '../../../tools/png';

const manifest = JSON.parse(readFileSync('models/safety/files.json', 'utf8'));
const file = readFileSync('models/safety/nsfw-mobilenet-v2.onnx');
const reference: { cases: { file: string; probabilities: number[] }[] } = JSON.parse(
  readFileSync('tests/golden/safety/reference.json', 'utf8'),
);
const network = await nodeRuntime(1).open(new Uint8Array(file));
const options = { level: 'standard', threshold: 0.7, photo: false } as const;

test('the network is the file that its list names', () => {
  const [entry] = manifest.files;

  expect(entry).toMatchObject({ path: 'nsfw-mobilenet-v2.onnx', bytes: file.length });
  expect(createHash('sha256').update(file).digest('hex')).toBe(entry.sha256);
});

test.each(reference.cases)(
  '$file: the ONNX network and our scaling say what the source network and its scaling say',
  async (expected) => {
    const { scores } = await checkPicture(network, await readPng(`tests/golden/safety/${expected.file}`));

    const worst = Math.max(...Object.values(scores).map((score, i) => Math.abs(score - expected.probabilities[i]!)));
    expect(worst).toBeLessThan(2e-5);
  },
);

test('a picture twice the size is judged alike: it is averaged down, not sampled', async () => {
  const picture = await readPng('tests/golden/safety/astronaut.png');
  const { width, height } = picture;
  const double: Pixels = { width: 2 * width, height: 2 * height, data: new Uint8ClampedArray(16 * width * height) };
  for (let y = 0; y < double.height; y += 1) {
    for (let x = 0; x < double.width; x += 1) {
      const from = 4 * ((y >> 1) * width + (x >> 1));
      double.data.set(picture.data.subarray(from, from + 4), 4 * (y * double.width + x));
    }
  }

  expect(pictureInput(double).data).toEqual(pictureInput(picture).data);
});

test('what is transparent counts as white, whatever colour hides there', () => {
  const hidden: Pixels = { width: 2, height: 1, data: new Uint8ClampedArray([9, 8, 7, 0, 0, 0, 0, 255]) };

  const { data } = pictureInput(hidden);

  expect([data[0], data[223]]).toEqual([1, 0]);
});

test.each([
  ['explicit from the threshold on', [0, 0.3, 0.3, 0.4, 0], options, 'explicit'],
  ['not below it', [0, 0.3, 0.31, 0.39, 0], options, undefined],
  ['a stricter host', [0.4, 0.3, 0.1, 0.2, 0], { ...options, threshold: 0.4 }, 'explicit'],
  ['a photo has a lower bar', [0, 0.2, 0.49, 0.31, 0], { ...options, photo: true }, 'explicit'],
  ['revealing passes in a drawing', [0, 0, 0.05, 0, 0.95], options, undefined],
  [
    'and in a photo, where bare arms are often taken for it',
    [0, 0, 0.05, 0, 0.95],
    { ...options, photo: true },
    undefined,
  ],
  [
    'revealing does not pass for all ages',
    [0, 0, 0.05, 0, 0.95],
    { ...options, level: 'strict' as const },
    'suggestive',
  ],
])('%s', (_, probabilities, given, reason) => {
  const verdict = verdictOf(probabilities, given);

  expect(verdict.flagged).toBe(reason !== undefined);
  expect(verdict.reason).toBe(reason);
});

test.each([
  ['nothing', []],
  ['not numbers', [NaN, 0, 0, 0, 0]],
  ['no probabilities', [5, 5, 5, 5, 5]],
  ['zeros, as a broken device gives', [0, 0, 0, 0, 0]],
])('%s for an answer is an error and not "all clear"', (_, probabilities) => {
  expect(() => verdictOf(probabilities, options)).toThrow(expect.objectContaining({ name: 'WrongResultError' }));
});
