import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ModelManifest } from '../../src/contract/manifest';
import { loadModel } from '../../src/models/load';
import { openMemory } from '../../src/retrieval/memory';
import { promptReader, type PromptReading } from '../../src/retrieval/read-prompt';
import { emojiSpeller } from '../../src/retrieval/spell-out-emoji';
import { subjectVectors } from '../../src/retrieval/subject-vectors';
import { translator } from '../../src/retrieval/translate';
import { wordTokenizer } from '../../src/tokenizers/words';
import { nodeRuntime } from '../../tools/node-runtime';

const folder = fileURLToPath(new URL('../../models/sticker/', import.meta.url));
const bytes = (path: string) => new Uint8Array(readFileSync(folder + path));
const text = (path: string) => readFileSync(folder + path, 'utf8');

export const manifest = JSON.parse(text('manifest.json')) as ModelManifest; // checked by `npm run models -- check`

export const stickerTokenizer = () =>
  wordTokenizer(
    JSON.parse(text('tokenizer/tokenizer.json')),
    text('tokenizer/words.txt'),
    bytes('tokenizer/vectors.bin'),
  );

export const stickerMemory = () => openMemory(bytes('memory/index.json'), bytes('memory/latents.bin'));

export function stickerReader() {
  const { index } = stickerMemory();
  const tokenizer = stickerTokenizer();
  const read = promptReader(index, tokenizer, subjectVectors(index, tokenizer));
  const [named, inEnglish] = [emojiSpeller(index), translator(index, tokenizer)];
  return { index, inEnglish, read: (prompt: string) => read(inEnglish(named(prompt))) };
}

/** The default model itself, as the page runs it without WebGPU. */
export const sticker = () =>
  loadModel(manifest, nodeRuntime(), async (path) => new Uint8Array(await readFile(folder + path)), {
    keepOpen: true,
    onProgress: () => undefined,
  });

/** "cat face (blue) + crown, wearing-head, flat, on navy" */
export function inWords({ index }: ReturnType<typeof stickerReader>, reading: PromptReading): string {
  const subjects = reading.subjects.map(
    ({ subject, colour, tone }) =>
      index.subjects[subject]!.name +
      (colour === undefined ? '' : ` (${colour})`) +
      (tone === undefined ? '' : ` (${index.skin_tones[tone]!.id} skin)`),
  );
  const own = [
    ...(reading.ownSlot === undefined ? [] : [`own at ${reading.ownSlot}`]),
    ...(reading.ownColour === undefined ? [] : [`own in ${reading.ownColour}`]),
  ];
  const background = reading.background === undefined ? [] : [`on ${index.backgrounds[reading.background]!.id}`];
  const shown = reading.shown ? ` of ${reading.shown.join(' ')}` : '';
  const layout = reading.layout === 'single' ? [] : [reading.layout + shown];
  return [
    subjects.join(' + ') || 'nothing',
    ...layout,
    ...own,
    ...(reading.style ? [reading.style] : []),
    ...background,
  ].join(', ');
}
