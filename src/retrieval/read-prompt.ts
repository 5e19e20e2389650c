import type { WordTokenizer } from '../tokenizers/words';
import { singular } from '../tokenizers/words';
import type { MemoryIndex, Subject } from './memory';
import { nearestSubject, type SubjectVectors } from './subject-vectors';

/** What a prompt asks for, as far as the artwork index can help. */
export interface PromptReading {
  /** At most two, in the order of the layout's slots. */
  readonly subjects: readonly FoundSubject[];
  /** A key of the index's `layouts`. */
  readonly layout: string;
  readonly style?: string;
  readonly background?: number;
}

export interface FoundSubject {
  readonly subject: number;
  /** A key of the index's `colours`, when the prompt asks for another colour than the artwork has. */
  readonly colour?: string;
}

type Words = readonly string[];

interface Candidate extends FoundSubject {
  /** 3 a name, 2 another name, 1 a tag or a near word. */
  readonly strength: number;
}

/** A lexicon over one index; made once per model. */
export function promptReader(index: MemoryIndex, tokenizer: WordTokenizer, vectors: SubjectVectors) {
  const phrase = (text: string): Words => tokenizer.words(text);
  const names = subjectPhrases(index, phrase);
  const styles = phraseTable(index.styles.flatMap(({ id, words }) => words.map((text) => [phrase(text), id] as const)));
  const colours = phraseTable(
    Object.entries(index.colours).flatMap(([id, { words }]) => words.map((text) => [phrase(text), id] as const)),
  );
  const backgrounds = phraseTable(
    index.backgrounds.flatMap(({ words }, i) => words.map((text) => [phrase(text), i] as const)),
  );
  const relations = phraseTable(
    Object.entries(index.relations).flatMap(([id, texts]) => texts.map((text) => [phrase(text), id] as const)),
  );
  const small = new Set((index.sizes['small'] ?? []).map((text) => phrase(text).join(' ')));
  const sizeWords = new Set(Object.values(index.sizes).flat().flatMap(phrase));
  const stopwords = new Set(index.stopwords);

  /** Removes the background's words and says which it is. */
  function takeBackground(words: Words): { rest: string[]; background?: number } {
    for (let i = 0; i < words.length; i++) {
      if (words[i] !== 'background' && words[i] !== 'backdrop' && words[i] !== 'gradient') continue;
      for (let start = Math.max(0, i - 4); start < i; start++) {
        const found = longestAt(backgrounds, words, start);
        if (!found || start + found.length > i) continue;
        const end = words[i + 1] === 'background' || words[i + 1] === 'backdrop' ? i + 2 : i + 1;
        return { rest: [...words.slice(0, trimJoin(words, start)), '|', ...words.slice(end)], background: found.value };
      }
    }
    // "on navy" at the end of a part.
    for (let i = 0; i + 1 < words.length; i++) {
      if (words[i] !== 'on' && words[i] !== 'against') continue;
      const start = words[i + 1] === 'a' || words[i + 1] === 'an' ? i + 2 : i + 1;
      const found = longestAt(backgrounds, words, start);
      const after = found && words[start + found.length];
      if (!found || !(after === undefined || after === '|')) continue;
      return { rest: [...words.slice(0, i), ...words.slice(start + found.length)], background: found.value };
    }
    return { rest: [...words] };
  }

  function trimJoin(words: Words, start: number): number {
    let end = start;
    while (end > 0 && (stopwords.has(words[end - 1]!) || ['on', 'with', 'against', 'in'].includes(words[end - 1]!)))
      end--;
    return end;
  }

  function takeStyle(words: Words): { rest: string[]; style?: string } {
    for (let i = 0; i < words.length; i++) {
      const found = longestAt(styles, words, i);
      if (!found) continue;
      const end = words[i + found.length] === 'style' ? i + found.length + 1 : i + found.length;
      return { rest: [...words.slice(0, i), '|', ...words.slice(end)], style: found.value };
    }
    return { rest: [...words] };
  }

  /** The subject of one part: its strongest phrase, the last of equals, since English puts the noun last. */
  function subjectOf(words: Words): Candidate | undefined {
    let best: (Candidate & { at: number; length: number }) | undefined;
    for (let i = 0; i < words.length; i++) {
      if (stopwords.has(words[i]!)) continue;
      const found = longestAt(names, words, i);
      if (!found) continue;
      const { subject, strength } = found.value;
      const isColourBeforeNoun = colours.has(words[i]!) && found.length === 1 && i + 1 < words.length;
      const worth = isColourBeforeNoun ? 0 : strength;
      if (!best || worth > best.strength || (worth === best.strength && found.length >= best.length)) {
        best = { subject, strength: worth, at: i, length: found.length };
      }
    }
    const rest = words.filter((word) => !stopwords.has(word) && !sizeWords.has(word) && !colours.has(word));
    const near = !best || best.strength < 2 ? nearestSubject(vectors, tokenizer, rest) : undefined;
    if (near !== undefined && !best) best = { subject: near, strength: 1, at: words.length, length: 0 };
    if (!best) return undefined;
    const colour = colourBefore(words, best.at, index.subjects[best.subject]!);
    return { subject: best.subject, strength: best.strength, ...(colour !== undefined && { colour }) };
  }

  function colourBefore(words: Words, at: number, subject: Subject): string | undefined {
    for (let i = 0; i < at; i++) {
      const found = longestAt(colours, words, i);
      if (found && found.value !== subject.colour) return found.value;
    }
    return undefined;
  }

  return (prompt: string): PromptReading => {
    const marked = prompt.split(/[,;.]+/).map(phrase);
    const joined = marked.flatMap((part, i) => (i === 0 ? part : ['|', ...part]));
    const { rest: noBackground, background } = takeBackground(joined);
    const { rest, style } = takeStyle(noBackground);
    const { parts, relation } = splitAtRelations(rest, relations);
    const candidates = parts.map(subjectOf).filter((found) => found !== undefined);
    const strongest = Math.max(0, ...candidates.map(({ strength }) => strength));
    const kept = candidates.filter(({ strength }, i) => strength > 1 || strongest <= 1 || i === 0).slice(0, 2);
    const subjects = kept.length > 1 ? kept : kept.slice(0, 1);
    const isSmall = rest.some((_, i) => [1, 2].some((n) => small.has(rest.slice(i, i + n).join(' '))));
    return {
      subjects: subjects.map(({ subject, colour }) => ({ subject, ...(colour !== undefined && { colour }) })),
      layout: layoutName(index, subjects, relation, rest, isSmall),
      ...(style !== undefined && { style }),
      ...(background !== undefined && { background }),
    };
  };
}

function layoutName(
  index: MemoryIndex,
  subjects: readonly FoundSubject[],
  relation: string | undefined,
  words: Words,
  isSmall: boolean,
): string {
  const has = (name: string) => name in index.layouts;
  const [, second] = subjects;
  if (!second) {
    const count = Math.max(1, ...words.map((word) => index.numbers[word] ?? 1));
    if (count > 1) return [`count-${count}`, 'count-3', 'count-2', 'single'].find(has)!;
    return isSmall && has('small') ? 'small' : 'single';
  }
  const wear = index.subjects[second.subject]!.wear;
  if (wear && (relation === 'wearing' || relation === 'with') && has(`wearing-${wear}`)) return `wearing-${wear}`;
  return relation !== undefined && has(relation) ? relation : 'beside';
}

/** Cuts a prompt where a relation or a comma stands; the first relation names the layout. */
function splitAtRelations(words: Words, relations: PhraseTable<string>): { parts: Words[]; relation?: string } {
  const parts: string[][] = [[]];
  let relation: string | undefined;
  for (let i = 0; i < words.length; i++) {
    const found = longestAt(relations, words, i);
    if (words[i] === '|' || found) {
      if (found && parts.at(-1)!.length > 0) relation ??= found.value;
      parts.push([]);
      i += found ? found.length - 1 : 0;
    } else {
      parts.at(-1)!.push(words[i]!);
    }
  }
  return { parts: parts.filter((part) => part.length > 0), ...(relation !== undefined && { relation }) };
}

/** Phrases by their first word, longest first. */
type PhraseTable<T> = Map<string, { readonly words: Words; readonly value: T }[]>;

function phraseTable<T>(pairs: readonly (readonly [Words, T])[]): PhraseTable<T> {
  const table: PhraseTable<T> = new Map();
  for (const [words, value] of pairs) {
    if (words.length === 0) continue;
    table.set(words[0]!, [...(table.get(words[0]!) ?? []), { words, value }]);
  }
  for (const list of table.values()) list.sort((a, b) => b.words.length - a.words.length);
  return table;
}

function longestAt<T>(table: PhraseTable<T>, words: Words, at: number): { value: T; length: number } | undefined {
  const here = words[at];
  if (here === undefined) return undefined;
  for (const first of [here, ...singular(here)]) {
    const found = table
      .get(first)
      ?.find(({ words: phrase }) => phrase.every((word, i) => i === 0 || isSameWord(word, words[at + i])));
    if (found) return { value: found.value, length: found.words.length };
  }
  return undefined;
}

function isSameWord(word: string, typed: string | undefined): boolean {
  return typed !== undefined && (typed === word || singular(typed).includes(word));
}

function subjectPhrases(index: MemoryIndex, phrase: (text: string) => Words) {
  const pairs: (readonly [Words, { subject: number; strength: number }])[] = [];
  const taken = new Set<string>();
  const add = (texts: readonly string[], subject: number, strength: number) => {
    for (const text of texts) {
      const words = phrase(text);
      const key = words.join(' ');
      if (taken.has(key)) continue; // the stronger claim came first
      taken.add(key);
      pairs.push([words, { subject, strength }]);
    }
  };
  index.subjects.forEach(({ name }, i) => add([name], i, 3));
  index.subjects.forEach(({ names }, i) => add(names, i, 2));
  index.subjects.forEach(({ tags }, i) => add(tags, i, 1));
  return phraseTable(pairs);
}
