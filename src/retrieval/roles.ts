import type { Mention } from './find-mentions';
import type { MemoryIndex } from './memory';
import type { Words } from './phrases';

interface Vocabulary {
  readonly index: MemoryIndex;
  /** Things that are called by name, left to right. */
  readonly named: (words: Words) => readonly Mention[];
  /** The words of a name. */
  readonly phrase: (text: string) => Words;
  readonly isNumber: (word: string) => boolean;
  /** A colour or a size. */
  readonly isDescribing: (word: string) => boolean;
}

const animals = /^(animal-|cat-face|monkey-face)/;

/** Between an animal and what it is to be: "my dog as a king". */
const asWords = new Set(['as', 'a', 'an', 'the', 'dressed', 'like']);

/**
 * "an astronaut cat", "a queen bee", "a frog prince", "my dog as a king": the same words as if it had been asked for an animal
 * wearing what is worn in that role, where the role's artwork always wears one thing.
 */
export function roleDresser({ index, named, phrase, isNumber, isDescribing }: Vocabulary): (words: Words) => Words {
  const isAnimal = ({ subject }: Mention) => animals.test(index.subjects[subject]!.group);
  const worn = ({ subject }: Mention) => index.subjects[subject]!.wears ?? [];

  return (words) => {
    const mentions = named(words);
    for (const [i, first] of mentions.entries()) {
      const second = mentions[i + 1];
      const isCounted = first.isPlural || second?.isPlural || isNumber(words[first.start - 1] ?? ''); // several are drawn without
      if (!second || isCounted) continue;
      const between = words.slice(first.end, second.start);
      const isRoleFirst = isAnimal(second) && between.every(isDescribing);
      const isRoleLast = isAnimal(first) && (between.length === 0 || between.includes('as')) && between.every(isAsWord);
      const [role, animal] = isRoleFirst ? [first, second] : [second, first];
      if (!(isRoleFirst || isRoleLast) || worn(role).length !== 1) continue;
      const name = [...(isRoleFirst ? between : []), ...words.slice(animal.start, animal.end)];
      return [
        ...words.slice(0, first.start),
        ...name,
        'wearing',
        ...phrase(worn(role)[0]!),
        ...words.slice(second.end),
      ];
    }
    return words;
  };
}

const isAsWord = (word: string) => asWords.has(word);
