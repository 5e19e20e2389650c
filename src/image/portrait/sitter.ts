import type { AlignedFace, Crop, FaceLandmarks } from '../../contract/portrait';
import type { Pixels } from '../../contract/pixels';
import { cutOut, moveMask } from './cut-out';
import { smoothColours } from './edge-preserving';
import { mapFace, toCrop } from './geometry';
import { fromPixels } from './painting';
import { clamp, gaussianBlur, smoothstep } from './planes';
import { fillPath } from './raster';

/** What every style draws from: the aligned square and what is known about it. Planes are `side`², 0…1. */
export interface Sitter {
  readonly side: number;
  /** Three values a pixel, 0…1. */
  readonly rgb: Float32Array;
  /** The same without skin texture and noise, edges kept. */
  readonly smooth: Float32Array;
  /** Lightness of `smooth`, stretched over the person's own range. */
  readonly tone: Float32Array;
  readonly person: Float32Array;
  /** The face's oval. */
  readonly oval: Float32Array;
  /** Near eyes, brows, nose and mouth: where detail matters. */
  readonly features: Float32Array;
  readonly face: FaceLandmarks;
  /** The tone below which `share` of the face lies: levels that suit this skin and this light. */
  faceTone(share: number): number;
}

/** The sitter of `frame`, drawn `side` pixels wide. */
export function takeSitter(photo: Pixels, aligned: AlignedFace, frame: Crop, side: number): Sitter {
  const face = mapFace(aligned.landmarks, (point) => toCrop(frame, side, point));
  const mask = moveMask(aligned.person, aligned.personCrop, frame, side);
  const inside = insidePhoto(photo, frame, side);
  const person = Float32Array.from(mask.data, (value, i) => (value / 255) * inside[i]!);
  return describe(fromPixels(cutOut(photo, frame, side)).rgb, person, face, side);
}

/** The rest of what is known, from the picture, the person and the outlines. */
export function describe(rgb: Float32Array, person: Float32Array, face: FaceLandmarks, side: number): Sitter {
  const oval = fillPath(side, side, [face.oval]);
  const features = featureMask(face, side);
  const smooth = smoothColours(rgb, side, side / 40, 0.5);
  const tone = stretchTone(smooth, person, oval, side);
  const faceTone = (share: number) => percentile(tone, oval, share);
  return { side, rgb, smooth, person, oval, features, face, tone, faceTone };
}

/** 1 inside the photo, with a rim of a few pixels: what lies beyond is mirrored and is nobody. */
function insidePhoto(photo: Pixels, frame: Crop, side: number): Float32Array {
  const corners = [
    { x: 0, y: 0 },
    { x: photo.width, y: 0 },
    { x: photo.width, y: photo.height },
    { x: 0, y: photo.height },
  ];
  return fillPath(side, side, [corners.map((corner) => toCrop(frame, side, corner))]);
}

function featureMask(face: FaceLandmarks, side: number): Float32Array {
  const width = Math.hypot(face.leftEye[0]!.x - face.rightEye[0]!.x, face.leftEye[0]!.y - face.rightEye[0]!.y);
  const base = [...face.noseBase, ...face.noseBridge.slice(-2)];
  const outlines = [face.leftEye, face.rightEye, face.leftBrow, face.rightBrow, face.outerLips, base];
  const hard = new Float32Array(side * side);
  for (const outline of outlines) {
    fillPath(side, side, [outline]).forEach((value, i) => (hard[i] = Math.max(hard[i]!, value)));
  }
  return gaussianBlur(hard, side, side, width / 12).map((value) => smoothstep(0.02, 0.4, value));
}

/**
 * Lightness stretched to the person's own darkest and lightest, and the face's middle moved half of the way to a value
 * that leaves room on both sides: enough for every style to find its shapes, while dark skin stays darker than light.
 */
function stretchTone(smooth: Float32Array, person: Float32Array, oval: Float32Array, side: number): Float32Array {
  const tone = new Float32Array(side * side);
  for (let i = 0; i < tone.length; i++) {
    tone[i] = 0.2126 * smooth[3 * i]! + 0.7152 * smooth[3 * i + 1]! + 0.0722 * smooth[3 * i + 2]!;
  }
  const low = percentile(tone, person, 0.01);
  const high = Math.max(low + 0.2, percentile(tone, person, 0.985));
  const stretched = tone.map((value) => clamp((value - low) / (high - low)));
  const middle = clamp(percentile(stretched, oval, 0.5), 0.15, 0.9);
  const target = middle + (0.58 - middle) * 0.6;
  // The face's tones move; the darks of hair and clothes stay where they are.
  const bend = (t: number) => (t < middle ? (t / middle) ** 3 : (1 - t) / (1 - middle)) * (target - middle);
  const bent = stretched.map((value) => (value + bend(value)) ** 0.95);
  const around = gaussianBlur(bent, side, side, side / 24);
  return bent.map((value, i) => clamp(value + 0.35 * (value - around[i]!)));
}

/** The value below which `share` of the plane lies, where `where` is above one half. */
function percentile(plane: Float32Array, where: Float32Array, share: number): number {
  const counts = new Uint32Array(256);
  let total = 0;
  for (let i = 0; i < plane.length; i++) {
    if (where[i]! < 0.5) continue;
    counts[Math.round(clamp(plane[i]!) * 255)]!++;
    total++;
  }
  let seen = 0;
  for (let value = 0; value < 256; value++) {
    seen += counts[value]!;
    if (seen >= share * total) return value / 255;
  }
  return 1;
}
