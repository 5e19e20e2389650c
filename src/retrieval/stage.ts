import type { MemoryIndex, Wear } from './memory';
import type { Words } from './phrases';
import type { Relation } from './relations';

/** A subject of a prompt, and how it stands to what was named before it. */
export interface Part {
  readonly subject: number;
  /** The words that name it. */
  readonly name: Words;
  /** How many are asked for; of a plural without a number three are drawn. */
  readonly count: number;
  readonly isPlural: boolean;
  /** Asked for in another colour than its own. */
  readonly isRecoloured: boolean;
  /** A key of the index's `sizes`. */
  readonly size?: string;
  /** The words between this and the part before. */
  readonly gap: Words;
  readonly relation?: Relation;
}

export interface Staging {
  /** A key of the index's `layouts`. */
  readonly layout: string;
  /** In the order of the layout's slots. */
  readonly order: readonly Part[];
  /** Which of them each place of a layout for one shows: "two cats and a dog". */
  readonly shown?: readonly number[];
}

/** There is a layout for as many of one as this. */
const most = 9;

const beings = /^(animal-|person|cat-face|monkey-face)/;
/** Groups of what is carried rather than stood beside. */
const holdable =
  /^(food-|drink|tool|musical-instrument|sport|game|event|office|book-paper|computer|phone|arts-crafts|writing|science|medical|plant-flower|heart|money|mail|award-medal|dishware|body-parts)/;
const isPlace = (group: string) => /^place-(geographic|building|religious)/.test(group);
const isWithin = (gap: Words) => gap.includes('in') || gap.includes('inside');
const weather = 'sky-weather';
/** Counted to the weather, but near to whoever stands under it. */
const umbrella = /umbrella/;

/** Who stands where: chooses the layout for one to three parts. */
export function stage(index: MemoryIndex, asked: readonly Part[]): Staging {
  const parts = withoutWhatIsWornAnyway(index, asked);
  const [one, two, three] = parts;
  if (!one || !two) return { order: parts, layout: one ? layoutOfOne(index, one) : 'single' };
  const wearOf = ({ subject }: Part) => index.subjects[subject]!.wear;
  const worn = wornParts(parts, wearOf);
  if (worn[0]) return stageWorn(parts, worn, wearOf);
  if (three) return { order: parts, layout: three.relation?.ids.includes('on') ? 'three-on' : 'count-3' };
  const wear = wearOf(one);
  if (wear && !wearOf(two) && two.relation?.ids.includes('on')) {
    return { order: [two, one], layout: `wearing-${wear}` }; // "a hat on a cat"
  }
  return stagePair(index, one, two);
}

/** "a princess with a crown" is drawn with one already; in another colour it has to be laid over hers. */
function withoutWhatIsWornAnyway({ subjects }: MemoryIndex, parts: readonly Part[]): readonly Part[] {
  const wears = parts[0] && subjects[parts[0].subject]!.wears;
  if (!wears) return parts;
  const isWornAnyway = ({ subject, relation, isRecoloured }: Part) =>
    !isRecoloured && wears.includes(subjects[subject]!.name) && relation?.ids.includes('wearing') === true;
  const at = parts.findIndex((part, i) => i > 0 && isWornAnyway(part));
  if (at === -1) return parts;
  const { relation } = parts[at]!;
  // "with a crown and glasses": the glasses are worn too
  const after = parts
    .slice(at + 1)
    .map((part) => (part.gap.includes('and') && relation ? { ...part, relation } : part));
  return [...parts.slice(0, at), ...after];
}

function layoutOfOne(index: MemoryIndex, { count, size }: Part): string {
  const layout = count > 1 ? `count-${Math.min(count, most)}` : (size ?? 'single');
  return Object.hasOwn(index.layouts, layout) ? layout : 'single';
}

/** What the first wears: "with a hat", and then "and glasses" too. */
function wornParts([wearer, ...others]: readonly Part[], wearOf: (part: Part) => Wear | undefined): Part[] {
  if (!wearer || wearOf(wearer)) return [];
  const worn: Part[] = [];
  for (const [i, part] of others.entries()) {
    const isNamedSo = part.relation?.ids.includes('wearing') === true;
    // "a woman with red hair and glasses": "with" is in the name that the first goes by
    const goesOn = part.gap.includes('and') && (i === 0 ? wearer.name.includes('with') : worn.includes(others[i - 1]!));
    if (wearOf(part) && (isNamedSo || goesOn)) worn.push(part);
  }
  return worn;
}

function stageWorn(
  parts: readonly Part[],
  [worn, alsoWorn]: readonly Part[],
  wearOf: (part: Part) => Wear | undefined,
): Staging {
  const one = parts[0]!;
  const other = parts.find((part) => part !== one && part !== worn && part !== alsoWorn);
  if (other) {
    const isUnder = other.relation?.ids.some((id) => id === 'on' || id === 'riding');
    return { order: [one, worn!, other], layout: isUnder ? 'wearing-on' : 'wearing-with' };
  }
  const wears = [worn!, alsoWorn].map((part) => part && wearOf(part));
  if (!alsoWorn || wears[0] === wears[1]) return { order: [one, worn!], layout: `wearing-${wears[0]}` };
  return { order: [one, worn!, alsoWorn], layout: wears.includes('neck') ? 'wearing-two-neck' : 'wearing-two' };
}

function stagePair(index: MemoryIndex, one: Part, two: Part): Staging {
  const ids = two.relation?.ids ?? ['beside'];
  const isOneWhole = !ids.includes('beside') && two.isPlural; // "a bee on flowers": they are what it is on
  const counts = [one.count, isOneWhole ? 1 : two.count] as const;
  if (counts[1] === 1 && counts[0] > 1 && (ids.includes('on') || ids.includes('riding'))) {
    return { order: [one, two], layout: `on-${Math.min(counts[0], 3)}` };
  }
  if (counts[0] + counts[1] > 2) {
    const first = Math.min(counts[0], most - Math.min(counts[1], 4));
    const shown = Array.from({ length: Math.min(most, first + counts[1]) }, (_, i) => (i < first ? 0 : 1));
    return { order: [one, two], layout: `count-${shown.length}`, shown };
  }
  const high = overhead(index, one, two);
  if (high) return { order: high, layout: 'sky' };
  const group = ({ subject }: Part) => index.subjects[subject]!.group;
  const canBeHeld = holdable.test(group(two)) || umbrella.test(index.subjects[two.subject]!.name);
  // "a train in the mountains": the place is behind, and the larger
  if (
    ids.includes('behind') &&
    !two.relation?.swapped &&
    isPlace(group(two)) &&
    !isPlace(group(one)) &&
    isWithin(two.gap)
  ) {
    return { order: [two, one], layout: 'behind' };
  }
  const isHeld = beings.test(group(one)) && canBeHeld && two.gap.includes('with');
  const layout = isHeld ? 'holding' : (ids.find((id) => Object.hasOwn(index.layouts, id)) ?? 'beside');
  return { order: two.relation?.swapped ? [two, one] : [one, two], layout };
}

/** What hangs over the other, then the other: "howling at the moon", "in the rain", "sun over mountains", "rain in the city". */
function overhead({ subjects }: MemoryIndex, one: Part, two: Part): readonly [Part, Part] | undefined {
  const isWeather = ({ subject }: Part) =>
    subjects[subject]!.group === weather && !umbrella.test(subjects[subject]!.name);
  if (isWeather(one) === isWeather(two)) return undefined;
  const { relation, gap } = two;
  const isIn = gap.includes('in') && relation?.swapped === undefined; // not "in front of"
  if (isWeather(one)) return relation?.ids.includes('above') || isIn ? [one, two] : undefined;
  return (relation ? relation.ids.includes('below') || isIn : gap.includes('at')) ? [two, one] : undefined;
}
