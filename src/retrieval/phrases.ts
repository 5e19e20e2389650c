import { singular } from '../tokenizers/words';

export type Words = readonly string[];

/** What ends a part of a prompt: marks other than those inside words. */
export const partEnds = /[^\p{L}\p{M}\p{N}\s'’/-]+/u;

export interface FoundPhrase<T> {
  readonly value: T;
  readonly length: number;
}

/** Phrases by their first word, longest first. */
export type PhraseTable<T> = ReadonlyMap<string, readonly { readonly words: Words; readonly value: T }[]>;

/** Of equal phrases the first counts. */
export function phraseTable<T>(pairs: Iterable<readonly [Words, T]>): PhraseTable<T> {
  const table = new Map<string, { words: Words; value: T }[]>();
  const taken = new Set<string>();
  for (const [words, value] of pairs) {
    const key = words.join(' ');
    if (words.length === 0 || taken.has(key)) continue;
    taken.add(key);
    const first = table.get(words[0]!);
    if (first) first.push({ words, value });
    else table.set(words[0]!, [{ words, value }]);
  }
  for (const list of table.values()) list.sort((a, b) => b.words.length - a.words.length);
  return table;
}

/** The longest phrase that stands at `at`, plurals read as singulars; of equally long ones the literal one. */
export function longestAt<T>(table: PhraseTable<T>, words: Words, at: number): FoundPhrase<T> | undefined {
  const here = words[at];
  if (here === undefined) return undefined;
  let best: FoundPhrase<T> | undefined;
  for (const first of [here, ...singular(here)]) {
    const found = table
      .get(first)
      ?.find(({ words: phrase }) => phrase.every((word, i) => i === 0 || isSameWord(word, words[at + i])));
    if (found && found.words.length > (best?.length ?? 0)) best = { value: found.value, length: found.words.length };
  }
  return best;
}

function isSameWord(word: string, typed: string | undefined): boolean {
  return typed !== undefined && (typed === word || singular(typed).includes(word));
}
