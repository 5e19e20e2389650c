// Unpacks the layers model of npm nsfwjs 4.4.0 (its .min.js files) to conv/mobilenet_v2/{model.json,weights.bin}.
// Run in a folder that holds the unpacked package as ./package.
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const source = 'package/dist/models/mobilenet_v2';
const target = 'conv/mobilenet_v2';
mkdirSync(target, { recursive: true });

/** The files are UMD scripts; this package's "type" would have Node read them as modules. */
function load(file) {
  const copy = resolve(target, `${file}.cjs`);
  copyFileSync(`${source}/${file}`, copy);
  const loaded = createRequire(import.meta.url)(copy);
  return loaded.default ?? loaded;
}

const files = readdirSync(source);
const loaded = load(files.find((file) => file.startsWith('model')));
const model = typeof loaded === 'string' ? JSON.parse(loaded) : loaded;
writeFileSync(`${target}/model.json`, JSON.stringify(model));
const shards = model.weightsManifest[0].paths.map((path) => load(files.find((file) => file.startsWith(path))));
writeFileSync(`${target}/weights.bin`, Buffer.concat(shards.map((shard) => Buffer.from(shard, 'base64'))));
