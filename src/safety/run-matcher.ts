import { plainText } from './normalise';
import { concepts, items, type Concept, type TermList } from './policy/term-list';

/** Stands where an innocent phrase was, so that its neighbours do not become one. */
const gap = '\u0000';
/** A shorter katakana term begins too many other words. */
const shortestPrefix = 4;
const oldestMinor = 17;
const katakana = /[\u30A1-\u30FA\u30FC]+/g;
const hiragana = /[\u3041-\u3096\u30FC]+/g;
/** Particles that may follow a word in hiragana. */
const particle = '(?:の|な|で|を|が|は|に|と)?';

/** Languages without spaces, in one reading of a prompt. */
export interface RunMatcher {
  conceptsIn(reading: string): Concept[];
}

interface RunTerm {
  readonly text: string;
  readonly concept: Concept;
  readonly isWeak: boolean;
  /** The hiragana spelling of a katakana term, as a whole run and perhaps a particle. */
  readonly inHiragana: RegExp | undefined;
}

/** `innocent`: phrases of all such languages, since they share their characters. */
export function runMatcher(list: TermList, innocent: readonly string[]): RunMatcher {
  const terms = concepts.flatMap((concept) => items(list.terms[concept]).map((item) => runTerm(item, concept)));
  const near = list.near.map(({ concept, first, second, within, anyOrder }) => {
    const [a, b] = [first, second].map((part) => `(?:${items(part).map(plainText).join('|')})`);
    const between = `.{0,${within}}`;
    return { concept, pattern: new RegExp(a + between + b + (anyOrder ? `|${b}${between}${a}` : ''), 'u') };
  });
  const ageWords = items(list.ageWords).map(plainText).join('|');
  const age = new RegExp(`(?<![\\d十])(?:(\\d{1,2})|(十?)([一二三四五六七八九]?))(?:${ageWords})`, 'gu');

  return {
    conceptsIn(reading) {
      const text = innocent.reduce((left, phrase) => left.replaceAll(phrase, gap), reading.replace(/\s+/g, ''));
      // With spaces too: they part words that would be one run without.
      const runs = [text, reading].flatMap((one) => one.match(katakana) ?? []);
      const soft = reading.match(hiragana) ?? [];
      const hits = terms.filter((term) => isIn(term, text, runs, soft));
      const found = hits
        .filter((hit) => !hit.isWeak || hits.some((other) => other.concept !== hit.concept))
        .map(({ concept }) => concept);
      for (const { concept, pattern } of near) if (pattern.test(text)) found.push(concept);
      return namesMinorAge(text, age) ? [...found, 'child'] : found;
    },
  };
}

/** A katakana term is found only as a run of katakana, or the start of one; any other anywhere. */
function isIn(term: RunTerm, text: string, runs: readonly string[], soft: readonly string[]): boolean {
  if (!term.inHiragana) return text.includes(term.text);
  const starts = (run: string) =>
    run === term.text || (term.text.length >= shortestPrefix && run.startsWith(term.text));
  return runs.some(starts) || soft.some((run) => term.inHiragana!.test(run));
}

function runTerm(item: string, concept: Concept): RunTerm {
  const text = plainText(item.replace(/^\?/, ''));
  const isKatakana = /^[\u30A1-\u30FA\u30FC]+$/.test(text);
  const spelled = text.replace(/[\u30A1-\u30F6]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
  return {
    text,
    concept,
    isWeak: item.startsWith('?'),
    inHiragana: isKatakana ? new RegExp(`^${spelled}${particle}$`) : undefined,
  };
}

function namesMinorAge(text: string, age: RegExp): boolean {
  return [...text.matchAll(age)].some(([, digits, ten, unit]) => {
    const years = digits ? Number(digits) : (ten ? 10 : 0) + '〇一二三四五六七八九'.indexOf(unit || '〇');
    return years >= 1 && years <= oldestMinor;
  });
}
