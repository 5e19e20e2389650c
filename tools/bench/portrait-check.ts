import { readFile } from 'node:fs/promises';
import { defaultHostConfig } from '../../src/contract/host';
import { noNudge } from '../../src/image/portrait/frame';
import { createArtist } from '../../src/image/portrait/artist';
import { portraitStyles } from '../../src/image/portrait/styles/all-styles';
import { checkPicture } from '../../src/safety/check-picture';
import { makeTiles } from '../../src/session/tiles';
import { readPng, readSitting } from '../../tests/browser/photos/sitting';
import { nodeRuntime } from '../node-runtime';
import { rounded, type Measurement } from './measurement';

const side = 384;

/** False alarms of the picture check, at the lower bar for photos, over every portrait style in every colouring. One photo: the repository has one face. */
export async function* portraitCheck(): AsyncGenerator<Measurement> {
  const check = await nodeRuntime(1).open(new Uint8Array(await readFile('models/safety/nsfw-mobilenet-v2.onnx')));
  const { photo, aligned } = readSitting();
  const artist = createArtist();
  artist.sit(photo, aligned);
  const tiles = makeTiles([photo, readPng('chelsea.png'), photo]);
  const { level, pictureCheck } = defaultHostConfig;
  const options = { level, threshold: pictureCheck.threshold, photo: true };
  const alarms: string[] = [];
  let highest = 0;
  let count = 0;
  for (const { id, palettes } of portraitStyles) {
    for (const palette of palettes) {
      const request = {
        styleId: id,
        paletteId: palette.id,
        accessoryId: '',
        nudge: noNudge,
        area: 'all',
        into: 'square',
        side,
        tiles,
      } as const;
      const { flagged, reason, scores } = await checkPicture(check, artist.draw(request).pixels, options);
      if (flagged) alarms.push(`${id} ${palette.id} (${reason})`);
      highest = Math.max(highest, scores.hentai + scores.porn);
      count += 1;
    }
  }
  const note = `${alarms.length} of ${count} pictures, ${portraitStyles.length} styles, one photo; highest probability ${rounded(highest)}`;
  yield {
    name: 'picture-check-false-alarms-portraits',
    value: rounded((100 * alarms.length) / count),
    unit: '%',
    note: [note, ...alarms].join('; '),
  };
}
