/**
 * The default model's tokenizer: whole words, each with a word vector, so a word the model never saw still lands near
 * known ones. Files and rules: models/FORMAT.md, section "Words".
 */
export interface WordTokenizer {
  readonly maxLength: number;
  readonly vectorLength: number;
  /** Normalised words of a text, plurals still plural. */
  words(text: string): string[];
  /** A word's vector, after plural and spelling fall-backs; undefined when nothing is near. */
  vector(word: string): Float32Array | undefined;
  /** The known word this one stands for: itself, its singular, or a neighbour one typing slip away. */
  known(word: string): string | undefined;
  encode(text: string): EncodedWords;
}

export interface EncodedWords {
  /** [maxLength]: cls, words, padding. */
  readonly ids: readonly number[];
  /** [maxLength × vectorLength], zero for the special ids. */
  readonly vectors: Float32Array;
  readonly unknown: readonly string[];
  /** How many words did not fit. */
  readonly dropped: number;
}

interface WordsConfig {
  readonly max_length: number;
  readonly pad_id: number;
  readonly cls_id: number;
  readonly unk_id: number;
  readonly vector_length: number;
  readonly replace: readonly (readonly [string, string])[];
}

const firstWordId = 3; // models/FORMAT.md: line k of words.txt has id 3 + k

export function wordTokenizer(config: WordsConfig, wordsText: string, vectorBytes: Uint8Array): WordTokenizer {
  const list = wordsText.split('\n').filter((line) => line !== '');
  const ids = new Map(list.map((word, i) => [word, i + firstWordId]));
  const { max_length: maxLength, vector_length: vectorLength } = config;
  const view = new DataView(vectorBytes.buffer, vectorBytes.byteOffset, vectorBytes.byteLength);
  const row = 4 + vectorLength;
  const slips = new Map<string, string | undefined>();

  function words(text: string): string[] {
    let plain = text.normalize('NFKC').toLowerCase();
    for (const [from, to] of config.replace) plain = plain.replaceAll(from, ` ${to} `);
    return plain.match(/[a-z]+|[0-9]+/g) ?? [];
  }

  function known(word: string): string | undefined {
    if (ids.has(word)) return word;
    const one = singular(word).find((candidate) => ids.has(candidate));
    if (one) return one;
    if (!slips.has(word)) slips.set(word, oneSlipAway(word, list));
    return slips.get(word);
  }

  function vectorOfId(id: number): Float32Array {
    const start = (id - firstWordId) * row;
    const scale = view.getFloat32(start, true);
    return Float32Array.from({ length: vectorLength }, (_, i) => scale * view.getInt8(start + 4 + i));
  }

  return {
    maxLength,
    vectorLength,
    words,
    known,
    vector(word) {
      const near = known(word);
      return near === undefined ? undefined : vectorOfId(ids.get(near)!);
    },
    encode(text) {
      const all = words(text);
      const kept = all.slice(0, maxLength - 1);
      const encoded = new Array<number>(maxLength).fill(config.pad_id);
      const vectors = new Float32Array(maxLength * vectorLength);
      const unknown: string[] = [];
      encoded[0] = config.cls_id;
      for (const [i, word] of kept.entries()) {
        const near = known(word);
        const id = near === undefined ? config.unk_id : ids.get(near)!;
        encoded[i + 1] = id;
        if (near === undefined) unknown.push(word);
        else vectors.set(vectorOfId(id), (i + 1) * vectorLength);
      }
      return { ids: encoded, vectors, unknown: [...new Set(unknown)], dropped: all.length - kept.length };
    },
  };
}

/** English plurals, likeliest first. */
export function singular(word: string): string[] {
  const forms: string[] = [];
  if (word.endsWith('ies') && word.length > 4) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('ves') && word.length > 4) forms.push(`${word.slice(0, -3)}f`, `${word.slice(0, -3)}fe`);
  if (word.endsWith('es') && word.length > 3) forms.push(word.slice(0, -2));
  if (word.endsWith('s') && !word.endsWith('ss') && word.length > 2) forms.unshift(word.slice(0, -1));
  return forms;
}

/** The first (most frequent) word one insertion, deletion, change or swap away. Short words are left alone: all are near. */
function oneSlipAway(word: string, list: readonly string[]): string | undefined {
  if (word.length < 4 || /[0-9]/.test(word)) return undefined;
  return list.find((other) => Math.abs(other.length - word.length) <= 1 && other.length > 3 && isOneSlip(word, other));
}

function isOneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
