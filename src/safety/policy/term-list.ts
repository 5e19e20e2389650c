/** The ideas that rules are made of. One word of a prompt may stand for several. */
export const concepts = [
  'explicit', // sexual acts and organs, pornography
  'nudity',
  'suggestive', // dressed or posed to arouse
  'mild', // swimwear, underwear: for hosts that want none of it, and where a photo of a person is changed
  'child',
  'youth', // words used for children and for grown-ups alike
  'childAbuse', // words that alone name sexual content with minors
  'undress', // taking somebody's clothes away
  'gore',
  'weapon', // and blood: for hosts that want none of it
  'hate',
  'selfHarm',
  'clothing', // counts in a negative prompt only: who wants none of it wants somebody undressed
] as const;

/**
 * Two have no words of their own. `clothesOff`: a garment near a word for taking it away; counts where a photo of a person is
 * changed. `noClothes`: the negative prompt names clothes.
 */
export type Concept = (typeof concepts)[number] | 'clothesOff' | 'noClothes';

/** Two kinds of words that mean something only near each other. */
export interface Near {
  readonly concept: Concept;
  readonly first: string;
  readonly second: string;
  /** At most so many words between them; in a language without spaces, so many letters. */
  readonly within: number;
  readonly anyOrder?: true;
}

/**
 * One language's words, separated by commas, lower case, any accents. A term of several words matches them in that order. Marks before a term:
 * `=` takes no endings; `~` begins compounds of its language ("Pornoszene"); `?` is an everyday word elsewhere (or in its own language): it counts
 * only beside another hit of its language, or one of its `everyday` words. `(a|b) (c|d)` stands for all four.
 */
export interface TermList {
  readonly language: string;
  /** `words`: split at spaces. `run`: no spaces; a term is found anywhere, but a katakana term only as a whole katakana run. */
  readonly script: 'words' | 'run';
  /** Endings that any term may take: plurals, cases, genders. */
  readonly endings: readonly string[];
  /** What the last letters of a word may become: diminutives and verbs ("pelada", "peladona"). */
  readonly rewrites?: Readonly<Record<string, readonly string[]>>;
  /** Small words by which the language is known. */
  readonly everyday: string;
  /** Particles that may be glued to the front of a word. */
  readonly prefixes?: readonly string[];
  readonly terms: Readonly<Record<(typeof concepts)[number], string>>;
  readonly near: readonly Near[];
  /** Innocent phrases that hold a term: taken out before anything is looked for. */
  readonly innocent: string;
  /** Number words from 0 or 1 on to 17, where they are words of their own. */
  readonly numbers?: { readonly from: number; readonly words: string };
  /** Words after a number that make it an age. */
  readonly ageWords: string;
}

/** The items of a comma-separated list, `(a|b) c` written out. */
export function items(list: string): string[] {
  return list
    .split(',')
    .map((item) => item.trim().replace(/\s+/g, ' '))
    .filter((item) => item !== '')
    .flatMap(written);
}

function written(item: string): string[] {
  const group = /\(([^()]*)\)/.exec(item);
  if (!group) return [item];
  const [whole, choices] = group;
  return choices!.split('|').flatMap((choice) => written(item.replace(whole, choice)));
}
