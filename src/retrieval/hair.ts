import type { Mention } from './find-mentions';
import type { MemoryIndex } from './memory';
import type { Words } from './phrases';
import { partEnd } from './read-background';

/** As the artwork's names have it. */
const kinds: Readonly<Record<string, string>> = {
  ...{ red: 'red hair', ginger: 'red hair', auburn: 'red hair', orange: 'red hair', curly: 'curly hair' },
  ...{ wavy: 'curly hair', white: 'white hair', gray: 'white hair', grey: 'white hair', silver: 'white hair' },
  ...{ blond: 'blond hair', blonde: 'blond hair', golden: 'blond hair', yellow: 'blond hair' },
};

/** Who there is artwork of with other hair, by the name that its artwork begins with. */
const whose: Readonly<Record<string, string>> = { woman: 'woman', girl: 'woman', man: 'man', boy: 'man' };

/**
 * "a girl with long red hair", "a bald man", "a grey haired woman": who has artwork with that hair is drawn by it, and
 * the words are the person's, not somebody's beside. A child's hair is an adult's: there is no other artwork.
 */
export function hairReader({ subjects }: MemoryIndex) {
  const byName = new Map(subjects.map(({ name }, i) => [name, i] as const));
  const variantOf = (person: string, hair: string) => byName.get(`${person} ${hair}`) ?? byName.get(`person ${hair}`);

  return (words: Words, mention: Mention, previousEnd: number, nextStart: number): Mention => {
    const { name } = subjects[mention.subject]!;
    const person = whose[name] ?? (name === 'person' ? name : undefined);
    if (person === undefined) return mention;
    const before = words.slice(previousEnd, mention.start);
    const after = words.slice(mention.end, nextStart);
    const own = after.includes(partEnd) ? after.slice(0, after.indexOf(partEnd)) : after;
    const hair = before.includes('bald') || own.includes('bald') ? 'bald' : (hairIn(own) ?? hairIn(before));
    const subject = hair === undefined ? undefined : variantOf(person, hair);
    return subject === undefined ? mention : { ...mention, subject };
  };
}

/** Such a person's colours are the hair's, told already. */
export const isNamedByHair = (name: string): boolean => / (hair|bald)$/.test(name);

/** The kind that is named up to three words before "hair": "long, curly hair". */
function hairIn(words: Words): string | undefined {
  const at = words.findIndex((word) => word === 'hair' || word === 'haired');
  const kind = words.slice(Math.max(0, at - 3), Math.max(0, at)).findLast((word) => Object.hasOwn(kinds, word));
  return kind === undefined ? undefined : kinds[kind];
}
