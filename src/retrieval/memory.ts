import { namedError } from '../contract/errors';

/** The artwork index shipped with a retrieval-augmented model. Shape and meaning: models/FORMAT.md, "Artwork memory". */
export interface MemoryIndex {
  readonly format: 1;
  readonly latents: LatentsFormat & { readonly grids: readonly number[] };
  readonly styles: readonly Style[];
  readonly sources: readonly Source[];
  readonly skin_tones: readonly { readonly id: string; readonly words: readonly string[] }[];
  readonly subjects: readonly Subject[];
  readonly artworks: readonly (readonly [subject: number, source: number])[];
  readonly anchors: readonly (Readonly<Partial<Record<Wear, readonly [number, number]>>> | null)[];
  readonly colours: Readonly<
    Record<string, { readonly rgb: readonly [number, number, number]; readonly words: readonly string[] }>
  >;
  readonly backgrounds: readonly Background[];
  readonly background_latents: LatentsFormat & { readonly start: number };
  readonly relations: Readonly<Record<string, readonly string[]>>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly sizes: Readonly<Record<string, readonly string[]>>;
  readonly stopwords: readonly string[];
  readonly layouts: Readonly<Record<string, readonly Layout[]>>;
  /** Other languages that prompts may be in. */
  readonly languages?: readonly IndexLanguage[];
}

/** Phrases, small and without accents, and what they are in English (models/FORMAT.md). */
export interface IndexLanguage {
  readonly id: string;
  readonly adjectives: Readonly<Record<string, string>>;
  readonly phrases: Readonly<Record<string, string>>;
  readonly unspaced?: boolean;
  readonly adjectives_follow?: boolean;
  /** Of several things. */
  readonly endings?: readonly string[];
  /** What is written before a word as part of it, and what it says. */
  readonly openings?: Readonly<Record<string, string>>;
}

export interface Background {
  readonly id: string;
  readonly words: readonly string[];
  readonly stops: Stops;
  /** What a place has besides its colours. */
  readonly marks?: readonly Mark[];
}

/** A soft-edged ellipse, in shares of the picture's side; opacity 0…1. */
export type Mark = readonly [
  x: number,
  y: number,
  rx: number,
  ry: number,
  rgb: readonly [number, number, number],
  opacity: number,
];

/** Colours from the top, 0, to the bottom, 1; at least two. */
export type Stops = readonly (readonly [place: number, rgb: readonly [number, number, number]])[];

export type Wear = 'head' | 'eyes' | 'neck';

export interface Subject {
  readonly id: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly tags: readonly string[];
  readonly group: string;
  readonly colour?: string;
  readonly wear?: Wear;
  /** Names of what it is drawn wearing anyway. */
  readonly wears?: readonly string[];
  /** People and their hands: what may have another of the index's skin tones. */
  readonly has_skin?: true;
}

export interface Style {
  readonly id: string;
  readonly title: string;
  readonly words: readonly string[];
  /** Drawn in few plain colours. */
  readonly is_flat?: true;
}

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly attribution: string;
  readonly style: string;
  readonly skin: SkinColours;
}

/** Colours of a set's drawings of people, and for each of `skin_tones` what its artists put in their place; bytes. */
export interface SkinColours {
  /** In steps of a channel: how near colours are mixed, and how far off a colour still moves with them. */
  readonly reach: number;
  readonly felt: number;
  /** How much of a pixel's difference from the colours that move is kept, 0…1. */
  readonly keep: number;
  readonly from: readonly Rgb[];
  readonly to: readonly (readonly Rgb[])[];
}

type Rgb = readonly [number, number, number];

export interface Layout {
  readonly pastes: readonly Paste[];
  /** Where the others stand on the last: how many cells they sink into it. */
  readonly sink?: number;
}

export interface Paste {
  /** Whose artwork: 0 the first subject's. */
  readonly slot: number;
  /** Cells across; one that the memory does not hold is scaled from the largest. Absent for what is worn: as its wearer's is. */
  readonly grid?: number;
  /** [x, y] in cells; absent for what is worn, which goes to the wearer's anchor. */
  readonly at?: readonly [number, number];
}

interface LatentsFormat {
  readonly encoding: 'int4' | 'int8';
  readonly scale: readonly number[];
  readonly offset: readonly number[];
}

/** Latents of one artwork at one size. */
export interface GridLatents {
  readonly grid: number;
  /** [channels, grid, grid], zero where nothing is. */
  readonly latents: Float32Array;
  /** [grid, grid], 0 to 1. */
  readonly coverage: Float32Array;
}

export interface Memory {
  readonly index: MemoryIndex;
  artwork(artwork: number, grid: number): GridLatents;
  /** The artworks that show a subject, by number. */
  artworksOf(subject: number): readonly number[];
  /** How much of each of `grid` × `grid` cells the artwork covers, at any size. Not to be written to. */
  coverage(artwork: number, grid: number): Float32Array;
  /** [channels, G, G] of a background, G the largest grid. Not to be written to. */
  background(background: number): Float32Array;
}

/** @throws ModelIntegrityError when the two files do not fit each other. */
export function openMemory(indexBytes: Uint8Array, latents: Uint8Array): Memory {
  const index = JSON.parse(new TextDecoder().decode(indexBytes)) as MemoryIndex; // its hash was checked against the manifest
  if (index.format !== 1) throw namedError('ModelUnsupportedError', 'the artwork index is of a newer format');
  const { grids, encoding, scale, offset } = index.latents;
  const channels = scale.length;
  const starts = scanStarts(index, latents);
  const side = Math.max(...grids);
  const ofSubject = new Map<number, number[]>();
  for (const [artwork, [subject]] of index.artworks.entries()) {
    ofSubject.set(subject, ofSubject.get(subject) ?? []);
    ofSubject.get(subject)!.push(artwork);
  }
  const backgrounds = new Map<number, Float32Array>();
  const coverages = new Map<string, Float32Array>();
  /** A picture asks several times in a row for what it shows; nobody writes into it. */
  let last: { readonly artwork: number; readonly made: GridLatents } | undefined;

  function unpack(artwork: number, grid: number): GridLatents {
    const start = starts[artwork * grids.length + grids.indexOf(grid)];
    if (start === undefined) throw new RangeError(`no artwork ${artwork} at grid ${grid}`);
    const cells = grid * grid;
    const bitmap = latents.subarray(start, start + Math.ceil(cells / 8));
    const read = reader(encoding, latents, start + bitmap.length);
    const result = { grid, latents: new Float32Array(channels * cells), coverage: new Float32Array(cells) };
    for (let cell = 0; cell < cells; cell++) {
      if (!isSet(bitmap, cell)) continue;
      for (let c = 0; c < channels; c++) {
        result.latents[c * cells + cell] = offset[c]! + scale[c]! * read.value();
      }
      result.coverage[cell] = read.coverage();
    }
    return result;
  }

  const memory: Memory = {
    index,
    artworksOf: (subject) => ofSubject.get(subject) ?? [],
    coverage(artwork, grid) {
      const key = `${artwork} ${grid}`;
      const known = coverages.get(key);
      if (known) return known;
      const made = grids.includes(grid)
        ? memory.artwork(artwork, grid).coverage
        : shrunkCoverage(memory.coverage(artwork, side), side, grid);
      coverages.set(key, made);
      return made;
    },
    artwork(artwork, grid) {
      if (last?.artwork !== artwork || last.made.grid !== grid) last = { artwork, made: unpack(artwork, grid) };
      return last.made;
    },
    background(background) {
      const known = backgrounds.get(background);
      if (known) return known;
      const format = index.background_latents;
      const cells = side * side;
      const start = format.start + background * channels * cells;
      const bytes = new Int8Array(latents.buffer, latents.byteOffset + start, channels * cells);
      const made = Float32Array.from(bytes, (q, i) => {
        const c = Math.floor(i / cells);
        return format.offset[c]! + format.scale[c]! * q;
      });
      backgrounds.set(background, made);
      return made;
    },
  };
  return memory;
}

/** The mean of what each cell takes in, from `from` × `from` cells to fewer. */
function shrunkCoverage(coverage: Float32Array, from: number, to: number): Float32Array {
  const shrunk = new Float32Array(to * to);
  const step = from / to;
  const share = (cell: number, at: number) =>
    Math.max(0, Math.min(cell + 1, (at + 1) * step) - Math.max(cell, at * step));
  coverage.forEach((value, i) => {
    const [x, y] = [i % from, Math.floor(i / from)];
    for (let row = Math.floor(y / step); row < Math.min(to, (y + 1) / step); row++) {
      for (let column = Math.floor(x / step); column < Math.min(to, (x + 1) / step); column++) {
        shrunk[row * to + column]! += (value * share(x, column) * share(y, row)) / (step * step);
      }
    }
  });
  return shrunk;
}

const isSet = (bitmap: Uint8Array, cell: number) => ((bitmap[cell >> 3]! >> (cell & 7)) & 1) === 1;

const bitsSet = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

/** Where each artwork's each grid begins: lengths follow from the bitmaps of covered cells. */
function scanStarts(index: MemoryIndex, latents: Uint8Array): number[] {
  const { grids, encoding, scale } = index.latents;
  const perCell = scale.length + 1;
  const starts: number[] = [];
  let at = 0;
  for (let artwork = 0; artwork < index.artworks.length; artwork++) {
    for (const grid of grids) {
      starts.push(at);
      const bitmapBytes = Math.ceil((grid * grid) / 8);
      let covered = 0;
      for (let i = at; i < at + bitmapBytes; i++) covered += bitsSet[latents[i]!]!;
      at += bitmapBytes + (encoding === 'int8' ? covered * perCell : Math.ceil((covered * perCell) / 2));
    }
  }
  if (at !== index.background_latents.start) {
    throw namedError('ModelIntegrityError', 'the artwork index and its latents do not fit each other');
  }
  return starts;
}

function reader(encoding: 'int4' | 'int8', bytes: Uint8Array, start: number) {
  if (encoding === 'int8') {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    let at = start;
    return { value: () => view.getInt8(at++), coverage: () => view.getInt8(at++) / 127 };
  }
  let nibbleAt = 0;
  const nibble = () => {
    const byte = bytes[start + (nibbleAt >> 1)]!;
    return nibbleAt++ % 2 === 0 ? byte & 15 : byte >> 4;
  };
  return { value: () => nibble() - 8, coverage: () => nibble() / 15 };
}
