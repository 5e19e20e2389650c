import { byteCharacters, mergePairs, pairKey } from './byte-pairs';

/** CLIP's byte-level BPE, equal to Hugging Face's CLIPTokenizerFast. */
export interface ClipTokenizer {
  /** Tokens a text encoder takes, begin and end included: 77. */
  readonly maxLength: number;
  readonly bosId: number;
  readonly eosId: number;
  readonly padId: number;
  /** Token ids of a text, without begin and end, however many. */
  encode(text: string): number[];
}

/** The contents of a diffusers `tokenizer/` folder, parsed. */
export interface ClipTokenizerFiles {
  readonly vocabulary: Readonly<Record<string, number>>;
  /** Pairs, the first learned first: `["a", "b</w>"]`. */
  readonly merges: readonly (readonly [string, string])[];
  /** The padding token's text; SD 2.x and SDXL's second encoder pad with "!". */
  readonly padToken?: string;
  readonly maxLength?: number;
}

const bosToken = '<|startoftext|>';
const eosToken = '<|endoftext|>';
// Unicode's White_Space, which JavaScript's \s is not: that has U+FEFF and lacks U+0085.
const space = '\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const spaces = new RegExp(`[${space}]+`, 'gu');
const words = new RegExp(`'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^${space}\\p{L}\\p{N}]+`, 'gu');
// Written in capitals a special token is text. The reference looks for it among the words first, then for the words in it.
const wordsOrSpecials = new RegExp(`<\\|(?:start|end)oftext\\|>|${words.source}`, 'gu');
const cacheSize = 10_000;

/** @throws RangeError when the vocabulary lacks CLIP's begin or end token. */
export function clipTokenizer({
  vocabulary,
  merges,
  padToken = eosToken,
  maxLength = 77,
}: ClipTokenizerFiles): ClipTokenizer {
  const ids = new Map(Object.entries(vocabulary));
  const ranks = new Map(merges.map(([first, second], rank) => [pairKey(first, second), rank]));
  const known = new Map<string, number[]>();
  // A padding token of "!" makes every "!" of a prompt that token, as it does for the reference.
  const specials = [bosToken, eosToken, padToken];
  const specialPattern = new RegExp(`(${specials.map((token) => token.replace(/[^\w]/g, '\\$&')).join('|')})`);
  const bosId = idOf(bosToken);
  const eosId = idOf(eosToken);

  function idOf(token: string): number {
    const id = ids.get(token);
    if (id === undefined) throw new RangeError(`the vocabulary has no ${token}`);
    return id;
  }

  function encodeWord(word: string): number[] {
    const cached = known.get(word);
    if (cached) return cached;
    const symbols = Array.from(new TextEncoder().encode(word), (byte) => byteCharacters[byte]!);
    symbols.push(`${symbols.pop()!}</w>`);
    const found = mergePairs(symbols, ranks).map((symbol) => ids.get(symbol) ?? eosId); // CLIP's unknown token is its end token
    if (known.size < cacheSize) known.set(word, found);
    return found;
  }

  return {
    maxLength,
    bosId,
    eosId,
    padId: idOf(padToken),
    encode: (text) =>
      text
        .split(specialPattern)
        .flatMap((part) => (specials.includes(part) ? [idOf(part)] : wordsOf(normalise(part)).flatMap(encodeWord))),
  };
}

function wordsOf(text: string): string[] {
  return (text.match(wordsOrSpecials) ?? []).flatMap((piece) => piece.match(words) ?? []);
}

/** Letter by letter, as the reference does: a whole text's lower case turns a final Σ into ς. */
function normalise(text: string): string {
  return Array.from(text.normalize('NFC').replace(spaces, ' '), (character) => character.toLowerCase()).join('');
}

/** Begin, as many tokens as fit, end, and padding up to `maxLength`; the mask is 1 up to the end token. */
export function padIds(
  tokenizer: ClipTokenizer,
  ids: readonly number[],
): { readonly ids: number[]; readonly mask: number[] } {
  const { maxLength, bosId, eosId, padId } = tokenizer;
  const used = [bosId, ...ids.slice(0, maxLength - 2), eosId];
  const padding = maxLength - used.length;
  return {
    ids: [...used, ...new Array<number>(padding).fill(padId)],
    mask: [...new Array<number>(used.length).fill(1), ...new Array<number>(padding).fill(0)],
  };
}
