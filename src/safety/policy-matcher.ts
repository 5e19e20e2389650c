import { plainText, wordsIn } from './normalise';
import { languages } from './policy/languages';
import { concepts, type Concept, type TermList } from './policy/term-list';

/** Finds the policy's concepts in one reading of a prompt. */
export interface PolicyMatcher {
  conceptsIn(reading: string): ReadonlySet<Concept>;
}

interface Term {
  readonly words: readonly string[];
  readonly concept: Concept;
  readonly list: TermList;
  readonly isWeak: boolean;
}

/** Stands where an innocent phrase was, so that its neighbours do not become one. */
const gap = '\u0000';
const oldestMinor = 17;
/** A shorter katakana term begins too many other words. */
const shortestPrefix = 4;

let built: PolicyMatcher | undefined;

/** The matcher of the whole policy. Built at the first prompt (milliseconds) and kept: it holds the policy, no prompt. */
export function matcher(): PolicyMatcher {
  built ??= buildMatcher();
  return built;
}

function buildMatcher(): PolicyMatcher {
  const spaced = languages.filter(({ script }) => script === 'words');
  const runs = languages.filter(({ script }) => script === 'run').map(runListOf);
  const terms = byFirstWord(spaced.flatMap(termsOf));
  const innocent = phrasesByFirstWord(spaced.flatMap(({ innocent }) => items(innocent)));
  const everyday = new Map(spaced.map((list) => [list, new Set(items(list.everyday).map(plainText))]));
  const ages = phrasesByFirstWord(languages.flatMap(({ ageWords }) => items(ageWords)));

  return {
    conceptsIn(reading) {
      const found = new Set<Concept>();
      for (const list of runs) for (const concept of conceptsInRun(reading, list)) found.add(concept);
      const words = withGaps(wordsIn(reading), innocent);
      const hits = [...hitsIn(words, terms), ...maskedHits(reading, terms), ...compoundHits(words, terms)];
      for (const hit of hits) {
        const isSupported = () =>
          hits.some((other) => other.list === hit.list && other.concept !== hit.concept) ||
          words.some((word) => everyday.get(hit.list)?.has(word));
        if (!hit.isWeak || isSupported()) found.add(hit.concept);
      }
      if (namesMinorAge(words, ages)) found.add('child');
      return found;
    },
  };
}

/** The items of a comma-separated list. */
function items(list: string): string[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Every form of a list's terms: with each ending, and each prefix of the language. */
function termsOf(list: TermList): Term[] {
  const endings = ['', ...list.endings.map(plainText)];
  const prefixes = ['', ...(list.prefixes ?? []).map(plainText)];
  return concepts.flatMap((concept) =>
    items(list.terms[concept]).flatMap((item) => {
      const words = wordsIn(plainText(item.replace(/^[=?]/, '')));
      const [first = '', last = ''] = [words[0], words.at(-1)];
      const forms = item.startsWith('=') ? [''] : endings;
      return prefixes.flatMap((prefix) =>
        forms.map((ending) => {
          const changed =
            words.length === 1 ? [prefix + first + ending] : [prefix + first, ...words.slice(1, -1), last + ending];
          return { words: changed, concept, list, isWeak: item.startsWith('?') };
        }),
      );
    }),
  );
}

function byFirstWord(terms: readonly Term[]): ReadonlyMap<string, readonly Term[]> {
  const index = new Map<string, Term[]>();
  for (const term of terms) {
    const first = term.words[0] ?? '';
    index.set(first, [...(index.get(first) ?? []), term]);
  }
  return index;
}

function phrasesByFirstWord(phrases: readonly string[]): ReadonlyMap<string, readonly (readonly string[])[]> {
  const index = new Map<string, string[][]>();
  for (const phrase of phrases) {
    const words = wordsIn(plainText(phrase));
    const first = words[0] ?? '';
    index.set(first, [...(index.get(first) ?? []), words]);
  }
  return index;
}

function startsAt(words: readonly string[], i: number, phrase: readonly string[]): boolean {
  return phrase.every((word, k) => words[i + k] === word);
}

/** The words with innocent phrases taken out. A plural's s is allowed for. */
function withGaps(words: readonly string[], innocent: ReadonlyMap<string, readonly (readonly string[])[]>): string[] {
  const kept: string[] = [];
  for (let i = 0; i < words.length;) {
    const phrase = (innocent.get(words[i]!) ?? []).find((candidate) =>
      candidate.every(
        (word, k) => words[i + k] === word || (k === candidate.length - 1 && words[i + k] === `${word}s`),
      ),
    );
    if (phrase) kept.push(gap);
    else kept.push(words[i]!);
    i += phrase?.length ?? 1;
  }
  return kept;
}

function hitsIn(words: readonly string[], terms: ReadonlyMap<string, readonly Term[]>): Term[] {
  return words.flatMap((word, i) => (terms.get(word) ?? []).filter((term) => startsAt(words, i, term.words)));
}

/** "p*rn": letters with stars between them that fit a one-word term, most of it visible. */
function maskedHits(reading: string, terms: ReadonlyMap<string, readonly Term[]>): Term[] {
  const masked = reading.match(/\p{L}+[*#](?:[*#\p{L}])*\p{L}/gu) ?? [];
  return masked.flatMap((piece) => {
    const visible = piece.replace(/[*#]/g, '').length;
    if (visible * 2 < piece.length) return [];
    const pattern = new RegExp(`^${piece.replace(/[*#]/g, '\\p{L}')}$`, 'u');
    return [...terms].flatMap(([word, candidates]) =>
      pattern.test(word) ? candidates.filter((term) => term.words.length === 1 && !term.isWeak) : [],
    );
  });
}

/** "nudegirl": a word made of two terms and nothing else. */
function compoundHits(words: readonly string[], terms: ReadonlyMap<string, readonly Term[]>): Term[] {
  const whole = (word: string) => (terms.get(word) ?? []).filter((term) => term.words.length === 1 && !term.isWeak);
  return words.flatMap((word) => {
    if (word.length < 7 || terms.has(word)) return [];
    for (let cut = 3; cut <= word.length - 3; cut += 1) {
      const [head, tail] = [whole(word.slice(0, cut)), whole(word.slice(cut))];
      if (head.length > 0 && tail.length > 0) return [...head, ...tail];
    }
    return [];
  });
}

/** "12 year old", "aged 12", "12 ans": a number below 18 where an age is meant. */
function namesMinorAge(words: readonly string[], ages: ReadonlyMap<string, readonly (readonly string[])[]>): boolean {
  return words.some((word, i) => {
    const age = numberOf(word);
    if (age === undefined || age < 1 || age > oldestMinor) return false;
    if (words[i - 1] === 'aged' || words[i - 1] === 'age') return true;
    return (ages.get(words[i + 1] ?? '') ?? []).some((phrase) => startsAt(words, i + 1, phrase));
  });
}

const numberWords = plainText(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen',
).split(' ');

function numberOf(word: string): number | undefined {
  if (/^\d{1,2}$/.test(word)) return Number(word);
  const index = numberWords.indexOf(word);
  return index < 0 ? undefined : index;
}

interface RunList {
  readonly innocent: readonly string[];
  readonly terms: readonly { readonly text: string; readonly concept: Concept }[];
  readonly age: RegExp;
}

function runListOf(list: TermList): RunList {
  const ageWords = items(list.ageWords).map(plainText).join('|');
  return {
    innocent: items(list.innocent).map(plainText),
    terms: concepts.flatMap((concept) =>
      items(list.terms[concept]).map((item) => ({ text: plainText(item), concept })),
    ),
    age: new RegExp(`(?<![\\d十])(?:(\\d{1,2})|(十?)([一二三四五六七八九]?))(?:${ageWords})`, 'gu'),
  };
}

/** Languages without spaces: a term is found anywhere, but a katakana one only as a run of katakana, or the start of one. */
function conceptsInRun(reading: string, { innocent, terms, age }: RunList): Concept[] {
  const text = innocent.reduce((left, phrase) => left.replaceAll(phrase, gap), reading.replace(/\s+/g, ''));
  const katakana = text.match(/[\u30A1-\u30FA\u30FC]+/g) ?? [];
  const has = (term: string) =>
    /^[\u30A1-\u30FA\u30FC]+$/.test(term)
      ? katakana.some((run) => run === term || (term.length >= shortestPrefix && run.startsWith(term)))
      : text.includes(term);
  const found = terms.filter((term) => has(term.text)).map(({ concept }) => concept);
  const isMinor = [...text.matchAll(age)].some(([, digits, ten, unit]) => {
    const years = digits ? Number(digits) : (ten ? 10 : 0) + '〇一二三四五六七八九'.indexOf(unit || '〇');
    return years >= 1 && years <= oldestMinor;
  });
  return isMinor ? [...found, 'child'] : found;
}
