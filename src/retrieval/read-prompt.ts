import type { WordTokenizer } from '../tokenizers/words';
import { mentionFinder, pronouns, type Mention } from './find-mentions';
import type { MemoryIndex } from './memory';
import { longestAt, phraseTable, type FoundPhrase, type PhraseTable, type Words } from './phrases';
import { backgroundReader, partEnd } from './read-background';
import type { SubjectVectors } from './subject-vectors';

/** What a prompt asks for, as far as the artwork index can help. */
export interface PromptReading {
  /** At most two, in the order of the layout's slots. */
  readonly subjects: readonly FoundSubject[];
  /** A key of the index's `layouts`. */
  readonly layout: string;
  readonly style?: string;
  readonly background?: number;
  /** "fox sticker": with a white border, as a cut-out sticker has. */
  readonly isSticker?: true;
  /** "this wearing a crown": the one subject is for whatever the visitor's own picture shows. */
  readonly isForOwn?: true;
}

export interface FoundSubject {
  readonly subject: number;
  /** A key of the index's `colours`, when the prompt asks for another colour than the artwork has. */
  readonly colour?: string;
}

/** How two subjects stand to each other; `swapped`: the second comes first in the layout. */
interface Relation {
  readonly ids: readonly string[];
  readonly swapped?: boolean;
}

/** Words beyond this count no longer point to artwork; the text encoder dropped them long before. */
const maxWords = 200;

/** People say more than the model was trained on. Each of these means one of the index's relations. */
const furtherRelations: readonly (readonly [string, Relation])[] = [
  ['in front of', { ids: ['behind'], swapped: true }],
  ['riding', { ids: ['on'] }],
  ['riding on', { ids: ['on'] }],
  ['rides', { ids: ['on'] }],
  ['on a', { ids: ['on'] }],
  ['atop', { ids: ['on'] }],
  ['on top', { ids: ['on'] }],
  ['underneath', { ids: ['below'] }],
  ['in', { ids: ['wearing', 'behind'] }],
  ['in a', { ids: ['behind'] }],
  ['inside', { ids: ['behind'] }],
  ['inside of', { ids: ['behind'] }],
  ['wears', { ids: ['wearing', 'beside'] }],
  ['has', { ids: ['wearing', 'beside'] }],
  ['having', { ids: ['wearing', 'beside'] }],
  ['by', { ids: ['beside'] }],
  ['right of', { ids: ['beside'] }],
  ['holding', { ids: ['beside'] }],
];

const furtherNumbers: Readonly<Record<string, number>> = {
  ...{ couple: 2, few: 3, several: 3, many: 9, lots: 9, dozen: 9 },
  ...{ five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
};

/** Words for the picture, not for what it shows. */
const pictureWords =
  'photo photograph portrait painting illustration sticker logo art artwork render sketch clipart landscape scene'.split(
    ' ',
  );

/** A reader over one index; made once per model. */
export function promptReader(index: MemoryIndex, tokenizer: WordTokenizer, vectors: SubjectVectors) {
  const phrase = (text: string): Words => tokenizer.words(text);
  const table = <T>(pairs: Iterable<readonly [string, T]>) =>
    phraseTable([...pairs].map(([text, value]) => [phrase(text), value] as const));
  const styles = table(index.styles.flatMap(({ id, words }) => words.map((text) => [text, id] as const)));
  const colours = table(
    Object.entries(index.colours).flatMap(([id, { words }]) => words.map((text) => [text, id] as const)),
  );
  const sizes = table(Object.entries(index.sizes).flatMap(([id, words]) => words.map((text) => [text, id] as const)));
  const numbers = table([...Object.entries(index.numbers), ...Object.entries(furtherNumbers)]);
  const relations = relationTable(index, phrase);
  const takeBackground = backgroundReader(index, tokenizer);
  const faces = facesBySubject(index);

  const describing = new Set([...index.stopwords, ...pictureWords, 'of', 'pair', partEnd]);
  const isModifier = (word: string) =>
    describing.has(word) || [styles, colours, sizes, numbers].some((words) => words.has(word)) || /^[0-9]+$/.test(word);
  const { named, hinted } = mentionFinder(index, tokenizer, vectors, isModifier);

  function takeStyle(words: Words): { rest: Words; style?: string } {
    const longNames = named(words).filter(({ start, end }) => end - start > 1);
    for (let at = 0; at < words.length; at++) {
      const found = longestAt(styles, words, at);
      if (!found || longNames.some(({ start, end }) => start <= at && at < end)) continue;
      const end = at + found.length;
      const rest = [...words.slice(0, at), ...words.slice(words[end] === 'style' ? end + 1 : end)];
      return { rest, style: found.value };
    }
    return { rest: words };
  }

  /** The one or two subjects to draw, and how the second stands to the first. */
  function chooseMentions(words: Words): { mentions: Mention[]; relation?: Relation } {
    const heads = headNouns(words, named(words));
    const [first, ...others] = heads;
    if (!first) {
      const hint = hinted(words);
      return { mentions: hint ? [hint] : [] };
    }
    const second = others.find((mention) => {
      const gap = words.slice(first.end, mention.start);
      return relationIn(gap) || !gap.includes(partEnd) || fillsItsPart(words, mention);
    });
    if (!second) return { mentions: [first] };
    const relation = relationIn(words.slice(first.end, second.start));
    return { mentions: [first, second], ...(relation && { relation }) };
  }

  /** In "rainbow unicorn" and "cup of coffee" the last word is what there is to draw. */
  function headNouns(words: Words, mentions: readonly Mention[]): Mention[] {
    return mentions.filter(({ end }, i) => {
      const next = mentions[i + 1];
      if (!next) return true;
      const gap = words.slice(end, next.start);
      const isCompound = gap.every((word) => colours.has(word) || sizes.has(word));
      const isOf = gap[0] === 'of' && gap.every((word) => describing.has(word) && word !== partEnd);
      return !isCompound && !isOf;
    });
  }

  /** The first relation in the words between two subjects that says more than "and". */
  function relationIn(gap: Words): Relation | undefined {
    let weakest: Relation | undefined;
    for (let at = 0; at < gap.length; at++) {
      const found = longestAt(relations, gap, at);
      if (!found) continue;
      if (!found.value.ids.includes('beside') || found.value.ids.length > 1) return found.value;
      weakest ??= found.value;
    }
    return weakest;
  }

  /** "a fox, a rabbit" has two subjects; "a fox, studio light" has one. */
  function fillsItsPart(words: Words, { start, end }: Mention): boolean {
    const from = words.lastIndexOf(partEnd, start - 1) + 1;
    const to = words.indexOf(partEnd, end);
    const others = [...words.slice(from, start), ...words.slice(end, to === -1 ? words.length : to)];
    return others.every(isModifier);
  }

  /** The words that describe a subject from before it: back to the last subject, comma, relation or "of". */
  function wordsBefore(words: Words, { start }: Mention, previousEnd: number): Words {
    for (let at = start - 1; at >= previousEnd; at--) {
      const isAndOfColours =
        words[at] === 'and' && colours.has(words[at - 1] ?? '') && colours.has(words[at + 1] ?? '');
      const ends = words[at] === partEnd || words[at] === 'of' || longestAt(relations, words, at) !== undefined;
      if (ends && !isAndOfColours && !isCount(words, at)) return words.slice(at + 1, start);
    }
    return words.slice(previousEnd, start);
  }

  /** "couple of", "lots of", "pair of" */
  function isCount(words: Words, of: number): boolean {
    const before = words[of - 1] ?? '';
    return words[of] === 'of' && (numbers.has(before) || before === 'pair');
  }

  /** A colour named after a subject: "a car, red", "a cat in blue", "a dress that is green". */
  function colourAfter(words: Words, { end }: Mention, next: Mention | undefined): string | undefined {
    const after = words.slice(end, next?.start ?? words.length);
    for (let at = 0; at < after.length; at++) {
      const found = longestAt(colours, after, at);
      if (!found) continue;
      const lead = after.slice(0, at).every((word) => ['in', 'is', 'that', 'all', partEnd].includes(word));
      const follower = after[at + found.length];
      return lead && (follower === undefined || follower === partEnd || relations.has(follower))
        ? found.value
        : undefined;
    }
    return undefined;
  }

  function colourOf(words: Words, mentions: readonly Mention[], i: number): string | undefined {
    const mention = mentions[i]!;
    const before = first(colours, wordsBefore(words, mention, mentions[i - 1]?.end ?? 0));
    const isOwnName = mention.end - mention.start === 1 && colours.has(words[mention.start]!);
    const colour = before?.value ?? (isOwnName ? undefined : colourAfter(words, mention, mentions[i + 1]));
    const { name, colour: own } = index.subjects[mention.subject]!;
    return colour === own || colour === first(colours, phrase(name))?.value ? undefined : colour;
  }

  function singleLayout(words: Words, mention: Mention | undefined): string {
    if (!mention) return 'single';
    const before = wordsBefore(words, mention, 0);
    const count = countIn(before, mention);
    const layouts = count > 1 ? [...downFrom(count)].map((n) => `count-${n}`) : [first(sizes, before)?.value ?? ''];
    return layouts.find((name) => Object.hasOwn(index.layouts, name)) ?? 'single';
  }

  function countIn(before: Words, { subject, isPlural }: Mention): number {
    if (before.includes('pair') && before.includes('of')) return /s$/.test(index.subjects[subject]!.name) ? 1 : 2;
    const digits = before.find((word) => /^[0-9]+$/.test(word));
    if (digits !== undefined) return Math.min(Number(digits), 99);
    return first(numbers, before)?.value ?? (isPlural ? 3 : 1);
  }

  function pairLayout(
    subjects: readonly [number, number],
    relation: Relation | undefined,
  ): { layout: string; swapped: boolean } {
    const [wearer, worn] = subjects.map((subject) => index.subjects[subject]!.wear);
    const ids = relation?.ids ?? ['beside'];
    if (worn && !wearer && ids.includes('wearing')) return { layout: `wearing-${worn}`, swapped: false };
    if (wearer && !worn && ids.includes('on')) return { layout: `wearing-${wearer}`, swapped: true }; // "a hat on a cat"
    const layout = ids.find((id) => Object.hasOwn(index.layouts, id)) ?? 'beside';
    return { layout, swapped: relation?.swapped ?? false };
  }

  function isWornByThis(words: Words, { start }: Mention): boolean {
    const at = words.findIndex((word, i) => i < start && pronouns.has(word));
    return at !== -1 && relationIn(words.slice(at + 1, start))?.ids.includes('wearing') === true;
  }

  function read(words: Words, style: string | undefined, background: number | undefined): PromptReading {
    const { mentions, relation } = chooseMentions(words);
    const subjects = mentions.map(({ subject }, i) => {
      const colour = colourOf(words, mentions, i);
      return { subject, ...(colour !== undefined && { colour }) };
    });
    const extras = { ...(style !== undefined && { style }), ...(background !== undefined && { background }) };
    const [one, two] = subjects;
    const wear = one && index.subjects[one.subject]!.wear;
    if (wear && !two && isWornByThis(words, mentions[0]!)) {
      return { subjects, layout: `wearing-${wear}`, isForOwn: true, ...extras };
    }
    if (!one || !two) return { subjects, layout: singleLayout(words, mentions[0]), ...extras };
    const { layout, swapped } = pairLayout([one.subject, two.subject], relation);
    const [first, second] = swapped ? [two, one] : [one, two];
    const wearer = layout.startsWith('wearing-') ? (faces.get(first.subject) ?? first.subject) : first.subject;
    return { subjects: [{ ...first, subject: wearer }, second], layout, ...extras };
  }

  return (prompt: string): PromptReading => {
    const parts = prompt
      .replaceAll(/[&+]/g, ' and ')
      .split(/[^\p{L}\p{M}\p{N}\s'’/-]+/u)
      .map(phrase);
    const typed = parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : [partEnd, ...part]));
    const words = typed.slice(0, maxWords).map((word) => (word === partEnd ? word : (tokenizer.known(word) ?? word)));
    const { rest: drawn, style } = takeStyle(withoutExcluded(words));
    const { rest, background } = takeBackground(drawn);
    const isSticker = words.some((word) => word === 'sticker' || word === 'stickers');
    const reading = read(rest, style, background);
    const whole = read(drawn, style, undefined); // "a day at the beach": the place is all there is to draw
    const isOfOwn = words.some((word) => pronouns.has(word)); // "this on a beach": there is the visitor's picture to draw
    const found = reading.subjects.length === 0 && whole.subjects.length > 0 && !isOfOwn ? whole : reading;
    return { ...found, ...(isSticker && { isSticker: true }) };
  };
}

/** Of a cat its "cat face": a face wears hats and glasses better than a small body does. */
function facesBySubject({ subjects }: MemoryIndex): ReadonlyMap<number, number> {
  const byName = new Map(subjects.map(({ name }, i) => [name, i] as const));
  const pairs = subjects.map(({ name }, i) => [i, byName.get(`${name} face`)] as const);
  return new Map(pairs.filter((pair): pair is readonly [number, number] => pair[1] !== undefined));
}

/** "a cat without a hat" shows no hat. */
function withoutExcluded(words: Words): Words {
  const from = words.indexOf('without');
  if (from === -1) return words;
  const end = words.indexOf(partEnd, from);
  return [...words.slice(0, from), ...(end === -1 ? [] : withoutExcluded(words.slice(end)))];
}

function first<T>(table: PhraseTable<T>, words: Words): FoundPhrase<T> | undefined {
  for (const at of words.keys()) {
    const found = longestAt(table, words, at);
    if (found) return found;
  }
  return undefined;
}

function* downFrom(count: number): Iterable<number> {
  for (let n = Math.min(count, 9); n > 1; n--) yield n;
}

/** One phrase may mean several relations ("with"): all of them, in the order of what it most likely means. */
function relationTable(index: MemoryIndex, phrase: (text: string) => Words): PhraseTable<Relation> {
  const byText = new Map<string, Relation>();
  for (const [id, texts] of Object.entries(index.relations)) {
    for (const text of texts) byText.set(text, { ids: [...(byText.get(text)?.ids ?? []), id] });
  }
  for (const [text, { ids, ...more }] of furtherRelations) {
    byText.set(text, { ids: [...(byText.get(text)?.ids ?? []), ...ids], ...more });
  }
  return phraseTable([...byText].map(([text, relation]) => [phrase(text), relation] as const));
}
