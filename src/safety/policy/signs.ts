/** Signs that are read as words, and the words. Left out: the Buddhist 卍, fruit alone, knives: all everyday. */
export const signs: readonly (readonly [sign: RegExp, word: string])[] = [
  [/🔞/gu, ' nsfw '],
  [/[🍆🍑🍌]\s*[💦👅👄]|[💦👅👄]\s*[🍆🍑🍌]|🍆\s*🍑|🍑\s*🍆/gu, ' porn '],
  [/[👶🍼]/gu, ' baby '],
  [/🧒/gu, ' child '],
  [/👧/gu, ' girl '],
  [/👦/gu, ' boy '],
  [/👙/gu, ' bikini '],
  [/🔫/gu, ' gun '],
  [/🩸/gu, ' blood '],
  [/💣/gu, ' bomb '],
  [/卐/gu, ' swastika '],
];
