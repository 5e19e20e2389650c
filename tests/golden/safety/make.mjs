// Writes reference.json: what the source network (npm nsfwjs 4.4.0, run by @tensorflow/tfjs 4.22.0) says of the pictures here.
// Run with the folder that models/safety/recipe/dump.mjs wrote to: node make.mjs FOLDER_WITH_conv (tfjs and pngjs installed there).
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [work] = process.argv.slice(2);
const require = createRequire(resolve(work, 'package.json'));
const tf = require('@tensorflow/tfjs');
const { PNG } = require('pngjs');
const here = dirname(fileURLToPath(import.meta.url));

const model = JSON.parse(readFileSync(join(work, 'conv/mobilenet_v2/model.json')));
const weights = readFileSync(join(work, 'conv/mobilenet_v2/weights.bin'));
const network = await tf.loadLayersModel({
  load: async () => ({
    modelTopology: model.modelTopology,
    weightSpecs: model.weightsManifest[0].weights,
    weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length),
    format: model.format,
  }),
});

const cases = [];
for (const file of readdirSync(here).filter((name) => name.endsWith('.png'))) {
  const { width, height, data } = PNG.sync.read(readFileSync(join(here, file)));
  const rgb = Float32Array.from({ length: 3 * width * height }, (_, i) => data[4 * Math.floor(i / 3) + (i % 3)] / 255);
  // As in nsfwjs: the whole picture squeezed to 224 by 224, bilinear, corners aligned.
  const input = tf.image.resizeBilinear(tf.tensor(rgb, [height, width, 3]), [224, 224], true).expandDims();
  cases.push({ file, width, height, probabilities: Array.from(await network.predict(input).data()) });
}
const classes = ['Drawing', 'Hentai', 'Neutral', 'Porn', 'Sexy'];
writeFileSync(join(here, 'reference.json'), `${JSON.stringify({ classes, cases }, null, 1)}\n`);
