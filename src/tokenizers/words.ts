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
    return normalised(text).match(/[a-z]+|[0-9]+/g) ?? [];
  }

  /** Accents are dropped, so that "café" is the word it is. */
  function normalised(text: string): string {
    const letters = /^[\x00-\x7F]*$/.test(text) ? text.toLowerCase() : withoutAccents(text);
    return config.replace.reduce((plain, [from, to]) => plain.replaceAll(from, to), letters);
  }

  /** Words in letters that the vocabulary does not have: Hebrew, Chinese, … */
  function foreignWords(text: string): string[] {
    return normalised(text).match(/(?:(?![a-z])\p{L})+/gu) ?? [];
  }

  function known(word: string): string | undefined {
    if (ids.has(word)) return word;
    const one = singular(word).find((candidate) => ids.has(candidate));
    if (one) return one;
    if (!slips.has(word)) slips.set(word, oneSlipAway(word, list, ids, heardAs));
    return slips.get(word);
  }

  /** Made when a word is first unknown. */
  let bySound: ReadonlyMap<string, string> | undefined;

  /** The most frequent word that sounds alike: "dolfin", "giraf", "krokodile". */
  function heardAs(word: string): string | undefined {
    bySound ??= new Map([...list].reverse().flatMap((one) => (one.length > 4 ? [[sound(one), one] as const] : [])));
    return word.length > 4 ? bySound.get(sound(word)) : undefined;
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
      unknown.push(...foreignWords(text).slice(0, maxLength));
      return { ids: encoded, vectors, unknown: [...new Set(unknown)], dropped: all.length - kept.length };
    },
  };
}

function withoutAccents(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC');
}

/** English plurals, likeliest first. */
export function singular(word: string): string[] {
  const forms: string[] = [];
  if (Object.hasOwn(irregular, word)) forms.push(irregular[word]!);
  else if (word.endsWith('men') && word.length > 4) forms.push(`${word.slice(0, -3)}man`);
  if (word.endsWith('ies') && word.length > 4) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith('ves') && word.length > 4) forms.push(`${word.slice(0, -3)}f`, `${word.slice(0, -3)}fe`);
  if (word.endsWith('es') && word.length > 3) forms.push(word.slice(0, -2));
  if (word.endsWith('s') && !word.endsWith('ss') && word.length > 2) forms.unshift(word.slice(0, -1));
  return forms;
}

const irregular: Readonly<Record<string, string>> = {
  ...{ mice: 'mouse', geese: 'goose', men: 'man', women: 'woman', children: 'child', people: 'person', feet: 'foot' },
  ...{ teeth: 'tooth', oxen: 'ox', cacti: 'cactus', octopi: 'octopus', dice: 'die' },
  ...{ hippopotami: 'hippopotamus', fungi: 'fungus', lice: 'louse' },
};

const vowel = /[aeiouy]/;

/**
 * The first (most frequent) word that a common typing slip turns into this one: a letter doubled or not, two swapped, one
 * vowel for another; in longer words a letter missing or too many. Other neighbours are other words ("toad" is no "road").
 */
function oneSlipAway(
  word: string,
  list: readonly string[],
  ids: ReadonlyMap<string, number>,
  heardAs: (word: string) => string | undefined,
): string | undefined {
  if (word.length < 4 || /[0-9]/.test(word)) return undefined;
  const undoubled = [...word].map((letter, i) => (letter === word[i + 1] ? word.slice(0, i) + word.slice(i + 1) : ''));
  return (
    undoubled.find((other) => ids.has(other) && other.length > 2) ??
    heardAs(word) ??
    list.find((other) => other.length > 3 && other[0] === word[0] && isOneSlip(word, other))
  );
}

/** What English spelling leaves open: doubled letters, "ph" and "f", "c" and "k", an "e" that is not heard. */
function sound(word: string): string {
  return word
    .replaceAll('ph', 'f')
    .replaceAll(/c(?![eiyh])|q/g, 'k')
    .replaceAll(/(.)\1+/g, '$1')
    .replaceAll(/e(?=[aou])|e$/g, '');
}

function isOneSlip(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false;
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start++;
  let [endTyped, endMeant] = [typed.length, meant.length];
  while (endTyped > start && endMeant > start && typed[endTyped - 1] === meant[endMeant - 1]) {
    [endTyped, endMeant] = [endTyped - 1, endMeant - 1];
  }
  const [was, is] = [typed.slice(start, endTyped), meant.slice(start, endMeant)];
  if (was.length === 2 && is.length === 2) return was[0] === is[1] && was[1] === is[0];
  if (was.length === 1 && is.length === 1) return vowel.test(was) && vowel.test(is) && typed.length > 4;
  const isDoubled = was === '' && is === meant[start - 1];
  return was.length + is.length === 1 && (isDoubled || typed.length > 5);
}
