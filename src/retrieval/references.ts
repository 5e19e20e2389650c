import type { ArtworkCredit } from '../contract/request';
import { zeros, type Tensor } from '../tensor/tensor';
import type { WordTokenizer } from '../tokenizers/words';
import type { GridLatents, Layout, Memory, Paste, Wear } from './memory';
import type { FoundSubject, PromptReading } from './read-prompt';
import { meanVector } from './subject-vectors';

/** What fills a transformer's reference slots, batch 1. Shapes: models/FORMAT.md. */
export interface References {
  readonly referenceLatents: Tensor;
  readonly referenceNames: Tensor;
  readonly referenceMask: Tensor;
  readonly referenceFlags: Tensor;
  readonly leanedOn: readonly ArtworkCredit[];
}

/** The visitor's own picture, encoded: [channels, G, G], with the coverage of its subject [G, G]. */
export interface OwnReference {
  readonly latents: Float32Array;
  readonly coverage: Float32Array;
}

/** Where something may be worn, in cells of the wearer's own grid. */
type Anchors = Readonly<Partial<Record<Wear, readonly [number, number]>>>;

export interface SlotShape {
  readonly slots: number;
  readonly channels: number;
  readonly grid: number;
  readonly flags: number;
}

/** An artwork of the memory at one size in another colour, `rgb` in bytes. */
export type Recolour = (art: GridLatents, rgb: readonly [number, number, number]) => Promise<GridLatents>;

/**
 * Places the artwork that a prompt's words point to on the canvases of the reference slots, recoloured where another colour
 * is asked for; the network then copies it as it would any artwork. `choose(n)` is a seeded choice of 0…n−1, so that seeds
 * differ in artwork and placement. An own picture takes slot 0 in place of the first subject; its colour is asked of the
 * network.
 */
export async function placeReferences(
  memory: Memory,
  tokenizer: WordTokenizer,
  reading: PromptReading,
  own: OwnReference | undefined,
  shape: SlotShape,
  choose: (count: number) => number,
  recolour: Recolour,
): Promise<References> {
  const { index } = memory;
  const cells = shape.grid * shape.grid;
  const planes = shape.channels + 1;
  const latents = zeros([1, shape.slots, planes, shape.grid, shape.grid]);
  const names = zeros([1, shape.slots, tokenizer.vectorLength]);
  const mask = zeros([1, shape.slots]);
  const flags = zeros([1, shape.slots, shape.flags]);
  const canvas = (slot: number) => latents.data.subarray(slot * planes * cells, (slot + 1) * planes * cells);
  const leanedOn: ArtworkCredit[] = [];

  const fill = (slot: number, name: Float32Array, isAskedStyle: boolean, isOwn: boolean, colour?: string) => {
    mask.data[slot] = 1;
    names.data.set(name, slot * tokenizer.vectorLength);
    const rgb = colour === undefined ? undefined : index.colours[colour]?.rgb;
    const values = [Number(isAskedStyle), Number(isOwn), Number(rgb !== undefined)];
    values.push(...(rgb ?? []).map((channel) => channel / 127.5 - 1));
    flags.data.set(values.slice(0, shape.flags), slot * shape.flags);
  };

  const subjectSlots = shape.slots - 1; // the last is the background's
  const chosen = reading.subjects
    .slice(0, subjectSlots)
    .map((found) => ({ found, artwork: chooseArtwork(memory, found, reading.style, choose) }));
  const firstSlot = own && reading.isForOwn ? 1 : 0;
  const artworkAnchors = index.anchors[chosen[0]?.artwork ?? -1] ?? {};
  const wearer = (layout: Layout) => (own && reading.isForOwn ? ownAnchors(own, shape.grid, layout) : artworkAnchors);
  const name = own && reading.isForOwn ? reading.layout : possibleLayout(reading.layout, artworkAnchors);
  const layouts = index.layouts[name] ?? index.layouts['single']!;
  const layout = layouts[choose(layouts.length)]!;

  for (const [i, { found, artwork }] of chosen.entries()) {
    const slot = i + firstSlot;
    if (artwork === undefined || slot >= subjectSlots || (slot === 0 && own)) continue;
    const [subjectIndex, sourceIndex] = index.artworks[artwork]!;
    const subject = index.subjects[subjectIndex]!;
    const source = index.sources[sourceIndex]!;
    const rgb = found.colour === undefined ? undefined : index.colours[found.colour]?.rgb;
    const pieces = new Map<number, GridLatents>(); // by size: "three blue cats" are one cat
    for (const { paste, at } of placements(memory, layout, slot, wearer(layout))) {
      const art = memory.artwork(artwork, paste.grid);
      const piece = pieces.get(paste.grid) ?? (rgb ? await recolour(art, rgb) : art);
      pieces.set(paste.grid, piece);
      pasteOver(canvas(slot), piece, at, shape);
    }
    const isAskedStyle = reading.style === undefined || source.style === reading.style;
    fill(slot, meanVector(tokenizer, tokenizer.words(subject.name)), isAskedStyle, false);
    leanedOn.push({
      name: subject.name,
      source: source.title,
      licence: source.licence,
      attribution: source.attribution,
      ...(rgb && { isRecoloured: true }),
    });
  }

  if (own) {
    canvas(0).set(own.latents.map((value, i) => value * own.coverage[i % cells]!)); // zero where nothing is, as in training
    canvas(0).set(own.coverage, shape.channels * cells);
    const subject = reading.isForOwn ? undefined : reading.subjects[0];
    const called = subject === undefined ? '' : index.subjects[subject.subject]!.name;
    fill(0, meanVector(tokenizer, tokenizer.words(called)), reading.style === undefined, true, subject?.colour);
  }

  if (reading.background !== undefined) {
    const slot = shape.slots - 1;
    canvas(slot).set(memory.background(reading.background));
    canvas(slot).fill(1, shape.channels * cells);
    fill(slot, new Float32Array(tokenizer.vectorLength), true, false);
  }

  return {
    referenceLatents: latents,
    referenceNames: names,
    referenceMask: mask,
    referenceFlags: flags,
    leanedOn,
  };
}

/** Of a subject's artworks one in the style asked for; without a style, or without such artwork, a seeded choice. */
function chooseArtwork(
  { index }: Memory,
  { subject }: FoundSubject,
  style: string | undefined,
  choose: (count: number) => number,
): number | undefined {
  const all = index.artworks.flatMap(([of], artwork) => (of === subject ? [artwork] : []));
  const inStyle = all.filter((artwork) => index.sources[index.artworks[artwork]![1]]!.style === style);
  const from = inStyle.length > 0 ? inStyle : all;
  return from[choose(Math.max(1, from.length))];
}

/** Where a slot's artwork goes; what is worn goes to the wearer's anchor. */
function* placements({ index }: Memory, layout: Layout, slot: number, wearer: Anchors) {
  for (const paste of layout.pastes) {
    if (paste.slot !== slot) continue;
    const wear = wears.find((kind) => index.layouts[`wearing-${kind}`]?.includes(layout));
    yield { paste, at: paste.at ?? anchored(layout, paste, wear && wearer[wear]) };
  }
}

function anchored(
  layout: Layout,
  paste: Paste,
  anchor: readonly [number, number] | undefined,
): readonly [number, number] {
  if (!anchor) throw new RangeError('a paste without a place in a layout that wears nothing');
  const first = layout.pastes[0]?.at ?? [0, 0];
  return [Math.round(first[0] + anchor[0] - paste.grid / 2), Math.round(first[1] + anchor[1] - paste.grid / 2)];
}

const wears: readonly Wear[] = ['head', 'eyes', 'neck'];

/** An artwork that has no place for what is to be worn gets it above itself. */
function possibleLayout(name: string, wearer: Anchors): string {
  const wear = wears.find((kind) => name === `wearing-${kind}`);
  return wear === undefined || wearer[wear] !== undefined ? name : 'above';
}

/** Shares of a body's height, and cells from the middle of what is worn to where it sits, as `anchors` of compose.py has them. */
const bodyPlaces: Readonly<Record<Wear, readonly [share: number, grip: number]>> = {
  head: [0.13, 2.6],
  eyes: [0.42, 0],
  neck: [0.97, -1.2],
};

/** Places to wear something on the visitor's picture, from the shape of its subject. */
function ownAnchors({ coverage }: OwnReference, grid: number, layout: Layout): Anchors {
  const covered = [...coverage.keys()].filter((cell) => coverage[cell]! > 0.4);
  if (covered.length === 0) return { head: [6, 6], eyes: [6, 6], neck: [6, 6] };
  const rows = covered.map((cell) => Math.floor(cell / grid));
  const top = rows[0]!;
  const height = rows.at(-1)! + 1 - top;
  const middle = covered.reduce((sum, cell) => sum + (cell % grid) + 0.5, 0) / covered.length;
  const [left, up] = layout.pastes[0]?.at ?? [0, 0];
  const place = (wear: Wear): readonly [number, number] => {
    const [share, grip] = bodyPlaces[wear];
    return [middle - left, top + share * height - grip - up];
  };
  return { head: place('head'), eyes: place('eyes'), neck: place('neck') };
}

/** `z = z·(1 − cov) + new·cov`, `cov = max(cov, new cov)`; what falls outside the canvas is cut. */
function pasteOver(
  canvas: Float32Array,
  art: GridLatents,
  at: readonly [number, number],
  { channels, grid }: SlotShape,
) {
  const cells = grid * grid;
  for (let y = 0; y < art.grid; y++) {
    for (let x = 0; x < art.grid; x++) {
      const [toX, toY] = [x + at[0], y + at[1]];
      const from = y * art.grid + x;
      const coverage = art.coverage[from]!;
      if (toX < 0 || toY < 0 || toX >= grid || toY >= grid || coverage === 0) continue;
      const to = toY * grid + toX;
      for (let c = 0; c < channels; c++) {
        const value = art.latents[c * art.grid * art.grid + from]!;
        canvas[c * cells + to] = canvas[c * cells + to]! * (1 - coverage) + value * coverage;
      }
      canvas[channels * cells + to] = Math.max(canvas[channels * cells + to]!, coverage);
    }
  }
}
