import { singular, type WordTokenizer } from '../tokenizers/words';
import { colourLists } from './colour-lists';
import { mentionFinder, pronouns, type Mention } from './find-mentions';
import { hairReader, isNamedByHair } from './hair';
import type { MemoryIndex } from './memory';
import { longestAt, partEnds, phraseTable, type FoundPhrase, type PhraseTable, type Words } from './phrases';
import { backgroundReader, partEnd } from './read-background';
import { deedWords, relationTable, type Relation } from './relations';
import { roleDresser } from './roles';
import { stage, type Part } from './stage';
import type { SubjectVectors } from './subject-vectors';

/** What a prompt asks for, as far as the artwork index can help. */
export interface PromptReading {
  /** At most three, in the order of the layout's slots. */
  readonly subjects: readonly FoundSubject[];
  /** A key of the index's `layouts`. */
  readonly layout: string;
  /** Which of the subjects each place of a layout for one shows: "two cats and a dog". */
  readonly shown?: readonly number[];
  readonly style?: string;
  readonly background?: number;
  /** "fox sticker": with a white border, as a cut-out sticker has. */
  readonly isSticker?: true;
  /** "this wearing a crown": the layout's slot that the visitor's own picture takes; the subjects fill the others in order. */
  readonly ownSlot?: number;
  /** The part of the canvas that all is laid into, in cells; absent: all of it. */
  readonly frame?: Frame;
  /** "this in red": a key of the index's `colours` for the visitor's own picture. */
  readonly ownColour?: string;
}

export interface Frame {
  readonly grid: number;
  readonly at: readonly [number, number];
}

export interface FoundSubject {
  readonly subject: number;
  /** A key of the index's `colours`, when the prompt asks for another colour than the artwork has. */
  readonly colour?: string;
  /** Of the index's `skin_tones`, when the prompt asks for one. */
  readonly tone?: number;
}

/** Words beyond this count no longer point to artwork; the text encoder dropped them long before. */
const maxWords = 200;

const furtherNumbers: Readonly<Record<string, number>> = {
  ...{ couple: 2, few: 3, several: 3, many: 9, lots: 9, dozen: 9 },
  ...{ five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
};

/** Words for the picture, not for what it shows. */
const pictureWords =
  'photo photograph portrait painting illustration sticker logo art artwork render sketch clipart landscape scene version copy variant'.split(
    ' ',
  );

/** Parts of a body that the index counts to something else. */
const furtherParts = new Set(['person beard', 'feather', 'wing']);

/** What gives a thing its colour: "a doughnut with pink icing". */
const coats = new Set(['icing', 'frosting', 'glaze', 'feathers', 'fur', 'wings', 'petals', 'scales', 'wool', 'paint']);

/** "a heart shaped balloon", "a rainbow colored unicorn": what it is like, nothing beside it. */
const likenesses = new Set(['shaped', 'colored', 'coloured', 'themed', 'flavored', 'flavoured']);

/** What hangs in the sky at night only. */
const nightly = /\b(moon|star|comet|milky way)\b/;

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
  const skins = table(index.skin_tones.flatMap(({ words }, tone) => words.map((text) => [text, tone] as const)));
  const relations = relationTable(index, phrase);
  const faces = facesBySubject(index);
  const withHair = hairReader(index);
  /** The visitor's own picture can hold and wear what a person can. */
  const ownPart: Part = {
    ...{ subject: index.subjects.findIndex(({ name }) => name === 'person'), name: [], gap: [] },
    ...{ count: 1, isPlural: false, isRecoloured: false },
  };
  const night = index.backgrounds.findIndex(({ id }) => id === 'night');

  // Words of names are never typing slips, and plurals of them stay plurals.
  const ownWords = new Set(index.subjects.flatMap(({ name, names }) => [name, ...names].flatMap(phrase)));
  const isOwnWord = (word: string) => word === partEnd || [word, ...singular(word)].some((one) => ownWords.has(one));
  const { takeBackground, placeIn } = backgroundReader(index, tokenizer, (word) => ownWords.has(word));
  const namesWithCommas = index.subjects
    .map(({ name }) => name)
    .filter((name) => name.includes(','))
    .map(phrase)
    .sort((a, b) => b.length - a.length);

  /** A typing slip as the word that was meant, a rare word as it is: "framer" is a slip of "farmer", "luthier" none of "Luther". */
  function asKnown(word: string): string {
    const known = isOwnWord(word) ? word : tokenizer.known(word);
    if (known === undefined || known === word || singular(word).includes(known)) return known ?? word;
    const isSlip = isOwnWord(known) || word.replace(/(.)\1/, '$1') === known; // "navvy"
    return isSlip || !isTag(word) ? known : word;
  }

  /** "family: adult, adult, child" is one name: its commas end no part. */
  function withWholeNames(words: Words): Words {
    const plain = words.flatMap((word, at) => (word === partEnd ? [] : [at]));
    for (const name of namesWithCommas) {
      const from = plain.findIndex((_, i) => name.every((word, k) => words[plain[i + k]!] === word));
      if (from === -1) continue;
      const [start, end] = [plain[from]!, plain[from + name.length - 1]! + 1];
      return [...words.slice(0, start), ...name, ...words.slice(end)];
    }
    return words;
  }

  const describing = new Set([...index.stopwords, ...pictureWords, ...deedWords, 'of', 'pair', partEnd]);
  const isModifier = (word: string) =>
    describing.has(word) || [styles, colours, sizes, numbers].some((words) => words.has(word)) || /^[0-9]+$/.test(word);
  const { named, hinted, tagged, isTag } = mentionFinder(index, tokenizer, vectors, isModifier, (word) =>
    colours.has(word),
  );
  const eachInItsColour = colourLists({ colours, numbers, relations, named });
  const isDescribing = (word: string) => colours.has(word) || sizes.has(word);
  const dressed = roleDresser({
    ...{ index, named, phrase, isDescribing },
    isNumber: (word) => numbers.has(word),
  });

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

  /** The subjects to draw, three at most, and how each stands to those before it. */
  function chooseMentions(words: Words): Mention[] {
    const chosen: Mention[] = [];
    for (const mention of headNouns(words, named(words))) {
      const last = chosen.at(-1);
      const gap = words.slice(last?.end ?? mention.start, mention.start);
      const relation = relationIn(gap);
      const isAnother = chosen.length < 2 ? relation !== undefined || !gap.includes(partEnd) : relation !== undefined;
      if (last && isPartOf(mention, last, relation)) continue;
      if (last?.subject === mention.subject && !relation && !gap.includes(partEnd)) continue; // "a wizard casting a spell"
      if (!last || isAnother || (gap.includes(partEnd) && fillsItsPart(words, mention))) chosen.push(mention);
      if (chosen.length === 3) return chosen;
    }
    const hint = chosen[0] ? unnamedBefore(words, chosen[0]) : hinted(words);
    return hint ? [hint, ...chosen] : chosen;
  }

  /** "a lumberjack with an axe", "a mansion under a full moon": who stands before the relation, though a tag alone tells of it. */
  function unnamedBefore(words: Words, { start }: Mention): Mention | undefined {
    const before = words.slice(0, start);
    const at = before.findIndex((_, i) => longestAt(relations, before, i) !== undefined);
    return at < 1 ? undefined : tagged(words, at - 1);
  }

  function partOf(words: Words, mention: Mention, previousEnd: number | undefined, colour: string | undefined): Part {
    const { subject, start, end, isPlural } = mention;
    const before = wordsBefore(words, mention, previousEnd ?? 0);
    const size = first(sizes, before)?.value;
    const gap = words.slice(previousEnd ?? start, start);
    const relation = relationIn(gap);
    return {
      ...{ subject, isPlural, name: words.slice(start, end), count: countIn(before, mention), gap },
      isRecoloured: colour !== undefined,
      ...(size !== undefined && { size }),
      ...(relation && { relation }),
    };
  }

  /** "a crocodile with sharp teeth", "an old man with a white beard": of whoever has them, nobody beside. */
  function isPartOf({ subject }: Mention, { subject: owner }: Mention, relation: Relation | undefined): boolean {
    const { group, name } = index.subjects[subject]!;
    const isBodily = (group === 'body-parts' && name !== 'bone') || furtherParts.has(name);
    return isBodily && name !== index.subjects[owner]!.name && relation?.ids.includes('wearing') === true;
  }

  /** In "rainbow unicorn" and "cup of coffee" the last word is what there is to draw. */
  function headNouns(words: Words, mentions: readonly Mention[]): Mention[] {
    return mentions.filter(({ end }, i) => {
      const next = mentions[i + 1];
      if (!next) return true;
      const gap = words.slice(end, next.start);
      const isCompound = gap.every(isDescribing);
      const isOf = gap[0] === 'of' && gap.every((word) => describing.has(word) && word !== partEnd);
      const isLikeness = likenesses.has(gap[0] ?? '') && gap.slice(1).every(isModifier) && !gap.includes(partEnd);
      return !isCompound && !isOf && !isLikeness;
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

  /** A colour named after a subject: "a car, red", "a cat in blue", "a dress that is green", "a bird with blue feathers". */
  function colourAfter(words: Words, { end }: Mention, next: Mention | undefined): string | undefined {
    const after = words.slice(end, next?.start ?? words.length);
    for (let at = 0; at < after.length; at++) {
      const found = longestAt(colours, after, at);
      if (!found) continue;
      const follower = after[at + found.length];
      if (at === 1 && after[0] === 'with' && coats.has(follower ?? '')) return found.value;
      const lead = after.slice(0, at).every((word) => ['in', 'is', 'that', 'all', partEnd].includes(word));
      return lead && (follower === undefined || follower === partEnd || relations.has(follower))
        ? found.value
        : undefined;
    }
    return undefined;
  }

  function colourOf(words: Words, mentions: readonly Mention[], i: number): string | undefined {
    const mention = mentions[i]!;
    const describingWords = wordsBefore(words, mention, mentions[i - 1]?.end ?? 0);
    if (index.subjects[mention.subject]!.has_skin && describingWords.includes('haired')) return undefined;
    const before = first(colours, describingWords);
    const isOwnName = mention.end - mention.start === 1 && colours.has(words[mention.start]!);
    const colour = before?.value ?? (isOwnName ? undefined : colourAfter(words, mention, mentions[i + 1]));
    const { name, colour: own } = index.subjects[mention.subject]!;
    if (isNamedByHair(name)) return undefined;
    const known = first(colours, phrase(name))?.value;
    if (before && own !== undefined && isColourless(own) && isBlackAndWhite(words, mention)) return undefined; // as it is drawn
    const asked = colour ?? (phrase(name)[0] === known ? known : undefined);
    if (asked === undefined) return undefined;
    // A hue in the artist's own shade is as good as ours; a "black cat" drawn in purple is not black.
    return isColourless(asked) || (asked !== own && asked !== known) ? asked : undefined;
  }

  /** "a black and white cow" */
  function isBlackAndWhite(words: Words, { start }: Mention): boolean {
    const [one, and, other] = words.slice(start - 3, start);
    return and === 'and' && [one, other].sort().join(' ') === 'black white';
  }

  function isColourless(colour: string): boolean {
    const { rgb } = index.colours[colour]!;
    return new Set(rgb).size === 1;
  }

  /** "a dark-skinned woman", "a black doctor", "a person with light skin" */
  function toneOf(words: Words, mentions: readonly Mention[], i: number): number | undefined {
    const mention = mentions[i]!;
    if (!index.subjects[mention.subject]!.has_skin) return undefined;
    const before = first(skins, wordsBefore(words, mention, mentions[i - 1]?.end ?? 0));
    const after = words.slice(mention.end, mentions[i + 1]?.start ?? words.length);
    const isOfSkin = after.some((word) => word === 'skin' || word === 'skinned');
    return before?.value ?? (isOfSkin ? first(skins, after)?.value : undefined);
  }

  function describe(words: Words, mentions: readonly Mention[], i: number): FoundSubject {
    const { subject } = mentions[i]!;
    const tone = toneOf(words, mentions, i);
    if (tone !== undefined) return { subject, tone };
    const colour = colourOf(words, mentions, i);
    return { subject, ...(colour !== undefined && { colour }) };
  }

  function countIn(before: Words, { subject, isPlural }: Mention): number {
    if (before.includes('pair') && before.includes('of')) return /s$/.test(index.subjects[subject]!.name) ? 1 : 2;
    const digits = before.find((word) => /^[0-9]+$/.test(word));
    if (digits !== undefined) return Math.min(Number(digits), 99);
    return first(numbers, before)?.value ?? (isPlural ? 3 : 1);
  }

  /** "this holding a flower", "this in red": how the visitor's own picture stands to what is named first, and in what colour. */
  function readOwn(words: Words, next: Mention | undefined) {
    const at = words.findIndex((word) => pronouns.has(word));
    if (at === -1 || (next && at > next.start)) return {};
    const gap = words.slice(at + 1, next?.start);
    const colour = (first(colours, words.slice(0, at)) ?? (next ? undefined : first(colours, gap)))?.value;
    const relation = next && relationIn(gap);
    return { ...(colour !== undefined && { colour }), ...(relation && { toNext: { gap, relation } }) };
  }

  function read(typed: Words, style: string | undefined, background: number | undefined): PromptReading {
    const words = dressed(eachInItsColour(typed));
    const mentions = chooseMentions(words).map((mention, i, all) =>
      withHair(words, mention, all[i - 1]?.end ?? 0, all[i + 1]?.start ?? words.length),
    );
    const found = mentions.map((_, i) => describe(words, mentions, i));
    const parts = mentions.map((mention, i) => partOf(words, mention, mentions[i - 1]?.end, found[i]!.colour));
    const extras = { ...(style !== undefined && { style }), ...(background !== undefined && { background }) };
    const { colour: ownColour, toNext } = readOwn(words, mentions[0]);
    const [next, ...others] = parts;
    const staged = toNext && next ? [ownPart, { ...next, ...toNext }, ...others] : parts;
    const { order, layout, shown } = stage(index, staged);
    const ownSlot = order.indexOf(ownPart);
    const subjects = order.flatMap((part, i) => {
      if (part === ownPart) return [];
      const one = found[staged.findIndex(({ name }) => name === part.name) - (staged === parts ? 0 : 1)]!;
      const face = layout.startsWith('wearing-') && i === 0 ? faces.get(one.subject) : undefined;
      return [{ ...one, subject: face ?? one.subject }];
    });
    const overhead = layout === 'sky' && nightly.test(index.subjects[subjects[0]!.subject]!.name) ? night : undefined;
    return {
      subjects,
      layout,
      ...(shown && { shown }),
      ...(ownSlot !== -1 && { ownSlot }),
      ...(ownColour !== undefined && { ownColour }),
      ...(overhead !== undefined && { background: overhead }),
      ...extras,
    };
  }

  return (prompt: string): PromptReading => {
    const parts = prompt.replaceAll(/[&+]/g, ' and ').split(partEnds).map(phrase);
    const typed = parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : [partEnd, ...part]));
    const words = withWholeNames(typed.slice(0, maxWords).map(asKnown));
    const { rest: drawn, style } = takeStyle(withoutExcluded(words));
    const { rest, background } = takeBackground(drawn);
    const isSticker = words.some((word) => word === 'sticker' || word === 'stickers');
    const reading = read(rest, style, background);
    const whole = read(drawn, style, undefined); // "a day at the beach": the place is all there is to draw
    const isOfOwn = words.some((word) => pronouns.has(word)); // "this on a beach": there is the visitor's picture to draw
    const found = reading.subjects.length === 0 && whole.subjects.length > 0 && !isOfOwn ? whole : reading;
    const place = found.subjects.length === 0 && found.background === undefined ? placeIn(drawn) : undefined;
    return { ...found, ...(place !== undefined && { background: place }), ...(isSticker && { isSticker: true }) };
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
