import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { encode } from 'fast-png';
import type { ArtRequest } from '../src/contract/portrait.ts';
import type { Pixels } from '../src/contract/pixels.ts';
import { accessories } from '../src/image/portrait/accessories.ts';
import { createArtist } from '../src/image/portrait/artist.ts';
import { noNudge } from '../src/image/portrait/frame.ts';
import { portraitStyles } from '../src/image/portrait/styles/all-styles.ts';
import { makeTiles } from '../src/session/tiles.ts';
import { readSitting } from '../tests/browser/photos/sitting.ts';

/**
 * Draws every portrait style of the test photo on one sheet, to be looked at:
 * `docs/portrait/styles.jpg` is one of 300 pixels a style, in four columns, as a JPEG.
 * `src/ui/portrait/styles.jpg` is one of 192 pixels a style, in one row, of the styles that `PortraitStage.svelte` names.
 * `npx tsx tools/portrait-sheet.ts [--side 384] [--only sticker,oil] [--palettes] [--wear] [--out FILE]`.
 */
const { values } = parseArgs({
  options: {
    side: { type: 'string', default: '384' },
    only: { type: 'string', default: '' },
    palettes: { type: 'boolean', default: false },
    wear: { type: 'boolean', default: false },
    columns: { type: 'string', default: '5' },
    out: { type: 'string', default: 'tests/browser/.results/portrait-sheet.png' },
  },
});
const side = Number(values.side);
const columns = Number(values.columns);
const { photo, aligned } = readSitting();
const artist = createArtist();
artist.sit(photo, aligned);

const drawn: Pixels[] = [];
const draw = (change: Partial<ArtRequest>) => {
  const began = performance.now();
  const request: ArtRequest = {
    styleId: 'sticker',
    paletteId: '',
    accessoryId: '',
    nudge: noNudge,
    area: 'all',
    into: 'square',
    side,
    tiles: makeTiles(drawn),
    ...change,
  };
  drawn.push(artist.draw(request).pixels);
  console.log(
    `${request.styleId} ${request.paletteId}${request.accessoryId}: ${Math.round(performance.now() - began)} ms`,
  );
};

if (values.wear) for (const { id } of accessories) draw({ accessoryId: id });
else {
  const wanted = values.only === '' ? undefined : values.only.split(',');
  for (const { id, palettes } of portraitStyles) {
    if (wanted && !wanted.includes(id)) continue;
    for (const palette of values.palettes ? palettes : palettes.slice(0, 1))
      draw({ styleId: id, paletteId: palette.id });
  }
  // What is left of the last row shows what can be worn.
  const left = wanted ? 0 : (columns - (drawn.length % columns)) % columns;
  const styleIds = ['duotone', 'ink', 'screen-print', 'sticker'];
  for (const [i, { id }] of accessories.slice(0, left).entries()) draw({ styleId: styleIds[i % 4]!, accessoryId: id });
}
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, sheetOf(drawn, Math.min(drawn.length, columns)));
console.log(`${drawn.length} portraits in ${values.out}`);

/** The pictures in rows, clear ones on a chequered ground. */
function sheetOf(pictures: readonly Pixels[], columns: number): Uint8Array {
  const width = columns * side;
  const height = Math.ceil(pictures.length / columns) * side;
  const data = new Uint8Array(3 * width * height).fill(255);
  pictures.forEach((picture, k) => {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const from = 4 * (y * side + x);
        const to = 3 * ((Math.floor(k / columns) * side + y) * width + (k % columns) * side + x);
        const alpha = picture.data[from + 3]! / 255;
        const ground = ((x >> 4) + (y >> 4)) % 2 ? 205 : 235;
        for (let c = 0; c < 3; c++) data[to + c] = picture.data[from + c]! * alpha + ground * (1 - alpha);
      }
    }
  });
  return encode({ width, height, data, channels: 3, depth: 8 });
}
