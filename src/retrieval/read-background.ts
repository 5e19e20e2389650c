import type { WordTokenizer } from '../tokenizers/words';
import type { MemoryIndex } from './memory';
import { longestAt, phraseTable, type FoundPhrase, type Words } from './phrases';

/** Between parts of a prompt, where a comma stood or something was taken out. */
export const partEnd = '|';

/** After a place these lead back to the subject: "in the snow wearing a scarf". */
const goesOn = new Set(['wearing', 'with', 'and', 'holding', 'eating', 'at', 'in', 'next', 'during']);

export interface BackgroundReading {
  /** The words without those of the background. */
  readonly rest: Words;
  readonly background?: number;
}

const nouns = new Set(['background', 'backdrop', 'gradient']);
const fillers = new Set([
  'plain',
  'solid',
  'simple',
  'color',
  'colour',
  'colored',
  'coloured',
  'bright',
  'is',
  'of',
  'in',
]);
const articles = new Set(['a', 'an', 'the', 'my', 'some']);
/** Before a place; before a colour only "on" and "against" say that it is the background. */
const joins = new Set([
  'on',
  'against',
  'in',
  'at',
  'by',
  'near',
  'over',
  'above',
  'under',
  'during',
  'with',
  'across',
  'through',
  'along',
  'around',
  'into',
]);

/** Places that a thing's name may stand right before: "a flower meadow", "a corn field". */
const grownOver = new Set(['meadow', 'field', 'garden', 'orchard', 'farm', 'forest', 'jungle', 'beach', 'desert']);

/** Describing words that put what they describe somewhere: "a snowy cabin". */
const placing: Readonly<Record<string, string>> = {
  ...{ snowy: 'snow', wintry: 'snow', snowbound: 'snow', moonlit: 'night', starlit: 'night', nocturnal: 'night' },
  ...{ grassy: 'meadow', sandy: 'beach', cloudy: 'sky', undersea: 'ocean' },
};

/** Finds the background that a prompt asks for: "on a navy background", "mint gradient", "on white", "in the snow". */
export function backgroundReader(index: MemoryIndex, tokenizer: WordTokenizer, isName: (word: string) => boolean) {
  const table = phraseTable(
    index.backgrounds.flatMap(({ words }, i) => words.map((text) => [tokenizer.words(text), i] as const)),
  );
  /** The others are plain colours and gradients (models/FORMAT.md). */
  const isPlace = (background: number) => index.backgrounds[background]!.marks !== undefined;

  function fromNoun(words: Words): BackgroundReading | undefined {
    const at = words.findIndex((word) => nouns.has(word));
    if (at === -1) return undefined;
    let end = at + 1;
    while (nouns.has(words[end] ?? '')) end++;
    let start = at;
    while (fillers.has(words[start - 1] ?? '')) start--;
    const before = endingAt(words, start);
    const after = before ? undefined : behind(words, end);
    const first = trimJoin(words, before ? start - before.length : start);
    const rest = [...words.slice(0, first), partEnd, ...words.slice(after ? after.end : end)];
    const background = before?.value ?? after?.value;
    return { rest, ...(background !== undefined && { background }) };
  }

  function endingAt(words: Words, end: number): FoundPhrase<number> | undefined {
    for (let start = Math.max(0, end - 4); start < end; start++) {
      const found = longestAt(table, words, start);
      if (found && start + found.length === end) return found;
    }
    return undefined;
  }

  /** "background: sky blue" */
  function behind(words: Words, from: number): { value: number; end: number } | undefined {
    let at = from;
    while (words[at] === partEnd || fillers.has(words[at] ?? '') || articles.has(words[at] ?? '')) at++;
    const found = longestAt(table, words, at);
    const end = at + (found?.length ?? 0);
    return found && isPartEnd(words, end) ? { value: found.value, end } : undefined;
  }

  /** "on navy", "in a green meadow", "underwater": at the end of a part. */
  function fromPlace(words: Words): BackgroundReading {
    let rest = words;
    let background: number | undefined;
    for (let end = words.length; end > 0; end--) {
      const found = endingAt(rest, end);
      if (!found || !(isPartEnd(rest, end) || (isPlace(found.value) && goesOn.has(rest[end]!)))) continue;
      const start = end - found.length;
      let join = start;
      while (articles.has(rest[join - 1] ?? '') || (join === start && isAdjective(rest, join - 1))) join--;
      const word = rest[join - 1] ?? '';
      const isOutOf = word === 'of' && rest[join - 2] === 'out'; // "jumping out of the water"
      const isJoined = isPlace(found.value) ? joins.has(word) || isOutOf : word === 'on' || word === 'against';
      const isAlone = isPlace(found.value) && rest[start - 1] === partEnd;
      const isAdverb = rest[start] === 'underwater' || (found.length > 1 && joins.has(rest[start]!)); // "on the moon"
      const before = rest[start - 1] ?? partEnd;
      const isCompound =
        found.length === 1 &&
        grownOver.has(rest[start]!) &&
        isName(before) &&
        !articles.has(before) &&
        !joins.has(before);
      if (!isJoined && !isAlone && !isAdverb && !isCompound) continue;
      const from = isJoined ? join - (isOutOf ? 2 : 1) : start;
      if (from === 0) continue; // nothing is left to stand before it
      background = found.value; // of two, the one that is named first
      rest = [...rest.slice(0, from), ...rest.slice(end)];
      end = from + 1;
    }
    return { rest, ...(background !== undefined && { background }) };
  }

  /** One describing word between the article and the place: "on a sunny beach". */
  function isAdjective(words: Words, at: number): boolean {
    const word = words[at] ?? partEnd;
    return (
      word !== partEnd && !joins.has(word) && (articles.has(words[at - 1] ?? '') || joins.has(words[at - 1] ?? ''))
    );
  }

  function fromDescription(words: Words): BackgroundReading {
    const at = words.findIndex((word, i) => Object.hasOwn(placing, word) && !isPartEnd(words, i + 1));
    if (at === -1) return { rest: words };
    const background = index.backgrounds.findIndex(({ id }) => id === placing[words[at]!]);
    return { rest: [...words.slice(0, at), ...words.slice(at + 1)], ...(background !== -1 && { background }) };
  }

  function takeBackground(words: Words): BackgroundReading {
    const read = fromNoun(words) ?? fromPlace(words);
    return read.background === undefined ? fromDescription(read.rest) : read;
  }

  /** The last place that the words name, however they do: for a prompt with nothing else in it. */
  function placeIn(words: Words): number | undefined {
    const places = [...words.keys()].flatMap((at) => longestAt(table, words, at)?.value ?? []).filter(isPlace);
    return places.at(-1);
  }

  return { takeBackground, placeIn };
}

function isPartEnd(words: Words, at: number): boolean {
  return words[at] === undefined || words[at] === partEnd;
}

/** Back over what led to the background: "with a", "in front of a". */
function trimJoin(words: Words, start: number): number {
  const leads = new Set([...articles, ...joins, 'of', 'front', 'set', 'isolated', 'placed', 'and']);
  let at = start;
  while (leads.has(words[at - 1] ?? '')) at--;
  return at;
}
