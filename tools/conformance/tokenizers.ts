import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clipTokenizer, padIds, type ClipTokenizer } from '../../src/tokenizers/clip-tokenizer';
import { readClipFiles } from '../../src/tokenizers/clip-files';
import { equality, worst, type Finding } from './finding';
import { numbers, string, type Json } from './json';

export async function tokenizerAt(folder: string): Promise<ClipTokenizer> {
  const read = (name: string) => readFile(join(folder, name), 'utf8').catch(() => undefined);
  return clipTokenizer(await readClipFiles(read));
}

/** One prompt of a tokenizer golden: ids are equal or wrong. */
export function checkTokens(tokenizer: ClipTokenizer, golden: Json): Finding {
  const ids = tokenizer.encode(string(golden.text, 'text'));
  const padded = padIds(tokenizer, ids);
  const used = padded.mask.reduce((sum, value) => sum + value, 0);
  return worst([
    equality('ids', ids, numbers(golden.ids, 'ids')),
    equality(
      'ids_special_truncated',
      padded.ids.slice(0, used),
      numbers(golden.ids_special_truncated, 'ids_special_truncated'),
    ),
    equality('ids_77', padded.ids, numbers(golden.ids_77, 'ids_77')),
    equality('mask_77', padded.mask, numbers(golden.mask_77, 'mask_77')),
  ]);
}
