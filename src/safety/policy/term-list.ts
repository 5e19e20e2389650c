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
] as const;

export type Concept = (typeof concepts)[number];

/**
 * One language's words, separated by commas, lower case, any accents. A term of several words matches them in that order. Marks before a term:
 * `=` takes no endings; `?` is an everyday word elsewhere (or in its own language): it counts
 * only beside another hit of its language, or one of its `everyday` words.
 */
export interface TermList {
  readonly language: string;
  /** `words`: split at spaces. `run`: no spaces; a term is found anywhere, but a katakana term only as a whole katakana run. */
  readonly script: 'words' | 'run';
  /** Endings that any term may take: plurals, cases, genders. */
  readonly endings: readonly string[];
  /** Small words by which the language is known. */
  readonly everyday: string;
  /** Particles that may be glued to the front of a word. */
  readonly prefixes?: readonly string[];
  readonly terms: Readonly<Record<Concept, string>>;
  /** Innocent phrases that hold a term: taken out before anything is looked for. */
  readonly innocent: string;
  /** Words after a number that make it an age. */
  readonly ageWords: string;
}
