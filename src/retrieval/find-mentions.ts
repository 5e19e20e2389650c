import { singular, type WordTokenizer } from '../tokenizers/words';
import type { MemoryIndex } from './memory';
import { longestAt, phraseTable, type FoundPhrase, type PhraseTable, type Words } from './phrases';
import { cosineTo, nearestSubject, type SubjectVectors } from './subject-vectors';

/** Where a prompt names something that there is artwork of. */
export interface Mention {
  readonly subject: number;
  readonly start: number;
  /** After its last word. */
  readonly end: number;
  /** Several were asked for: "cats" of a subject called "cat". */
  readonly isPlural: boolean;
}

/** Groups whose further names tell a mood or a deed ("hiding", "sigh"), not a thing to draw. */
const moods = /^(face-(?!costume|hat)|emotion|hand|body-parts|person-(gesture|activity|sport|resting|symbol))/;
/** What comes as a pair, or as a pile, under a plural name. */
const worn = 'clothing';
const pairs: ReadonlySet<string> = new Set(['headphone', 'scissors', 'binoculars']);

/** These point to the visitor's own picture, or to nothing; no artwork is meant. */
export const pronouns: ReadonlySet<string> = new Set([
  'this',
  'that',
  'it',
  'these',
  'those',
  'me',
  'him',
  'her',
  'them',
  'us',
  'as',
  'like',
]);

export interface MentionFinder {
  /** Subjects called by a name, longest names first, left to right. */
  named(words: Words): Mention[];
  /** For words without a name: the subject that a tag or a word's neighbours point to, the likeliest such word's. */
  hinted(words: Words): Mention | undefined;
  /** The thing that a word points to as a tag, if any: "lumberjack", "mansion". No face for its mood. */
  tagged(words: Words, at: number): Mention | undefined;
  /** A word that points to a subject though it has no vector: never a typing slip. */
  isTag(word: string): boolean;
}

/** `isModifier` says which words describe a subject and do not name one. */
export function mentionFinder(
  index: MemoryIndex,
  tokenizer: WordTokenizer,
  vectors: SubjectVectors,
  isModifier: (word: string) => boolean,
  isColour: (word: string) => boolean,
): MentionFinder {
  const names = nameTable(index, tokenizer);
  let tagsMade: PhraseTable<readonly number[]> | undefined;
  /** Made when first asked for: a prompt whose words are names needs none. */
  const tags = () => (tagsMade ??= tagTable(index, tokenizer));
  const faces = index.subjects.flatMap(({ group }, i) => (/^face-(?!costume)/.test(group) ? [i] : []));

  function isPlural(subject: number, typed: string): boolean {
    const { name, group } = index.subjects[subject]!;
    const own = tokenizer.words(name).at(-1);
    return (
      group !== worn && !pairs.has(own ?? '') && own !== undefined && typed !== own && singular(typed).includes(own)
    );
  }

  /** "an orange" is a thing where "an orange cat" and "an orange and black cat" have a colour. */
  function isNounHere(words: Words, at: number): boolean {
    const isIntroduced = ['a', 'an', 'the', undefined].includes(words[at - 1]);
    const next = words[at + 1];
    const isOneOfColours = next === 'and' && isColour(words[at + 2] ?? '');
    return isIntroduced && words[at]!.length > 3 && !isOneOfColours && (next === undefined || enders.has(next));
  }

  function named(words: Words): Mention[] {
    const mentions: Mention[] = [];
    for (let at = 0; at < words.length; at++) {
      const found = longestAt(names, words, at) ?? thingOfColour(words, at);
      if (!found || (found.length === 1 && isModifier(words[at]!) && !isNounHere(words, at))) continue;
      const end = at + found.length;
      if (isDeed(words, at, found) && mentions.at(-1)?.end === at) continue;
      mentions.push({ subject: found.value, start: at, end, isPlural: isPlural(found.value, words[end - 1]!) });
      at = end - 1;
    }
    return mentions;
  }

  /** "a dragon hatching": what the subject before it does, not the chick that is called so too. */
  function isDeed(words: Words, at: number, { value, length }: FoundPhrase<number>): boolean {
    const word = words[at]!;
    return length === 1 && word.endsWith('ing') && tokenizer.words(index.subjects[value]!.name).join(' ') !== word;
  }

  /** Of "an orange": what is tagged so without being called by the colour. */
  function thingOfColour(words: Words, at: number): FoundPhrase<number> | undefined {
    const word = words[at]!;
    if (!isModifier(word) || !isNounHere(words, at)) return undefined;
    const things = longestAt(tags(), words, at)?.value.filter(
      (subject) => !tokenizer.words(index.subjects[subject]!.name).includes(word),
    );
    return things && things.length > 0 ? { value: mostAlike(things, word), length: 1 } : undefined;
  }

  function hinted(words: Words): Mention | undefined {
    const face = words.findIndex((word) => word === 'face' || word === 'faces');
    if (face !== -1)
      return { subject: faceIn(words.slice(0, face)), start: face, end: face + 1, isPlural: words[face] === 'faces' };
    for (const at of likeliestFirst(words)) {
      const word = words[at]!;
      if (pronouns.has(word) || (isModifier(word) && !isNounHere(words, at))) continue;
      const alike = longestAt(tags(), words, at)?.value;
      const subject = alike ? mostAlike(alike, word) : nearestSubject(vectors, tokenizer, [word]);
      if (subject === undefined) continue;
      return { subject, start: at, end: at + 1, isPlural: isPlural(subject, word) };
    }
    return undefined;
  }

  /** "a sad face": the face that has the mood as a tag, else the one whose name is nearest to it. */
  function faceIn(moodWords: Words): number {
    const moods = moodWords.filter((word) => !isModifier(word) && tokenizer.vector(word)).reverse();
    for (const [at, mood] of moods.entries()) {
      const ofMood = longestAt(tags(), moods, at)?.value.filter((subject) => faces.includes(subject));
      if (ofMood && ofMood.length > 0) return mostAlike(ofMood, mood);
    }
    return mostAlike(faces, moods[0] ?? 'grinning');
  }

  /** Of the subjects with a tag: one whose name has the word, else the one whose name is nearest to it. */
  function mostAlike(subjects: readonly number[], word: string): number {
    const called = subjects.filter((subject) =>
      tokenizer.words(index.subjects[subject]!.name).some((own) => own === word || singular(own).includes(word)),
    );
    const toWord = cosineTo(vectors, tokenizer, word);
    const from = called.length > 0 ? called : subjects;
    return from.reduce((best, subject) => (toWord(subject) > toWord(best) ? subject : best));
  }

  function tagged(words: Words, at: number): Mention | undefined {
    const word = words[at]!;
    const things = longestAt(tags(), [word], 0)?.value.filter((subject) => !isMood(index.subjects[subject]!.group));
    if (!things || things.length === 0 || isModifier(word) || pronouns.has(word)) return undefined;
    const subject = mostAlike(things, word);
    return { subject, start: at, end: at + 1, isPlural: isPlural(subject, word) };
  }

  return { named, hinted, tagged, isTag: (word) => longestAt(tags(), [word], 0) !== undefined };
}

const enders = new Set(['|', 'and', 'with', 'on', 'in', 'next', 'beside', 'under', 'above', 'behind', 'wearing']);

/** Nouns that say little of what a thing looks like: of a "sewing machine" the sewing says more. */
const vague = new Set(['machine', 'thing', 'object', 'device', 'tool', 'item', 'set', 'piece', 'kind', 'type']);

/** A prompt's first noun phrase, from its end; then what it does ("landing"); then the rest, from the end. */
function likeliestFirst(words: Words): number[] {
  const end = words.findIndex((word, i) => i > 0 && (enders.has(word) || ['at', 'by', 'near', 'over'].includes(word)));
  const places = [...words.keys()].reverse();
  const isHead = (at: number) => end === -1 || at < end;
  const isDeed = (at: number) => words[at]!.endsWith('ing');
  const rank = (at: number) => {
    if (vague.has(words[at]!)) return 3;
    return isHead(at) ? Number(isDeed(at)) : 2;
  };
  return [0, 1, 2, 3].flatMap((wanted) => places.filter((at) => rank(at) === wanted));
}

const isMood = (group: string) => moods.test(group);

function nameTable(index: MemoryIndex, tokenizer: WordTokenizer): PhraseTable<number> {
  const proper = index.subjects.map(({ name }, i) => [tokenizer.words(name), i] as const);
  const others = index.subjects.flatMap(({ names, group }, i) =>
    names
      .map(tokenizer.words)
      .filter((words) => !isMood(group) || words.length > 1 || words[0] === 'smiley')
      .map((words) => [words, i] as const),
  );
  // "swords" of "crossed swords" answers to "sword" too, unless somebody else does.
  const singulars = others.flatMap(([[word, ...more], i]) =>
    more.length === 0 && proper[i]![0].includes(word!) ? singular(word!).map((one) => [[one], i] as const) : [],
  );
  return phraseTable([...proper, ...others, ...singulars]);
}

function tagTable(index: MemoryIndex, tokenizer: WordTokenizer): PhraseTable<readonly number[]> {
  const byTag = new Map<string, number[]>();
  index.subjects.forEach(({ name, tags, names, group }, i) => {
    const noun = tokenizer.words(name).at(-1) ?? ''; // "crossed swords" are a sword, if nothing else is
    for (const tag of [...tags, ...(isMood(group) ? names : []), noun, ...singular(noun)]) {
      const key = tokenizer.words(tag).join(' ');
      const there = byTag.get(key);
      if (there) there.push(i);
      else byTag.set(key, [i]);
    }
  });
  return phraseTable([...byTag].map(([key, subjects]) => [key.split(' ').filter(Boolean), subjects] as const));
}
