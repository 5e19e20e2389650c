import { plainText, wordsIn } from './normalise';
import { languages } from './policy/languages';
import { concepts, items, type Concept, type Near, type TermList } from './policy/term-list';
import { runMatcher } from './run-matcher';

/** Finds the policy's concepts in one reading of a prompt. */
export interface PolicyMatcher {
  /** `photo`: a word that stands alone counts even if it is an everyday word elsewhere. */
  conceptsIn(reading: string, photo: boolean): ReadonlySet<Concept>;
}

interface Term {
  readonly words: readonly string[];
  readonly concept: Concept;
  readonly list: TermList;
  readonly isWeak: boolean;
  /** As it stands in the list, without an ending. */
  readonly isBase: boolean;
}

/** Stands where an innocent phrase was, so that its neighbours do not become one. */
const gap = '\u0000';
const oldestMinor = 17;
/** Shorter words have neighbours that mean something else. */
const shortestMisspelt = 8;
/** A shorter German term begins too many other words, unless its list says that it may. */
const shortestStem = 8;
/** Concepts of which any long term may begin a German compound. */
const stemConcepts: readonly Concept[] = ['explicit', 'nudity', 'hate'];
/** Shorter words become other words when their end changes. */
const shortestRewritten = 5;
/** Concepts whose words are mostly everyday ones: their kin is left alone ("bombinha" is a small pump). */
const everydayConcepts: readonly Concept[] = ['mild', 'weapon', 'clothing'];

let built: PolicyMatcher | undefined;

/** The matcher of the whole policy. Built at the first prompt (milliseconds) and kept: it holds the policy, no prompt. */
export function matcher(): PolicyMatcher {
  built ??= buildMatcher();
  return built;
}

function buildMatcher(): PolicyMatcher {
  const spaced = languages.filter(({ script }) => script === 'words').map(withPlainAffixes);
  const unspaced = languages.filter(({ script }) => script === 'run');
  const shared = unspaced.flatMap(({ innocent }) => items(innocent).map(plainText));
  const runs = unspaced.map((list) => runMatcher(list, shared));
  const forms = spaced.flatMap(termsOf);
  const terms = byFirstWord(forms);
  const innocent = phrasesByFirst(spaced.flatMap(({ innocent }) => items(innocent)).flatMap(innocentForms));
  const everyday = new Map(spaced.map((list) => [list, new Set(items(list.everyday).map(plainText))]));
  const misspelt = misspellingsOf(forms.filter(isLongBase), terms);
  const isWord = (word: string) => terms.has(word);
  const nears = spaced.flatMap((list) => list.near.map((near) => nearOf(near, list)));
  const stems = spaced.filter(({ language }) => language === 'de').flatMap(stemsOf);
  const ages = phrasesByFirstWord(languages.flatMap(({ ageWords }) => items(ageWords)));

  return {
    conceptsIn(reading, photo) {
      const found = new Set<Concept>();
      for (const run of runs) for (const concept of run.conceptsIn(reading)) found.add(concept);
      const words = withGaps(wordsIn(reading), innocent);
      const hits = [
        ...hitsIn(words, terms),
        ...maskedHits(reading, terms),
        ...compoundHits(words, terms),
        ...misspeltHits(words, misspelt, isWord),
      ];
      for (const hit of hits) {
        const isSupported = () =>
          (photo && words.length === 1) ||
          hits.some((other) => other.list === hit.list && other.concept !== hit.concept) ||
          words.some((word) => everyday.get(hit.list)?.has(word));
        if (!hit.isWeak || isSupported()) found.add(hit.concept);
      }
      for (const { concept, holds } of nears) if (holds(words)) found.add(concept);
      for (const { concept, text } of stems) if (words.some((word) => isCompoundOf(word, text))) found.add(concept);
      if (namesMinorAge(words, ages)) found.add('child');
      return found;
    },
  };
}

/** A list whose endings and prefixes are plain already: they are put to every one of its items. */
function withPlainAffixes(list: TermList): TermList {
  return { ...list, endings: list.endings.map(plainText), prefixes: (list.prefixes ?? []).map(plainText) };
}

/** Every form of a list's terms. */
function termsOf(list: TermList): Term[] {
  return concepts.flatMap((concept) =>
    items(list.terms[concept]).flatMap((item) =>
      [...formsOf(item, list), ...(everydayConcepts.includes(concept) ? [] : rewritten(item, list))].map(
        (words, i) => ({ words, concept, list, isWeak: item.startsWith('?'), isBase: i === 0 }),
      ),
    ),
  );
}

/** A term with other last letters, where a language makes new words so. */
function rewritten(item: string, { rewrites = {} }: TermList): (readonly string[])[] {
  if (item.startsWith('=')) return [];
  const words = wordsIn(plainText(item));
  const last = words.at(-1) ?? '';
  if (last.length < shortestRewritten) return [];
  return Object.entries(rewrites)
    .filter(([end]) => last.endsWith(end))
    .flatMap(([end, others]) =>
      others.map((other) => [...words.slice(0, -1), last.slice(0, -end.length) + plainText(other)]),
    );
}

/** A term with each ending and each prefix of its language. */
function formsOf(item: string, list: TermList): (readonly string[])[] {
  const words = wordsIn(plainText(item.replace(/^[=?~]/, '')));
  const [first = '', last = ''] = [words[0], words.at(-1)];
  const endings = item.startsWith('=') ? [''] : ['', ...list.endings];
  return ['', ...(list.prefixes ?? [])].flatMap((prefix) =>
    endings.map((ending) =>
      words.length === 1 ? [prefix + first + ending] : [prefix + first, ...words.slice(1, -1), last + ending],
    ),
  );
}

function nearOf({ concept, first, second, within, anyOrder }: Near, list: TermList) {
  const [ones, others] = [first, second].map((part) =>
    phrasesByFirst(items(part).flatMap((item) => formsOf(item, list))),
  );
  return {
    concept,
    holds: (words: readonly string[]) =>
      isNear(words, ones!, others!, within) || (anyOrder === true && isNear(words, others!, ones!, within)),
  };
}

/** An innocent phrase, and the same with two neighbours as one word, which a hyphen makes of them: "naked mole-rat". */
function innocentForms(phrase: string): (readonly string[])[] {
  const words = wordsIn(plainText(phrase));
  const joined = words.slice(1).map((word, i) => [...words.slice(0, i), words[i]! + word, ...words.slice(i + 2)]);
  return [words, ...joined.filter((form) => form.length > 1)];
}

type Phrases = ReadonlyMap<string, readonly (readonly string[])[]>;

function isNear(words: readonly string[], ones: Phrases, others: Phrases, within: number): boolean {
  return words.some((word, i) =>
    (ones.get(word) ?? []).some((one) => {
      if (!startsAt(words, i, one)) return false;
      const from = i + one.length;
      for (let j = from; j <= from + within && j < words.length; j += 1) {
        if ((others.get(words[j]!) ?? []).some((other) => startsAt(words, j, other))) return true;
      }
      return false;
    }),
  );
}

/** German makes one word of two: "Hakenkreuzfahne". */
function stemsOf(list: TermList): { text: string; concept: Concept }[] {
  const isStem = (item: string, concept: Concept) =>
    item.startsWith('~') || (stemConcepts.includes(concept) && /^\p{L}+$/u.test(item) && item.length >= shortestStem);
  return concepts.flatMap((concept) =>
    items(list.terms[concept])
      .filter((item) => isStem(item, concept))
      .map((item) => ({ text: plainText(item.replace('~', '')), concept })),
  );
}

function isCompoundOf(word: string, stem: string): boolean {
  return word.length >= stem.length + 3 && word.startsWith(stem);
}

function byFirstWord(terms: readonly Term[]): ReadonlyMap<string, readonly Term[]> {
  const index = new Map<string, Term[]>();
  for (const term of terms) {
    addTo(index, term.words[0] ?? '', term);
  }
  return index;
}

function phrasesByFirstWord(phrases: readonly string[]): Phrases {
  return phrasesByFirst(phrases.map((phrase) => wordsIn(plainText(phrase))));
}

function phrasesByFirst(phrases: readonly (readonly string[])[]): Phrases {
  const index = new Map<string, (readonly string[])[]>();
  for (const words of phrases) {
    addTo(index, words[0] ?? '', words);
  }
  return index;
}

function addTo<T>(index: Map<string, T[]>, key: string, value: T): void {
  const there = index.get(key);
  if (there) there.push(value);
  else index.set(key, [value]);
}

function startsAt(words: readonly string[], i: number, phrase: readonly string[]): boolean {
  return phrase.every((word, k) => words[i + k] === word);
}

/** The words with innocent phrases taken out. A plural's s is allowed for. */
function withGaps(words: readonly string[], innocent: Phrases): string[] {
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

function isLongBase({ words, isBase, isWeak }: Term): boolean {
  return isBase && !isWeak && words.length === 1 && words[0]!.length >= shortestMisspelt;
}

/** Long terms as they are, with one letter left out or two changed about, the first letter in its place: "suicde", "swatsika". */
function misspellingsOf(
  bases: readonly Term[],
  terms: ReadonlyMap<string, readonly Term[]>,
): ReadonlyMap<string, readonly Term[]> {
  const index = new Map<string, readonly Term[]>();
  for (const word of new Set(bases.map(({ words }) => words[0]!))) {
    const meant = terms.get(word)!.filter(isLongBase);
    index.set(word, meant);
    for (let i = 1; i < word.length; i += 1) {
      const without = word.slice(0, i) + word.slice(i + 1);
      const changed = word.slice(0, i) + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2);
      for (const one of [without, changed]) if (!terms.has(one)) index.set(one, meant);
    }
  }
  return index;
}

/** A word that is such a misspelling, or has one letter too many: "descapitado". */
function misspeltHits(
  words: readonly string[],
  misspelt: ReadonlyMap<string, readonly Term[]>,
  isWord: (word: string) => boolean,
): readonly Term[] {
  return words.flatMap((word) => {
    if (word.length <= shortestMisspelt || isWord(word)) return misspelt.get(word) ?? [];
    const shorter = [...word].map((_, i) => word.slice(0, i) + word.slice(i + 1)).slice(1, -1);
    return misspelt.get(word) ?? shorter.flatMap((one) => (isWord(one) ? (misspelt.get(one) ?? []) : []));
  });
}

/** "12 year old", "aged 12", "12 ans": a number below 18 where an age is meant. */
function namesMinorAge(words: readonly string[], ages: Phrases): boolean {
  return words.some((word, i) => {
    const age = numberOf(word);
    if (age === undefined || age < 1 || age > oldestMinor) return false;
    if (words[i - 1] === 'aged' || words[i - 1] === 'age') return true;
    return (ages.get(words[i + 1] ?? '') ?? []).some((phrase) => startsAt(words, i + 1, phrase));
  });
}

const numberWords: ReadonlyMap<string, number> = new Map(
  languages.flatMap(({ numbers }) =>
    (numbers?.words ?? '')
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word, i) => [plainText(word), i + numbers!.from] as const),
  ),
);

function numberOf(word: string): number | undefined {
  return /^\d{1,2}$/.test(word) ? Number(word) : numberWords.get(word);
}
