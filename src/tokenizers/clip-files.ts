import type { ClipTokenizerFiles } from './clip-tokenizer';

/** Reads a file of the tokenizer's folder; undefined when there is none. */
export type ReadText = (name: string) => Promise<string | undefined>;

/**
 * Parses a `tokenizer/` folder in either of its layouts: `vocab.json` and `merges.txt`, or `tokenizer.json` alone.
 * @throws RangeError when neither is there.
 */
export async function readClipFiles(read: ReadText): Promise<ClipTokenizerFiles> {
  const [vocab, merges] = [await read('vocab.json'), await read('merges.txt')];
  const settings = await readSettings(read);
  if (vocab !== undefined && merges !== undefined) {
    return {
      vocabulary: asRecord(JSON.parse(vocab)) as Record<string, number>,
      merges: parseMerges(merges),
      ...settings,
    }; // diffusers' own file
  }
  const whole = await read('tokenizer.json');
  if (whole === undefined)
    throw new RangeError('the tokenizer has neither vocab.json and merges.txt nor tokenizer.json');
  const model = asRecord(asRecord(JSON.parse(whole)).model);
  const pairs = (model.merges as readonly (string | [string, string])[]).map(pairOf); // as the tokenizers library writes it
  return { vocabulary: model.vocab as Record<string, number>, merges: pairs, ...settings };
}

async function readSettings(read: ReadText): Promise<Pick<ClipTokenizerFiles, 'padToken' | 'maxLength'>> {
  const config = asRecord(JSON.parse((await read('tokenizer_config.json')) ?? '{}'));
  const special = asRecord(JSON.parse((await read('special_tokens_map.json')) ?? '{}'));
  const padToken = contentOf(config.pad_token) ?? contentOf(special.pad_token);
  const { model_max_length: length } = config;
  return {
    ...(padToken !== undefined && { padToken }),
    // Some exports write 1e30 for "not known".
    ...(typeof length === 'number' && length <= 1024 && { maxLength: length }),
  };
}

function contentOf(token: unknown): string | undefined {
  if (typeof token === 'string') return token;
  const { content } = asRecord(token ?? {});
  return typeof content === 'string' ? content : undefined;
}

function parseMerges(text: string): [string, string][] {
  return text
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#version'))
    .map(pairOf);
}

function pairOf(pair: string | readonly [string, string]): [string, string] {
  const [first = '', second = ''] = typeof pair === 'string' ? pair.split(' ') : pair;
  return [first, second];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
