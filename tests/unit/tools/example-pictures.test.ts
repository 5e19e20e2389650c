import { readFileSync } from 'node:fs';
import jpeg from 'jpeg-js';
import { expect, test } from 'vitest';
import type { ModelManifest } from '../../../src/contract/manifest';
import { drawExample, exampleSide } from '../../../tools/example-pictures-lib';
import { openModelFolder } from '../../../tools/model-folder';
import { nodeRuntime } from '../../../tools/node-runtime';

const folder = 'models/sticker';
const { examples = [], examples_sheet: path } = JSON.parse(
  readFileSync(`${folder}/manifest.json`, 'utf8'),
) as ModelManifest;

test('the first screen shows what the model of today draws: if not, run tools/example-pictures.ts', async () => {
  const sheet = jpeg.decode(readFileSync(`${folder}/${path}`));
  const model = await openModelFolder(folder, nodeRuntime(2));

  expect([sheet.width, sheet.height]).toEqual([examples.length * exampleSide, exampleSide]);
  for (const i of [0, examples.length - 1]) {
    const { data } = await drawExample(model, examples[i]!);
    let sum = 0;
    for (let y = 0; y < exampleSide; y++) {
      for (let x = 0; x < 4 * exampleSide; x++) {
        sum += Math.abs(data[4 * y * exampleSide + x]! - sheet.data[4 * (y * sheet.width + i * exampleSide) + x]!);
      }
    }
    expect(sum / data.length, examples[i]).toBeLessThan(6);
  }
  await model.dispose();
}, 120_000);
