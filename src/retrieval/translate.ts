import { singular, type WordTokenizer } from '../tokenizers/words';
import type { IndexLanguage, MemoryIndex } from './memory';
import { partEnds } from './phrases';

/** A phrase of the prompt in English. */
interface Item {
  readonly text: string;
  readonly kind: Kind;
  /** Of an adjective that is also a thing ("rosa", "naranja"): that. */
  readonly asThing?: string;
  /** How many words of the prompt it is; letters where words stand without spaces. */
  readonly words: number;
}

/** `behind`: how what comes next stands to what came before, told the other way round ("hat wearing cat"). */
type Kind = 'adjective' | 'thing' | 'relation' | 'place' | 'behind' | 'unknown';

interface Table {
  readonly language: IndexLanguage;
  readonly phrases: ReadonlyMap<string, Omit<Item, 'words'>>;
  /** Words of the longest phrase; letters where words stand without spaces. */
  readonly longest: number;
}

/** What comes after so many is not translated: the model reads far fewer. */
const mostLetters = 600;
const relations = new Set(
  'and with without wearing holding riding driving eating drinking reading playing howling'.split(' '),
);
const articles = new Set(['a', 'the', 'my', 'some', 'of', 'in', 'in the', 'on', 'on the', 'to', 'for', 'is', 'as']);
const numbers = new Set('two three four five six seven eight nine'.split(' '));
/** English, though nothing that a picture shows. */
const furtherEnglish =
  'this that these as by from into it her his their who which are has have sticker stickers photo portrait like while'.split(
    ' ',
  );

/**
 * A prompt in another of the index's languages as the English that the model reads; what is not understood stays as it was
 * typed, and an English prompt as it is. Word by word, with what the language puts elsewhere moved: "un chat noir", "赤い帽子をかぶった猫".
 */
export function translator(index: MemoryIndex, tokenizer: WordTokenizer): (prompt: string) => string {
  let tables: readonly Table[] | undefined;
  let known: ReadonlySet<string> | undefined;

  const isOfIndex = (word: string) => {
    known ??= englishWords(index, tokenizer);
    return known.has(word) || singular(word).some((one) => known!.has(one));
  };
  /** How surely a typed word is English: wholly where a picture may be asked for with it, a little where it is a word at all. */
  function englishness(typed: string): number {
    const [word, ...further] = hasAccents(typed) ? [] : tokenizer.words(typed);
    if (word === undefined || further.length > 0) return 0;
    return isOfIndex(word) ? 1 : tokenizer.known(word) === word ? 0.3 : 0;
  }
  const isEnglish = (text: string) => wordsOf(text).every((word) => englishness(word) === 1);

  const isTelling = ({ phrases }: Table, word: string) =>
    phrases.get(plain(word))?.kind === 'relation' && englishness(word) < 1;

  /** The language that understands more of these than is English, if any does. */
  function languageOf(texts: readonly string[]): Table | undefined {
    const words = texts.flatMap(wordsOf);
    const asEnglish = words.map(englishness);
    const isPartlyEnglish = asEnglish.some((one) => one > 0);
    const ifAllAre = asEnglish.includes(0) ? 0 : asEnglish.includes(1) ? 0.75 : 0.5;
    let most = asEnglish.reduce((sum, one) => sum + one, ifAllAre);
    let best: Table | undefined;
    tables ??= index.languages!.map(tableOf);
    for (const table of tables) {
      if (table.language.unspaced && !texts.some(hasOtherLetters)) continue;
      const items = texts.flatMap((text) => itemsOf(table, text));
      const understood = sizeOf(items.filter(({ kind }) => kind !== 'unknown'));
      // "ein" tells more than "auto"; of equals the language counts that understands more of it at a time.
      const telling = words.filter((word) => isTelling(table, word)).length;
      const score = understood + telling / 4 - items.length / 1000;
      if (score <= most || (isPartlyEnglish && understood < sizeOf(items) / 2)) continue;
      most = score;
      best = table;
    }
    return best;
  }

  return (prompt) => {
    if (!index.languages) return prompt;
    const end = prompt.length > mostLetters ? prompt.lastIndexOf(' ', mostLetters) + 1 || mostLetters : prompt.length;
    const texts = prompt
      .slice(0, end)
      .split(partEnds)
      .filter((text) => text.trim() !== '');
    const others = texts.filter((text) => !isEnglish(text));
    const table = others.length > 0 && languageOf(others);
    if (!table) return prompt;
    const inEnglish = texts.map((text) =>
      others.includes(text) ? inOrder(itemsOf(table, text).map(splitBy(table)), table.language) : text.trim(),
    );
    return [...inEnglish, ...(end < prompt.length ? [prompt.slice(end)] : [])].join(', ');
  };
}

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const sizeOf = (items: readonly Item[]) => items.reduce((sum, { words }) => sum + words, 0);

/** Letters that English has not, accents aside. */
const hasOtherLetters = (text: string) => /(?!\p{Script=Latin})\p{L}/u.test(text);

/** English words seldom have any. */
const hasAccents = (word: string) => /[^\x00-\x7F]/.test(word);

/** Words that a prompt for this index may have. */
function englishWords(index: MemoryIndex, tokenizer: WordTokenizer): ReadonlySet<string> {
  const texts = [
    ...index.subjects.flatMap(({ name, names }) => [name, ...names]),
    ...[...index.styles, ...index.backgrounds, ...index.skin_tones].flatMap(({ words }) => words),
    ...Object.values(index.colours).flatMap(({ words }) => words),
    ...[...Object.values(index.sizes), ...Object.values(index.relations)].flat(),
    ...[...index.stopwords, ...Object.keys(index.numbers), ...relations, ...numbers, ...furtherEnglish],
  ];
  return new Set(texts.flatMap((text) => tokenizer.words(text)));
}

function tableOf(language: IndexLanguage): Table {
  const phrases = new Map<string, Omit<Item, 'words'>>();
  for (const [phrase, text] of Object.entries(language.phrases)) {
    phrases.set(compact(language, phrase), { text: text.replace('<', ''), kind: kindOf(language, text) });
  }
  for (const [phrase, text] of Object.entries(language.adjectives)) {
    const asThing = phrases.get(compact(language, phrase))?.text;
    phrases.set(compact(language, phrase), { text, kind: 'adjective', ...(asThing !== undefined && { asThing }) });
  }
  const lengths = [...phrases.keys()].map((phrase) => (language.unspaced ? phrase.length : phrase.split(' ').length));
  return { language, phrases, longest: Math.max(...lengths) };
}

const compact = ({ unspaced }: IndexLanguage, phrase: string) => (unspaced ? phrase.replaceAll(' ', '') : phrase);

function kindOf({ unspaced }: IndexLanguage, text: string): Kind {
  if (text.startsWith('<')) return 'behind';
  if (relations.has(text.split(' ')[0]!) || articles.has(text) || numbers.has(text) || text === '') return 'relation';
  return unspaced && /^((in|on|at) |underwater$)/.test(text) ? 'place' : 'thing';
}

/** As the index has phrases: small, without accents of Latin and Arabic letters, words apart by a space. */
function plain(text: string): string {
  const parts = text.normalize('NFKC').toLowerCase().normalize('NFD');
  const kept = parts.replace(/[\u0300-\u036f\u0640\u064b-\u065f\u0670]/g, '').normalize('NFC');
  return wordsOf(kept).join(' ');
}

function itemsOf(table: Table, segment: string): Item[] {
  return table.language.unspaced ? itemsOfLetters(table, segment) : itemsOfWords(table, segment);
}

function itemsOfWords({ language, phrases, longest }: Table, segment: string): Item[] {
  const typed = wordsOf(segment);
  const words = typed.map(plain);
  const items: Item[] = [];
  for (let at = 0; at < words.length;) {
    let length = Math.min(longest, words.length - at);
    let found: readonly Item[] | undefined;
    for (; length > 0 && !found; length--) found = foundAs(language, phrases, words.slice(at, at + length));
    items.push(...(found ?? [{ text: typed[at]!, kind: 'unknown', words: 1 }]));
    at += found ? length + 1 : 1;
  }
  return items;
}

/** A phrase as it is, of several things, or with what the language writes before a word as part of it. */
function foundAs(
  { endings = [], openings = {} }: IndexLanguage,
  phrases: Table['phrases'],
  words: readonly string[],
): readonly Item[] | undefined {
  const phrase = words.join(' ');
  const found = phrases.get(phrase);
  if (found) return [{ ...found, words: words.length }];
  for (const ending of endings) {
    const one = phrase.endsWith(ending) && phrases.get(phrase.slice(0, -ending.length));
    if (!one || phrase.length - ending.length < 3 || one.kind === 'relation') continue;
    const isPlural = one.kind === 'thing' && !/s$/.test(one.text);
    return [{ ...one, text: isPlural ? `${one.text}s` : one.text, words: words.length }];
  }
  for (const [opening, text] of Object.entries(openings)) {
    const rest = phrase.startsWith(opening) && phrases.get(phrase.slice(opening.length));
    if (!rest || phrase.length - opening.length < 2) continue;
    return [...(text === '' ? [] : [{ text, kind: 'relation', words: 0 } as const]), { ...rest, words: words.length }];
  }
  return undefined;
}

const linkings = ['', 's', 'n', 'en', 'e', 'er', 'es'];

/** A word that was not understood, made of two that are: "Piratenschiff" is a pirate ship. The longer its last part the better. */
function splitBy({ language, phrases }: Table): (item: Item) => Item {
  const thing = (word: string) => {
    const found = word.length < shortestPart ? undefined : phrases.get(word);
    return found?.kind === 'thing' ? found.text : undefined;
  };
  return (item) => {
    if (item.kind !== 'unknown' || language.unspaced) return item;
    const word = plain(item.text);
    for (let at = shortestPart; at <= word.length - shortestPart; at++) {
      const last = thing(word.slice(at));
      if (last === undefined) continue;
      const stem = word.slice(0, at);
      for (const linking of linkings) {
        const first = stem.endsWith(linking) && thing(stem.slice(0, stem.length - linking.length));
        if (first) return { ...item, text: `${first} ${last}`, kind: 'thing' };
      }
    }
    return item;
  };
}

const shortestPart = 3;

function itemsOfLetters({ phrases, longest }: Table, segment: string): Item[] {
  const letters = [...plain(segment).replaceAll(' ', '')];
  const items: Item[] = [];
  for (let at = 0; at < letters.length;) {
    let length = Math.min(longest, letters.length - at);
    while (length > 0 && !phrases.has(letters.slice(at, at + length).join(''))) length--;
    const last = items.at(-1);
    if (length > 0) items.push({ ...phrases.get(letters.slice(at, at + length).join(''))!, words: length });
    else if (last?.kind === 'unknown') items[items.length - 1] = withLetter(last, letters[at]!);
    else items.push({ text: letters[at]!, kind: 'unknown', words: 1 });
    at += Math.max(length, 1);
  }
  return items;
}

const withLetter = (item: Item, letter: string): Item => ({
  ...item,
  text: item.text + letter,
  words: item.words + 1,
});

/** In the order that English has. */
function inOrder(items: readonly Item[], { adjectives_follow, unspaced }: IndexLanguage): string {
  const whole = withAThing(items);
  const turned = unspaced ? placesLast(turnedRound(whole)) : whole;
  const ordered = adjectives_follow ? adjectivesFirst(turned) : turned;
  return ordered
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join(' ');
}

/** The first of "una naranja", "una rosa roja" is a thing, if no other is there. */
function withAThing(items: readonly Item[]): readonly Item[] {
  if (items.some(({ kind }) => kind === 'thing' || kind === 'unknown')) return items;
  const first = items.findIndex(({ asThing }) => asThing !== undefined);
  return items.map((item, i) => (i === first ? { ...item, text: item.asThing!, kind: 'thing' } : item));
}

/** "chat noir" → "black cat" */
function adjectivesFirst(items: readonly Item[]): readonly Item[] {
  const ordered: Item[] = [];
  for (const item of items) {
    const last = ordered.at(-1);
    const follows = item.kind === 'adjective' && (last?.kind === 'thing' || last?.kind === 'unknown');
    if (follows) ordered.splice(-1, 0, item);
    else ordered.push(item);
  }
  return ordered;
}

/** "hat wearing cat", "wearing hat 的 cat" → "cat wearing hat" */
function turnedRound(items: readonly Item[]): readonly Item[] {
  const at = items.findIndex(({ kind }) => kind === 'behind');
  if (at === -1) return items;
  const [before, sign, after] = [items.slice(0, at), items[at]!, turnedRound(items.slice(at + 1))];
  const first = before.find(({ text }) => text !== '');
  const isTurned = sign.text === '' ? first?.kind === 'relation' : before.length > 0 && after.length > 0;
  return isTurned ? [...after, { ...sign, kind: 'relation' }, ...before] : [...before, ...after];
}

function placesLast(items: readonly Item[]): readonly Item[] {
  const isPlace = ({ kind }: Item) => kind === 'place';
  return [...items.filter((item) => !isPlace(item)), ...items.filter(isPlace)];
}
