import { closeSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { alignDrawnFace, type DrawnFeatures } from './aligned-faces-lib';

/**
 * Training's faces (models/training/faces.py), aligned and simplified by Portrait's own code:
 * `npx tsx tools/aligned-faces.ts FACES.json DRAWINGS.rgba OUT`. A drawing is 256 pixels wide; of each the aligned artwork and
 * what Portrait would give the model of it are written, RGBA, 256 pixels wide each.
 */
const side = 256;
const [listed, drawings, out] = process.argv.slice(2);
if (!listed || !drawings || !out) throw new Error('usage: aligned-faces.ts FACES.json DRAWINGS.rgba OUT');

const faces = JSON.parse(readFileSync(listed, 'utf8')) as DrawnFeatures[]; // written by faces.py
const from = openSync(drawings, 'r');
const to = openSync(out, 'w');
for (const face of faces) {
  const data = new Uint8ClampedArray(4 * side * side);
  readSync(from, data);
  const { artwork, simplified } = alignDrawnFace({ width: side, height: side, data }, face, side);
  writeSync(to, artwork.data);
  writeSync(to, simplified.data);
}
closeSync(from);
closeSync(to);
