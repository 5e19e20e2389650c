import { signs } from './policy/signs';

/** Letters of other scripts and of phonetic notation that look like Latin ones. NFKC leaves them alone. */
// prettier-ignore
const lookalikes: Readonly<Record<string, string>> = {
  а: 'a', в: 'b', с: 'c', ԁ: 'd', е: 'e', ё: 'e', н: 'h', һ: 'h', і: 'i', ї: 'i', ј: 'j', к: 'k', ӏ: 'l', м: 'm', п: 'n', о: 'o', р: 'p', ԛ: 'q', г: 'r', ѕ: 's',
  т: 't', у: 'y', ѵ: 'v', ԝ: 'w', х: 'x', з: 'e',
  α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', ω: 'w', γ: 'y',
  ո: 'n', օ: 'o', ս: 'u', հ: 'h', ց: 'g',
  ı: 'i', ɪ: 'i', ł: 'l', ø: 'o', đ: 'd', ɑ: 'a', ɡ: 'g', ɩ: 'i', ʀ: 'r', ɴ: 'n', ʟ: 'l', ʙ: 'b', ɢ: 'g', ʜ: 'h', ᴀ: 'a', ᴄ: 'c', ᴅ: 'd', ᴇ: 'e', ᴊ: 'j', ᴋ: 'k',
  ᴍ: 'm', ᴏ: 'o', ᴘ: 'p', ᴛ: 't', ᴜ: 'u', ᴠ: 'v', ᴡ: 'w', ᴢ: 'z', ꜱ: 's', ß: 'ss', æ: 'ae', œ: 'oe', ى: 'ي', ة: 'ه', ی: 'ي', ک: 'ك',
};

const shortestBackwards = 4;
const longestScrap = 3;
const longestHalf = 5;
const longestRun = 10;
const shortestTogether = 5;

/** Digits and signs written for letters. `1`, `!` and `|` stand for i or for l: both are tried. */
// prettier-ignore
const leet: Readonly<Record<string, string>> = {
  '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '9': 'g', '@': 'a', $: 's', '€': 'e', '+': 't', '(': 'c', '£': 'l', '¥': 'y',
};

/**
 * Compatibility forms folded (NFKC), lower case, without invisible letters, accents or Arabic stretching, and lookalikes
 * turned into Latin letters. Japanese voicing marks are kept: without them other words would come out.
 */
export function plainText(text: string): string {
  if (/^[\x00-\x7F]*$/.test(text)) return text.toLowerCase(); // most of the policy, and nothing below changes it
  const spelled = signs.reduce((left, [sign, word]) => left.replace(sign, word), text);
  const folded = spelled.normalize('NFKC').toLowerCase().normalize('NFKD');
  const bare = folded.replace(/[\p{Cf}\u0640\u115F\u3164\uFFA0]/gu, '').replace(/(?![\u3099\u309A])\p{M}/gu, '');
  return bare
    .normalize('NFC')
    .replace(/(?<=[\u30A1-\u30FA])[一—–―‐-](?=[\u30A1-\u30FA])/gu, 'ー') // "ヌ一ド"
    .replace(/(?<=[\u4E00-\u9FFF])[*#_.·]+(?=[\u4E00-\u9FFF])/gu, '')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[^\x00-\x7F]/gu, (letter) => lookalikes[letter] ?? letter);
}

/** Words and numbers, in order; a number glued to a word is a word of its own ("1girl"). */
export function wordsIn(text: string): string[] {
  return text.match(/\p{L}+|\p{N}+/gu) ?? [];
}

/** The readings of a text that evasions hide behind: the plain one first. All are `plainText` already. */
export function readingsOf(plain: string): string[] {
  const readings = new Set([plain]);
  for (const text of [plain, joinLoneLetters(plain), joinLoneLetters(withoutLoneArticle(plain))]) {
    readings.add(text);
    for (const reading of readingsWithoutLeet(text)) readings.add(reading);
  }
  for (const text of [...readings]) {
    readings.add(withoutInnerSigns(text));
    readings.add(withoutDoubling(text));
  }
  for (const text of [...readings]) {
    if (!/(\p{L})\1\1/u.test(text)) continue;
    readings.add(text.replace(/(\p{L})\1{2,}/gu, '$1'));
    readings.add(text.replace(/(\p{L})\1{2,}/gu, '$1$1'));
  }
  return [...readings];
}

/** Every word of four letters or more from its end: "edun". Shorter ones would be other words. */
export function backwards(plain: string): string {
  const long = wordsIn(plain).filter((word) => word.length >= shortestBackwards);
  return long.map((word) => [...word].reverse().join('')).join(' ');
}

/**
 * Words written letter by letter, in two scripts at once, or with digits for letters. Nobody does that to an everyday word:
 * they are looked at by themselves.
 */
export function disguisedWords(prompt: string): string[] {
  const plain = plainText(prompt);
  const before = new Set(wordsIn(plain));
  const apart = [joinLoneLetters(plain), joinLoneLetters(withoutLoneArticle(plain))].flatMap(wordsIn);
  const inDigits = readingsWithoutLeet(plain).flatMap(wordsIn);
  return [...new Set([...apart, ...inDigits].filter((word) => !before.has(word)).concat(wordsInTwoScripts(prompt)))];
}

function wordsInTwoScripts(prompt: string): string[] {
  const words = prompt.normalize('NFKC').match(/[\p{L}\p{M}]+/gu) ?? [];
  return words
    .filter((word) => /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}|\p{Script=Greek}/u.test(word))
    .flatMap((word) => wordsIn(plainText(word)));
}

/**
 * What scraps of words come to when put together: three or more of at most three letters ("fu cki ng"), and neighbours of
 * at most five ("nak ed"). Two everyday words may make a third ("pen is"): neighbours count only where they do so twice.
 */
export function scrapsTogether(plain: string): { readonly runs: readonly string[]; readonly pairs: readonly string[] } {
  const words = wordsIn(plain);
  const runs = new Set<string>();
  const pairs = new Set<string>();
  words.forEach((word, from) => {
    const next = words[from + 1] ?? '';
    if (word.length <= longestHalf && next.length <= longestHalf) pairs.add(word + next);
    let together = word;
    for (let i = from + 1; i < from + longestRun && isScrap(word) && isScrap(words[i] ?? ''); i += 1) {
      together += words[i]!;
      if (i > from + 1) runs.add(together);
    }
  });
  const isLong = ({ length }: string) => length >= shortestTogether;
  return { runs: [...runs].filter(isLong), pairs: [...pairs].filter(isLong) };
}

function isScrap(word: string): boolean {
  return word.length > 0 && word.length <= longestScrap;
}

/** "n u d e" and "n. u. d. e" to "nude": three or more letters (or signs for letters) that stand alone; a wider gap ends a word. */
function joinLoneLetters(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])(?:[\p{L}\d@$!|][\s.,:;"_·•*~'-]+){2,}[\p{L}\d@$!|](?![\p{L}\p{N}])/gu, (run) =>
    run
      .split(/\s{2,}/)
      .map((word) => word.replace(/[\s.,:;"_·•*~'-]+/g, ''))
      .join(' '),
  );
}

/** "a n u d e" to "the n u d e", or the article would become a letter of the word. */
function withoutLoneArticle(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}]\s?)a (?=(?:\p{L} ){2,}\p{L}(?!\p{L}))/gu, 'the ');
}

/** "nnuuddee" to "nude": words of which every letter is there twice; and "nuude", of one that few words double. */
function withoutDoubling(text: string): string {
  const once = text.replace(/(?<!\p{L})(?:(\p{L})\1){3,}(?!\p{L})/gu, (word) => word.replace(/(\p{L})\1/gu, '$1'));
  return once.replace(/([aiujkqvwxy])\1/g, '$1');
}

/** "p0rn" to "porn", only in pieces that have a letter too: a size or a year stays what it is. */
function withoutLeet(text: string, one: string): string {
  return text.replace(/\S+/g, (piece) => {
    if (!/\p{L}/u.test(piece) || !/[\d@$!|€+(£¥]/.test(piece)) return piece;
    const core = piece.replace(/[!|.?,;:]+$/, '');
    return core.replace(/[1!|]/g, one).replace(/[03-57-9@$€+(£¥]/g, (sign) => leet[sign] ?? sign);
  });
}

function readingsWithoutLeet(text: string): string[] {
  const [one, other] = [withoutLeet(text, 'i'), withoutLeet(text, 'l')];
  return [one, other, one.replace(/(?<=\p{L}{2})z(?!\p{L})/gu, 's')]; // "girlz"
}

/** "nu-de" and "n.u.d.e" to "nude": signs between letters of one piece. Apostrophes stay: French has words on both sides. */
function withoutInnerSigns(text: string): string {
  return text.replace(/(?<=\p{L})[.\-_·•~^/\\|]+(?=\p{L})/gu, '');
}
