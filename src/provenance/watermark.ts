import type { Pixels } from '../contract/pixels';
import { localMean, luma, resizedPlane, type Plane } from './plane';
import {
  highestSlowFrequency,
  patternTile,
  patternWaves,
  phasesIn,
  sumOfWaves,
  tileSize,
  type Coefficient,
  type Wave,
} from './watermark-pattern';

/** The picture never differs from its marked copy by more than this (peak signal-to-noise ratio over R, G and B). */
const leastPsnr = 42;
/** Root mean square of the mark where the picture is flat, in 8-bit steps. */
const flatAmplitude = 1.2;
/** Busy places hide more of it: up to this many times the flat amplitude. */
const mostGain = 2.5;
/** Half the side of the neighbourhood whose mean is taken away and whose variance is measured. */
const neighbourhood = 8;
/** Variance that a flat place is taken to have, so that it does not count without limit. */
const flatVariance = 4;
/**
 * How far a picture may have been scaled since it was marked. Crops need no list: the tile repeats, and every offset is
 * looked at.
 */
const scales = [1, 1 / 2, 2, 3 / 4, 10 / 9] as const;
/** See `detectWatermark`. */
export const detectionThreshold = 7;

/** The picture with an invisible mark that says only "a model made this": the same pattern for everybody, always. */
export function embedWatermark(pixels: Pixels): Pixels {
  const pattern = patternTile(patternWaves());
  const mark = new Float32Array(pixels.width * pixels.height);
  const gains = gainsOf(luma(pixels));
  for (let y = 0, i = 0; y < pixels.height; y += 1) {
    for (let x = 0; x < pixels.width; x += 1, i += 1) {
      mark[i] = gains[i]! * pattern[(y % tileSize) * tileSize + (x % tileSize)]!;
    }
  }
  let strength = flatAmplitude;
  let marked = added(pixels, mark, strength);
  while (psnr(pixels, marked) < leastPsnr) {
    strength *= 0.9;
    marked = added(pixels, mark, strength);
  }
  return marked;
}

export interface WatermarkFinding {
  readonly present: boolean;
  /** Standard deviations above what a picture without the mark gives at one offset. */
  readonly score: number;
  /** The scale at which it was found: 0.5 means that the picture was halved since. */
  readonly scale: number;
}

/**
 * Looks for the mark by phase correlation with the repeated tile (Kuglin & Hines 1975), at every offset, a few scales, and in
 * two bands: all its waves, and the slow ones alone, which outlast halving and strong compression. Of a film, several frames
 * are folded into one tile first: the mark stands still in all of them, what moves and what the codec adds does not.
 * For a picture without the mark the phases of a band's K waves are unrelated to the picture's, so the sum of their cosines
 * at one offset has variance K/2 and is nearly normal. The threshold of 7 deviations is passed by chance at one offset once
 * in 8e11; over 14,400 offsets, 5 scales and 2 bands that is less than once in five million pictures.
 */
export function detectWatermark(...frames: readonly Pixels[]): WatermarkFinding {
  const waves = patternWaves();
  const planes = frames.map(luma);
  let best: WatermarkFinding = { present: false, score: 0, scale: 1 };
  for (const scale of scales) {
    const score = correlate(planes, scale, waves);
    if (score > best.score) best = { present: score >= detectionThreshold, score, scale };
  }
  return best;
}

function correlate(planes: readonly Plane[], scale: number, waves: readonly Wave[]): number {
  const tile = new Float32Array(tileSize * tileSize);
  for (const plane of planes) foldInto(tile, plane, scale);
  const phases = phasesIn(tile, waves);
  const cosines = waves.map(({ u, v, phase }, i) => {
    const difference = phases[i]! - phase;
    return { u, v, re: Math.cos(difference), im: Math.sin(difference) };
  });
  const slow = cosines.filter(({ u, v }) => Math.hypot(u, v) <= highestSlowFrequency);
  return Math.max(peakOf(cosines), peakOf(slow));
}

function peakOf(coefficients: readonly Coefficient[]): number {
  let peak = 0;
  for (const value of sumOfWaves(coefficients)) peak = Math.max(peak, value);
  return peak / Math.sqrt(coefficients.length / 2);
}

/** Every repetition of the tile added up, each pixel counted by how little the picture itself says there (Wiener's weight). */
function foldInto(tile: Float32Array, plane: Plane, scale: number): void {
  const original = resizedPlane(plane, 1 / scale);
  const residual = highPass(original);
  const variances = varianceOf(residual);
  for (let y = 0, i = 0; y < residual.height; y += 1) {
    const row = (y % tileSize) * tileSize;
    for (let x = 0; x < residual.width; x += 1, i += 1) {
      tile[row + (x % tileSize)]! += residual.data[i]! / (variances.data[i]! + flatVariance);
    }
  }
}

function gainsOf(plane: Plane): Float32Array {
  return varianceOf(highPass(plane)).data.map((variance) => Math.min(Math.sqrt(1 + variance / 40), mostGain));
}

function highPass(plane: Plane): Plane {
  const mean = localMean(plane, neighbourhood);
  return { ...plane, data: plane.data.map((value, i) => value - mean.data[i]!) };
}

function varianceOf(residual: Plane): Plane {
  return localMean({ ...residual, data: residual.data.map((value) => value * value) }, neighbourhood);
}

/** The same amount on R, G and B: a change of brightness, which JPEG keeps better than one of colour. */
function added(pixels: Pixels, mark: Float32Array, strength: number): Pixels {
  const data = new Uint8ClampedArray(pixels.data);
  for (let i = 0; i < mark.length; i += 1) {
    if (data[4 * i + 3] === 0) continue; // invisible: nothing to mark
    const change = Math.round(strength * mark[i]!);
    for (let c = 0; c < 3; c += 1) data[4 * i + c] = data[4 * i + c]! + change;
  }
  return { ...pixels, data };
}

/** Peak signal-to-noise ratio in decibels over R, G and B. Infinity for equal pictures. */
export function psnr(a: Pixels, b: Pixels): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i += 1) {
    if (i % 4 !== 3) sum += (a.data[i]! - b.data[i]!) ** 2;
  }
  return 10 * Math.log10((255 ** 2 * 3 * a.width * a.height) / sum);
}
