import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import jpeg from 'jpeg-js';
import type { ModelManifest } from '../src/contract/manifest.ts';
import { drawExample, examplesSheet } from './example-pictures-lib.ts';
import { openModelFolder } from './model-folder.ts';
import { nodeRuntime } from './node-runtime.ts';

/** Has a model draw its manifest's examples for the first screen: `npx tsx tools/example-pictures.ts [--model sticker]`. */
const { values } = parseArgs({ options: { model: { type: 'string', default: 'sticker' } } });
const folder = resolve('models', values.model);
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as ModelManifest;
const { examples = [], examples_sheet: path } = manifest;
if (examples.length === 0 || path === undefined)
  throw new Error(`${values.model}'s manifest has no examples and examples_sheet.`);

const model = await openModelFolder(folder, nodeRuntime(2));
const drawn = [];
for (const example of examples) {
  drawn.push(await drawExample(model, example));
  console.log(example);
}
await model.dispose();
const sheet = examplesSheet(drawn);
const bytes = jpeg.encode({ ...sheet, data: Buffer.from(sheet.data.buffer) }, 84).data;
writeFileSync(join(folder, path), bytes);
console.log(`${examples.length} pictures in models/${values.model}/${path}, ${bytes.length} bytes`);
