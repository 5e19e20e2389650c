import type { ArtworkCredit } from '../contract/request';
import { zeros, type Tensor } from '../tensor/tensor';
import type { WordTokenizer } from '../tokenizers/words';
import { laidInto } from './lay-into';
import type { Layout, Memory, MemoryIndex, Paste, Wear } from './memory';
import type { FoundSubject, PromptReading } from './read-prompt';
import { meanVector } from './subject-vectors';

/** What a transformer is told about its reference slots, batch 1. Shapes: models/FORMAT.md. */
export interface References {
  readonly referenceLatents: Tensor;
  readonly referenceNames: Tensor;
  readonly referenceMask: Tensor;
  readonly referenceFlags: Tensor;
}

/** An artwork of the memory at one size, in one place. */
export interface Placed {
  readonly slot: number;
  readonly artwork: number;
  /** Cells across; the memory need not hold it. */
  readonly grid: number;
  /** [x, y] in cells; may hang over. */
  readonly at: readonly [number, number];
  /** Another colour than the artwork has, in bytes. */
  readonly rgb?: readonly [number, number, number];
  /** Of the index's skin tones. */
  readonly tone?: number;
  /** Of the index's styles, where its artwork is of another. */
  readonly style?: number;
}

/** What is laid where, and all that the slots hold besides latents. */
export interface Arrangement extends Omit<References, 'referenceLatents'> {
  /** The later covers the earlier. A picture of the visitor's comes before all of them. */
  readonly placed: readonly Placed[];
  readonly background?: number;
  /** True: the background's marks the other way round. */
  readonly isMirrored: boolean;
  /** True: with a white border around all of it. */
  readonly isSticker?: true;
  readonly leanedOn: readonly ArtworkCredit[];
}

/** What the network starts from, [1, channels, G, G], and the ground alone where one was asked for. */
export interface ComposedLatents {
  readonly composed: Tensor;
  readonly ground?: Float32Array;
  /** What the autoencoder cannot hold of a picture with the visitor's own in it, [1, 3, H, W] in bytes. */
  readonly finer?: Tensor;
}

/** Where something may be worn, in cells of the wearer's own grid. */
type Anchors = Readonly<Partial<Record<Wear, readonly [number, number]>>>;

export interface SlotShape {
  readonly slots: number;
  readonly channels: number;
  readonly grid: number;
  readonly flags: number;
}

/**
 * Chooses the artwork that a prompt's words point to, and where it goes. `choose(n)` is a seeded choice of 0…n−1, so that
 * seeds differ in artwork and placement. An own picture takes slot 0 in place of the first subject; `own` is how much of
 * each cell it covers. The network is to keep what it is given, but for artwork that had to be restyled (other than flat).
 * An own picture's colour alone is asked of it: artwork is recoloured in pixels.
 */
export function arrange(
  memory: Memory,
  tokenizer: WordTokenizer,
  reading: PromptReading,
  own: Float32Array | undefined,
  shape: SlotShape,
  choose: (count: number) => number,
  hasOwnGround = false,
): Arrangement {
  const { index } = memory;
  const names = zeros([1, shape.slots, tokenizer.vectorLength]);
  const mask = zeros([1, shape.slots]);
  const flags = zeros([1, shape.slots, shape.flags]);
  const leanedOn: ArtworkCredit[] = [];
  const placed: Placed[] = [];

  const fill = (slot: number, name: Float32Array, kept: number, isOwn: boolean, colour?: string) => {
    mask.data[slot] = 1;
    names.data.set(name, slot * tokenizer.vectorLength);
    const rgb = colour === undefined ? undefined : index.colours[colour]?.rgb;
    const values = [kept, Number(isOwn), Number(rgb !== undefined)];
    values.push(...(rgb ?? []).map((channel) => channel / 127.5 - 1));
    flags.data.set(values.slice(0, shape.flags), slot * shape.flags);
  };

  const chosen: { found: FoundSubject; artwork: number | undefined; style: string | undefined }[] = [];
  for (const found of reading.subjects) {
    // Where no style is asked for, the others are drawn as the first is.
    const first = index.artworks[chosen[0]?.artwork ?? -1];
    const style = reading.style ?? (first && index.sources[first[1]]?.style);
    chosen.push({ found, artwork: chooseArtwork(memory, found, style, choose), style });
  }
  const ownSlot = own && reading.ownSlot;
  const anchors =
    own && ownSlot !== undefined
      ? ownAnchors(own, shape.grid, reading.layout, index)
      : (index.anchors[chosen[0]?.artwork ?? -1] ?? {});
  const wearOf = (subject: number) => index.subjects[chosen[subject]?.found.subject ?? -1]?.wear;
  const canWear = (slot: number) => {
    const wear = wearOf(slot);
    return wear !== undefined && anchors[wear] !== undefined;
  };
  const name = ownSlot === undefined ? possibleLayout(index, reading, canWear) : reading.layout;
  const layouts = index.layouts[name] ?? index.layouts['single']!;
  const chosenLayout = layouts[ownSlot === undefined ? choose(layouts.length) : 0]!; // as `placeOfOwn`
  const layout = reading.frame ? laidInto(chosenLayout, reading.frame) : chosenLayout;
  const slots = slotsOf(layout, name, reading);

  const lastSlot = shape.slots - 2; // the last of all is the background's; what comes after the second subject shares its slot
  const inSlot = new Map<number, readonly string[]>();
  for (const [i, { found, artwork, style: asked }] of chosen.entries()) {
    const place = ownSlot !== undefined && i >= ownSlot ? i + 1 : i;
    if (artwork === undefined || (own && ownSlot === undefined && i === 0)) continue;
    const slot = Math.min(ownSlot === undefined ? i : i + 1, lastSlot);
    const [subjectIndex, sourceIndex] = index.artworks[artwork]!;
    const source = index.sources[sourceIndex]!;
    const rgb = found.colour === undefined ? undefined : index.colours[found.colour]?.rgb;
    const { tone } = found;
    const style = asked === undefined || asked === source.style ? -1 : index.styles.findIndex(({ id }) => id === asked);
    const other = { ...(rgb && { rgb }), ...(tone !== undefined && { tone }), ...(style !== -1 && { style }) };
    for (const [k, paste] of layout.pastes.entries()) {
      if (slots[k] !== place) continue;
      const where =
        paste.grid !== undefined && paste.at
          ? { grid: paste.grid, at: paste.at }
          : worn(index, layout, wearOf(i), anchors);
      if (where) placed.push({ slot, artwork, ...where, ...other });
    }
    const called = index.subjects[subjectIndex]!.name;
    const words = [...(inSlot.get(slot) ?? []), ...tokenizer.words(called)];
    inSlot.set(slot, words);
    const isKept = style === -1 || index.styles[style]!.is_flat === true; // what the page made flat is so already
    fill(slot, meanVector(tokenizer, words), Number(isKept), false);
    leanedOn.push({
      name: called,
      source: source.title,
      licence: source.licence,
      attribution: source.attribution,
      ...((rgb || tone !== undefined) && { isRecoloured: true }),
      ...(style !== -1 && { isRestyled: true }),
    });
  }

  if (own) {
    const subject = ownSlot === undefined ? reading.subjects[0] : undefined;
    const called = subject === undefined ? '' : index.subjects[subject.subject]!.name;
    fill(0, meanVector(tokenizer, tokenizer.words(called)), 1, true, subject?.colour);
  }
  const { background } = reading;
  if (background !== undefined || hasOwnGround)
    fill(shape.slots - 1, new Float32Array(tokenizer.vectorLength), 1, false);

  return {
    placed:
      own && ownSlot !== undefined
        ? under(own, memory, placed, layout, shape.grid)
        : settled(memory, placed, layout, shape.grid),
    ...(background !== undefined && { background }),
    isMirrored: choose(2) === 1,
    ...(reading.isSticker && { isSticker: true }),
    referenceNames: names,
    referenceMask: mask,
    referenceFlags: flags,
    leanedOn,
  };
}

/** Where the visitor's own picture goes, if the words of the prompt place it. */
export function placeOfOwn({ layouts }: MemoryIndex, reading: PromptReading): Paste | undefined {
  const layout = layouts[reading.layout]?.[0];
  if (!layout || reading.ownSlot === undefined) return undefined;
  const slots = slotsOf(layout, reading.layout, reading);
  return layout.pastes.find((_, k) => slots[k] === reading.ownSlot);
}

/** Whom each place of a layout shows: in one for several of a kind, as the reading says, or one a place. */
function slotsOf({ pastes }: Layout, name: string, { subjects, ownSlot, shown }: PromptReading): readonly number[] {
  const several = subjects.length + (ownSlot === undefined ? 0 : 1);
  const isOneAPlace = name.startsWith('count-') && several > 1;
  return pastes.map(({ slot }, k) => shown?.[k] ?? (isOneAPlace && k < several ? k : slot));
}

/**
 * The canvases of the reference slots: of the composed picture the cells that a slot's artwork touches, and the background
 * by itself. `composed` and `ground` are [channels, G, G].
 */
export function fillSlots(
  memory: Memory,
  { placed }: Arrangement,
  own: Float32Array | undefined,
  { composed, ground }: ComposedLatents,
  shape: SlotShape,
): Tensor {
  const cells = shape.grid * shape.grid;
  const latents = zeros([1, shape.slots, shape.channels + 1, shape.grid, shape.grid]);
  const perSlot = (shape.channels + 1) * cells;
  const canvas = (slot: number) => latents.data.subarray(slot * perSlot, (slot + 1) * perSlot);
  const take = (slot: number, cell: number) => {
    const at = slot * perSlot + cell;
    for (let c = 0; c < shape.channels; c++) latents.data[at + c * cells] = composed.data[c * cells + cell]!;
    latents.data[at + shape.channels * cells] = 1;
  };

  own?.forEach((coverage, cell) => coverage > touched && take(0, cell));
  for (const { slot, artwork, grid, at } of placed) {
    for (const { to } of cellsOf(memory.coverage(artwork, grid), at, shape.grid)) take(slot, to);
  }
  if (ground) {
    canvas(shape.slots - 1).set(ground);
    canvas(shape.slots - 1).fill(1, shape.channels * cells);
  }
  return latents;
}

/** A cell of an own picture that its subject covers less is ground. */
const touched = 0.02;

/** The cells that an artwork covers, by their number in it and on a canvas on which it lies at `at`. */
export function cellsOf(
  coverage: Float32Array,
  [left, top]: readonly [number, number],
  side: number,
): { readonly from: number; readonly to: number }[] {
  const grid = Math.sqrt(coverage.length);
  const cells = [];
  for (let from = 0; from < coverage.length; from++) {
    const [x, y] = [(from % grid) + left, Math.floor(from / grid) + top];
    if (coverage[from]! > 0 && x >= 0 && y >= 0 && x < side && y < side) cells.push({ from, to: y * side + x });
  }
  return cells;
}

/** Of a subject's artworks one in the style asked for; without a style, or without such artwork, a seeded choice. */
function chooseArtwork(
  { index, artworksOf }: Memory,
  { subject }: FoundSubject,
  style: string | undefined,
  choose: (count: number) => number,
): number | undefined {
  const all = artworksOf(subject);
  const inStyle = all.filter((artwork) => index.sources[index.artworks[artwork]![1]]!.style === style);
  const from = inStyle.length > 0 ? inStyle : all;
  return from[choose(Math.max(1, from.length))];
}

/** Where something goes that the layout's first subject wears, and how large: as in the layout for one worn thing alone. */
function worn(
  index: MemoryIndex,
  layout: Layout,
  wear: Wear | undefined,
  anchors: Anchors,
): Pick<Placed, 'grid' | 'at'> | undefined {
  const anchor = wear && anchors[wear];
  const { grid: side, at: [left, top] = [0, 0] } = layout.pastes[0]!;
  if (!anchor || side === undefined) return undefined;
  const [wearer, thing] = index.layouts[`wearing-${wear}`]![0]!.pastes;
  const ratio = side / wearer!.grid!;
  const grid = Math.round(thing!.grid! * ratio);
  return {
    grid,
    at: [Math.round(left + ratio * anchor[0] - grid / 2), Math.round(top + ratio * anchor[1] - grid / 2)],
  };
}

interface Cell {
  readonly x: number;
  readonly y: number;
}

/** Share of what stands on something that it may hide. */
const mostHidden = 0.15;

/**
 * Brings what stands on something down to it, since artworks have margins and hollows (a rider onto the bicycle's frame),
 * and the whole back to the middle.
 */
function settled(memory: Memory, placed: readonly Placed[], { sink, pastes }: Layout, side: number): readonly Placed[] {
  if (sink === undefined || placed.length === 0) return placed;
  const cells = placed.map((one) => coveredCells(memory, one));
  const ground = cells.at(-1)!;
  const falls = placed.slice(0, -1).map((one, i) => {
    const middle = one.at[0] + one.grid / 2;
    const top = surfaceUnder(ground, middle);
    const foot = Math.max(...cells[i]!.map(({ y }) => y)) + 1;
    const fall = top === undefined ? 0 : Math.min(6, Math.max(-1, top - foot + sink));
    return uncovered(cells[i]!, ground, fall);
  });
  const fallOf = (i: number) => (i === placed.length - 1 ? 0 : falls[pastes[i]?.at ? i : 0]!); // a crown falls with its frog
  const ys = (i: number) => cells[i]!.map(({ y }) => y + fallOf(i));
  const top = Math.min(...placed.flatMap((_, i) => ys(i)));
  const bottom = Math.max(...placed.flatMap((_, i) => ys(i))) + 1;
  // What is too high for the picture sinks deeper.
  const tooHigh = Math.max(0, bottom - top - side);
  const rise = Math.floor((top + tooHigh + bottom - side) / 2);
  const deeper = (i: number) => (i === placed.length - 1 ? 0 : tooHigh);
  return placed.map((one, i) => ({ ...one, at: [one.at[0], one.at[1] + fallOf(i) + deeper(i) - rise] }));
}

/** As far down as leaves it seen: what slopes, as a skateboard does, would stand before its rider's face. */
function uncovered(cells: readonly Cell[], ground: readonly Cell[], fall: number): number {
  const taken = new Set(ground.map(({ x, y }) => `${x} ${y}`));
  const hidden = (by: number) => cells.filter(({ x, y }) => taken.has(`${x} ${y + by}`)).length / cells.length;
  let by = fall;
  while (by > fall - 3 && hidden(by) > mostHidden) by--;
  return by;
}

/** Brings what the visitor's picture stands on up to its foot, since that picture stays where it is. */
function under(
  own: Float32Array,
  memory: Memory,
  placed: readonly Placed[],
  { sink }: Layout,
  side: number,
): readonly Placed[] {
  const covered = [...own.keys()].filter((cell) => own[cell]! > 0.5);
  const last = placed.at(-1);
  if (sink === undefined || !last || covered.length === 0) return placed;
  const middle = covered.reduce((sum, cell) => sum + (cell % side) + 0.5, 0) / covered.length;
  const foot = Math.floor(covered.at(-1)! / side) + 1;
  const tops = coveredCells(memory, last).filter(({ x }) => Math.abs(x + 0.5 - middle) < 1.6);
  const rise = tops.length === 0 ? 0 : Math.min(...tops.map(({ y }) => y)) - foot + sink;
  return [...placed.slice(0, -1), { ...last, at: [last.at[0], last.at[1] - rise] }];
}

/** The row on which something stands: the middle one of the columns under its middle, so that a lamp beside a couch is no seat. */
function surfaceUnder(ground: readonly Cell[], middle: number): number | undefined {
  const columns = new Map<number, number>();
  for (const { x, y } of ground) {
    if (Math.abs(x + 0.5 - middle) < 2.6) columns.set(x, Math.min(y, columns.get(x) ?? y));
  }
  const tops = [...columns.values()].sort((a, b) => a - b);
  return tops[tops.length >> 1];
}

/** The cells of the canvas, and beyond, that an artwork covers more than not. */
function coveredCells(memory: Memory, { artwork, grid, at: [left, top] }: Placed): Cell[] {
  const coverage = memory.coverage(artwork, grid);
  return [...coverage.keys()].flatMap((cell) =>
    coverage[cell]! > 0.5 ? [{ x: (cell % grid) + left, y: Math.floor(cell / grid) + top }] : [],
  );
}

/** What the first artwork has no place to wear goes above it, or beside. */
function possibleLayout(
  { layouts }: MemoryIndex,
  { layout, subjects }: PromptReading,
  canWear: (slot: number) => boolean,
): string {
  const worn = layouts[layout]?.[0]?.pastes.filter(({ at }) => !at) ?? [];
  if (worn.every(({ slot }) => canWear(slot))) return layout;
  return subjects.length > 2 ? 'count-3' : 'above';
}

/** Shares of a body's height, and cells from the middle of what is worn to where it sits, as `anchors` of compose.py has them. */
const bodyPlaces: Readonly<Record<Wear, readonly [share: number, grip: number]>> = {
  head: [0.13, 2.6],
  eyes: [0.42, 0],
  neck: [0.97, -1.2],
};

/** Places to wear something on the visitor's picture, from the shape of its subject. */
function ownAnchors(coverage: Float32Array, grid: number, layout: string, index: MemoryIndex): Anchors {
  const covered = [...coverage.keys()].filter((cell) => coverage[cell]! > 0.4);
  if (covered.length === 0) return { head: [6, 6], eyes: [6, 6], neck: [6, 6] };
  const rows = covered.map((cell) => Math.floor(cell / grid));
  const top = rows[0]!;
  const height = rows.at(-1)! + 1 - top;
  const middle = covered.reduce((sum, cell) => sum + (cell % grid) + 0.5, 0) / covered.length;
  const [left, up] = index.layouts[layout]?.[0]?.pastes[0]?.at ?? [0, 0];
  const place = (wear: Wear): readonly [number, number] => {
    const [share, grip] = bodyPlaces[wear];
    return [middle - left, top + share * height - grip - up];
  };
  return { head: place('head'), eyes: place('eyes'), neck: place('neck') };
}
