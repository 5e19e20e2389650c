import type { FaceLandmarks, Point } from '../../contract/portrait';
import { disc, stroke } from './face-tone';
import { measureFace } from './geometry';
import { lay, lightness, meanColour, mix, type Colour, type Painting } from './painting';
import { clamp } from './planes';
import { fillPath } from './raster';
import { smoothColours } from './edge-preserving';
import type { Sitter } from './sitter';

const white: Colour = [1, 1, 1];
const ink: Colour = [0.13, 0.09, 0.08];

/**
 * The sitter as a model of stickers sees people: skin, hair and clothes in calm colour from the photo, and eyes, brows, nose and
 * mouth drawn along their outlines, larger and firmer than life, since finer ones are lost between its few latents.
 * What is worn on the face (glasses, a beard) stays, where the photo has it.
 */
export function drawnFace(sitter: Sitter): Painting {
  const { side, smooth, face } = sitter;
  const { eyeDistance } = measureFace(face);
  const figure = { side, rgb: vivid(smoothColours(smooth, side, side / 16, 0.5)) };
  const fill = (...outlines: (readonly Point[])[]) => fillPath(side, side, outlines);
  const meanIn = (outline: readonly Point[]) => meanColour(smooth, fill(outline));
  const skin = meanColour(smooth, fill(cheeks(face)));

  for (const [eye, iris, brow] of [
    [face.leftEye, face.leftIris, face.leftBrow],
    [face.rightEye, face.rightIris, face.rightBrow],
  ] as const) {
    lay(figure, fill(grown(eye, 1.35, 1.9)), mix(skin, white, 0.55), 0.95);
    lay(
      figure,
      fill(grown(disc(iris, 0.165 * eyeDistance), 1, 1.3)),
      mix(meanIn(disc(iris, 0.07 * eyeDistance)), ink, 0.75),
    );
    const glint = { x: iris.x - 0.05 * eyeDistance, y: iris.y - 0.08 * eyeDistance };
    lay(figure, fill(disc(glint, 0.045 * eyeDistance)), white, 0.9);
    const hair = meanIn(brow);
    const depth = lightness(hair) > 0.5 * lightness(skin) ? 0.6 : 0.3;
    lay(figure, fill(grown(raised(brow, 0.11 * eyeDistance), 1.05, 1.5)), mix(hair, ink, depth));
  }
  lay(figure, fill(stroke(face.noseBase, 0.075 * eyeDistance)), mix(skin, ink, 0.45), 0.85);
  const lips = fill(grown(face.outerLips, 1.1, 1.25));
  const mouth = fill(grown(face.innerLips, 1.1, 1.25));
  const isOpen = heightOf(face.innerLips) > 0.06 * eyeDistance;
  const lip = meanColour(
    smooth,
    lips.map((value, i) => Math.max(0, value - mouth[i]!)),
  );
  lay(figure, lips, mix(mix(lip, [0.75, 0.2, 0.22], 0.45), ink, 0.15), 0.95);
  if (isOpen) lay(figure, mouth, mix(meanColour(smooth, mouth), white, 0.8));
  else lay(figure, fill(stroke(line(face.innerLips), 0.07 * eyeDistance)), mix(ink, lip, 0.3));
  return figure;
}

/** Below the eyes, beside the nose: skin, whatever the light. */
function cheeks({ leftEye, rightEye, outerLips }: FaceLandmarks): readonly Point[] {
  const xs = [...leftEye, ...rightEye].map(({ x }) => x);
  const under = Math.max(...[...leftEye, ...rightEye].map(({ y }) => y));
  const above = Math.min(...outerLips.map(({ y }) => y));
  const rise = (above - under) * 0.25;
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  return [
    { x: left, y: under + rise },
    { x: right, y: under + rise },
    { x: right, y: above - rise },
    { x: left, y: above - rise },
  ];
}

function raised(outline: readonly Point[], by: number): readonly Point[] {
  return outline.map(({ x, y }) => ({ x, y: y - by }));
}

/** An outline made larger around its middle. */
function grown(outline: readonly Point[], across: number, down: number): readonly Point[] {
  const x = outline.reduce((sum, point) => sum + point.x, 0) / outline.length;
  const y = outline.reduce((sum, point) => sum + point.y, 0) / outline.length;
  return outline.map((point) => ({ x: x + (point.x - x) * across, y: y + (point.y - y) * down }));
}

function heightOf(outline: readonly Point[]): number {
  const ys = outline.map(({ y }) => y);
  return Math.max(...ys) - Math.min(...ys);
}

/** The middle of a flat outline, from one end to the other. */
function line(outline: readonly Point[]): readonly Point[] {
  return [...outline].sort((a, b) => a.x - b.x);
}

/** A little more colour and light: stickers have more of both than photos. */
function vivid(rgb: Float32Array): Float32Array {
  const out = rgb.slice();
  for (let at = 0; at < rgb.length; at += 3) {
    const grey = lightness([rgb[at]!, rgb[at + 1]!, rgb[at + 2]!]);
    for (let c = at; c < at + 3; c++) out[c] = clamp((grey + (rgb[c]! - grey) * 1.12) * 1.05);
  }
  return out;
}
