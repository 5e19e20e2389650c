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

/**
 * "an astronaut cat", "a queen bee": the same words as if it had been asked for an animal wearing what is worn in that role,
 * where the role's artwork always wears one thing.
 */
export function roleDresser({ index, named, phrase, isNumber, isDescribing }: Vocabulary): (words: Words) => Words {
  return (words) => {
    const mentions = named(words);
    for (const [i, role] of mentions.entries()) {
      const animal = mentions[i + 1];
      const { wears = [] } = index.subjects[role.subject]!;
      const isCounted = animal?.isPlural || isNumber(words[role.start - 1] ?? ''); // several are drawn without
      if (!animal || isCounted || wears.length !== 1) continue;
      const between = words.slice(role.end, animal.start);
      if (!animals.test(index.subjects[animal.subject]!.group) || !between.every(isDescribing)) continue;
      const name = [...between, ...words.slice(animal.start, animal.end)];
      return [...words.slice(0, role.start), ...name, 'wearing', ...phrase(wears[0]!), ...words.slice(animal.end)];
    }
    return words;
  };
}
