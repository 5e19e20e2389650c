import type { Pixels } from '../contract/pixels';
import type { GenerateRequest } from '../contract/request';
import { blend } from '../image/blend';
import { filledIn, liftSubject, takeApart } from '../image/cut-out';
import { flattened } from '../image/flatten';
import { isInMask } from '../image/mask';
import { onWhite } from '../image/on-white';
import { paintedFromPhoto, photoShare, shapeless, type Mood } from '../image/photo-drawing';
import { clamp, lerp } from '../image/portrait/planes';
import { recolour } from '../image/recolour';
import { shrunk } from '../image/shrink';
import type { LoadedModel } from '../models/loaded-model';
import type { Memory, Paste } from '../retrieval/memory';
import { readForOwn } from '../retrieval/read-for-own';
import type { Frame, PromptReading } from '../retrieval/read-prompt';
import { placeOfOwn } from '../retrieval/references';
import { restyled } from './restyle';

/** The visitor's picture, cut out where it is on a plain ground, and how much of each cell it covers. */
export interface OwnPicture {
  readonly pixels: Pixels;
  readonly coverage: Float32Array;
}

/** What a visitor's picture is to a prompt. */
export interface Own {
  /** The prompt as it is read beside it. */
  readonly reading: PromptReading;
  /** As it stands in the picture; absent where the prompt's artwork takes its place. */
  readonly picture?: OwnPicture;
  /** What it stood on, or all its colours where artwork takes its place; absent of one on white. */
  readonly ground?: Pixels;
  /** How much is given back of what the autoencoder cannot hold of the picture, 0…1. */
  readonly detail: number;
  /** Names of what the prompt names besides, and a whole picture is not covered with. */
  readonly notLaid: readonly string[];
}

/** From this strength on only its colours are left where the prompt names what to draw in its place. */
const leftBehind = 0.85;

/**
 * A visitor's picture, changed as far as `strength` says: up to a half it takes on the style and colour asked for, a photo
 * the simplicity of a drawing; beyond, a photo is painted ever more coarsely, and at last what the prompt names stands in its
 * place. `choose(n)` is a seeded choice of 0…n−1.
 */
export async function takeOwn(
  model: LoadedModel,
  memory: Memory,
  request: GenerateRequest,
  reading: PromptReading,
  choose: (count: number) => number,
): Promise<Own> {
  const { references: [given] = [], image, mask, isLocal, isWhole = false, strength = 0 } = request;
  if (isLocal && image && mask) return takePart(model, image, mask, strength, reading);
  if (!given) return { reading, detail: 0, notLaid: [] };
  const lifted = lift(given, isWhole);
  const isReplaced = !isWhole && strength >= leftBehind && reading.ownSlot === undefined && reading.subjects.length > 0;
  const hasGround = (lifted.isCutOut || isReplaced) && !reading.isSticker;
  const ground = hasGround ? groundBehind(given, lifted) : {};
  if (isReplaced) return { reading, detail: 0, notLaid: [], ...ground };
  const forOwn = readForOwn(reading, lifted.isCutOut);
  const drawing = mask ? lifted.pixels : await asAsked(model, memory, lifted, forOwn, strength, moodOf(choose));
  const picture = placedOwn(model, drawing, placeOfOwn(memory.index, forOwn));
  const detail = mask ? 0 : 1 - strength ** 2;
  return { reading: forOwn, picture, detail, notLaid: lifted.isCutOut ? [] : besides(reading, memory), ...ground };
}

/**
 * A part of a picture drawn anew: what the prompt names is laid into the part; behind it is what was there or, the more
 * strength there is, what is around the part.
 */
function takePart(
  { manifest }: LoadedModel,
  image: Pixels,
  mask: Pixels,
  strength: number,
  reading: PromptReading,
): Own {
  const { subjects, layout, shown, style, isSticker } = reading; // and no ground: that is the picture's
  const ground = blend(image, filledIn(image, mask), clamp((strength - 0.4) / 0.4));
  const there: PromptReading = {
    ...{ subjects, layout, frame: frameOf(mask, manifest.vae.downscale) },
    ...(shown && { shown }),
    ...(style !== undefined && { style }),
    ...(isSticker && { isSticker }),
  };
  return { reading: there, ground, detail: 1, notLaid: [] };
}

/** The square of a mask's size about its middle, in cells. */
function frameOf(mask: Pixels, cell: number): Frame {
  const { width, height } = mask;
  let [area, sumX, sumY] = [0, 0, 0];
  for (let p = 0; p < width * height; p++) {
    if (!isInMask(mask, p)) continue;
    area++;
    sumX += p % width;
    sumY += Math.floor(p / width);
  }
  const grid = Math.max(2, Math.round((0.95 * Math.sqrt(area)) / cell));
  const start = (sum: number) => Math.round(sum / Math.max(1, area) / cell - grid / 2);
  return { grid, at: [start(sumX), start(sumY)] };
}

interface Lifted {
  readonly pixels: Pixels;
  readonly isCutOut: boolean;
  /** Given as all that is to be seen (`GenerateRequest.isWhole`). */
  readonly isWhole: boolean;
}

/** The visitor's picture as a reference: on a plain ground the subject alone, as the artwork of the memory is; of a photo the whole. */
function lift(picture: Pixels, isWhole: boolean): Lifted {
  if (isWhole) return { pixels: picture, isCutOut: false, isWhole };
  const { subject, coverage, isGroundPlain } = liftSubject(picture);
  const isCutOut = isGroundPlain && coverage > 0.03 && coverage < 0.85;
  return { pixels: isCutOut ? subject : picture, isCutOut, isWhole };
}

/** All that a prompt names but the picture itself, by that name or as "this". */
function besides({ subjects, ownSlot }: PromptReading, { index }: Memory): readonly string[] {
  return subjects.slice(ownSlot === undefined ? 1 : 0).map(({ subject }) => index.subjects[subject]!.name);
}

/** What is to wear something is made smaller, so that there is room for it: `place` says where it goes. */
function placedOwn(model: LoadedModel, whole: Pixels, place?: Paste): OwnPicture {
  const cell = model.manifest.vae.downscale;
  const [left, top] = place?.at ?? [0, 0];
  const pixels = place?.grid ? shrunk(whole, place.grid * cell, left * cell, top * cell) : whole;
  const { width, height, data } = pixels;
  const coverage = new Float32Array((width / cell) * (height / cell));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const opacity = data[4 * (y * width + x) + 3]! / 255;
      coverage[Math.floor(y / cell) * (width / cell) + Math.floor(x / cell)]! += opacity / (cell * cell);
    }
  }
  return { pixels, coverage };
}

/** Seeds differ in how a photo is painted; the network keeps what it is given. */
function moodOf(choose: (count: number) => number): Mood {
  const one = () => choose(9) / 4 - 1;
  return { light: one(), warmth: one(), liveliness: one() };
}

/** In the style and colour asked for. The network that restyles knows cut-out drawings: of a photo, and of what is whole, it has half a say. */
async function asAsked(
  model: LoadedModel,
  { index }: Memory,
  { pixels, isCutOut, isWhole }: Lifted,
  { style, ownColour }: PromptReading,
  strength: number,
  mood: Mood,
): Promise<Pixels> {
  const [share, coarseness] = [clamp(2 * strength), clamp(2 * strength - 1)];
  const photo = isCutOut || isWhole ? photoShare(pixels) : 1;
  let drawing = photo > 0 ? blend(pixels, paintedFromPhoto(pixels, coarseness, mood), photo) : pixels;
  const asked = index.styles.findIndex(({ id }) => id === style);
  if (asked !== -1) {
    const say = isWhole ? 0.5 : 1 - photo * lerp(0.5, 0.25, coarseness);
    drawing = blend(drawing, await restyled(model, drawing, index.styles, asked), say);
    const isFlat = index.styles[asked]!.is_flat === true;
    if (isFlat && photo > 0)
      drawing = flattened(drawing, { most: Math.round(lerp(20, 8, coarseness)), alike: lerp(12, 24, coarseness) });
  }
  const made = blend(pixels, drawing, share);
  return ownColour === undefined || !isCutOut ? made : recolour(made, index.colours[ownColour]!.rgb);
}

/** What the visitor's subject stands on, without shapes; of a picture that has no plain ground all its colours. None of one on white. */
function groundBehind(picture: Pixels, { isCutOut }: Lifted): Pick<Own, 'ground'> {
  const ground = isCutOut ? shapeless(takeApart(onWhite(picture)).ground, 1 / 32) : shapeless(picture, 1 / 8);
  const isWhite = ground.data.every((value) => value > 235);
  return isWhite ? {} : { ground };
}
