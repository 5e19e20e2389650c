import { singular } from '../tokenizers/words';
import { longestAt, type PhraseTable, type Words } from './phrases';
import { partEnd } from './read-background';

interface Vocabulary {
  readonly colours: PhraseTable<string>;
  readonly numbers: PhraseTable<number>;
  readonly relations: PhraseTable<unknown>;
  /** Things that are called by name, left to right. */
  readonly named: (
    words: Words,
  ) => readonly { readonly start: number; readonly end: number; readonly isPlural: boolean }[];
}

interface ColourList {
  readonly items: readonly { readonly count: number | undefined; readonly colour: Words }[];
  readonly start: number;
  readonly end: number;
  /** Each has an article or a number of its own: "a red and a blue car". */
  readonly isEachIntroduced: boolean;
}

const single = new Set(['a', 'an', 'one', 'another', 'the', 'other']);
const links = new Set(['and', 'is', 'are', 'in', partEnd]);

/**
 * "two hearts, one red and one blue", "red, green and blue balloons", "a red and a blue car": the same words as if each had
 * been asked for by itself ("red heart and blue heart"), since a subject has one colour.
 */
export function colourLists({ colours, numbers, relations, named }: Vocabulary): (words: Words) => Words {
  const numberAt = (words: Words, at: number) =>
    single.has(words[at] ?? '') ? 1 : longestAt(numbers, words.slice(at, at + 1), 0)?.value;

  function listFrom(words: Words, start: number): ColourList | undefined {
    const items: { count: number | undefined; colour: Words }[] = [];
    let [at, end] = [start, start];
    let count: number | undefined;
    while (at < words.length) {
      const length = longestAt(colours, words, at)?.length;
      const number = numberAt(words, at);
      if (length !== undefined) {
        items.push({ count, colour: words.slice(at, at + length) });
        count = undefined;
        end = at + length;
      } else if (number !== undefined) count = number;
      else if (!links.has(words[at]!)) break;
      at += length ?? 1;
    }
    if (items.length < 2 || items.length > 3) return undefined;
    return { items, start, end, isEachIntroduced: items.every((item) => item.count !== undefined) };
  }

  function listAfter(words: Words, start: number): ColourList | undefined {
    const list = listFrom(words, start);
    const next = words[list?.end ?? 0];
    return next === undefined || next === partEnd || relations.has(next) ? list : undefined;
  }

  function listBefore(words: Words, end: number): ColourList | undefined {
    const isOfList = (at: number) =>
      colours.has(words[at]!) || numberAt(words, at) !== undefined || ['and', partEnd].includes(words[at]!);
    let start = end;
    while (start > 0 && isOfList(start - 1)) start--;
    while (links.has(words[start] ?? '')) start++;
    const list = listFrom(words.slice(0, end), start);
    return list?.end === end ? list : undefined;
  }

  function rewritten(words: Words, mention: ReturnType<Vocabulary['named']>[number]): Words | undefined {
    const isCounted = mention.end - mention.start > 1 && numberAt(words, mention.start) !== undefined; // "two hearts"
    const from = mention.start + Number(isCounted);
    const isSeveral = isCounted || mention.isPlural;
    const after = isSeveral ? listAfter(words, mention.end) : undefined;
    const before = after ? undefined : listBefore(words, from);
    const list = after ?? (isSeveral || before?.isEachIntroduced ? before : undefined);
    // "an orange and a red pear": a thing, not one of two colours
    const isNamed = named(words).some(({ start }) => list && list.start <= start && start < list.end);
    if (!list || isNamed) return undefined;
    const typed = words.slice(from, mention.end);
    const noun = [typed, ...singular(typed.at(-1)!).map((one) => [...typed.slice(0, -1), one])].findLast(
      (one) => named(one).length > 0,
    )!;
    const isNumbered = after && numberAt(words, from - 1) !== undefined;
    const known = list.items.filter(({ count }) => count !== undefined);
    const total = isNumbered ? numberAt(words, from - 1) : known.length === 1 ? known[0]!.count : undefined;
    const isEach = known.length === list.items.length;
    const share = (i: number) =>
      isEach ? list.items[i]!.count! : Math.floor(((total ?? 0) + list.items.length - 1 - i) / list.items.length);
    const apart = list.items.flatMap(({ colour }, i) => {
      const count = share(i);
      return [...(i === 0 ? [] : ['and']), ...(count > 1 ? [String(count)] : []), ...colour, ...noun];
    });
    const start = after ? from - Number(isNumbered) : list.start;
    return [...words.slice(0, start), ...apart, ...words.slice(after ? list.end : mention.end)];
  }

  return (words) => {
    for (const mention of named(words)) {
      const made = rewritten(words, mention);
      if (made) return made;
    }
    return words;
  };
}
