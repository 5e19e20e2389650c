import type { Point } from '../../contract/portrait';
import { measureFace } from './geometry';
import { gaussianBlur } from './planes';
import { fillPath } from './raster';
import type { Sitter } from './sitter';

/** Tone whose shapes are broad on cheeks and hair and fine around eyes and mouth. */
export function shapeTone(sitter: Sitter, breadth: number): Float32Array {
  const { tone, features, side } = sitter;
  const skin = sitter.faceTone(0.5);
  const broad = gaussianBlur(tone, side, side, side * breadth);
  const fine = gaussianBlur(tone, side, side, side / 400);
  // Eyes, nostrils and mouth carry the likeness: what is darker than skin there is drawn darker still.
  const firm = fine.map((value) => (value < skin ? skin + (value - skin) * 1.55 : value));
  const shapes = tone.map((_, i) => broad[i]! + (firm[i]! - broad[i]!) * features[i]!);
  return firmFeatures(shapes, sitter);
}

/** How dark a part of the face is at least, as a share of the skin's lightness: in even light a photo may hardly show it. */
const darkness = { brow: 0.45, lid: 0.3, iris: 0.25, lips: 0.68, noseBase: 0.8 } as const;

/** The tone with brows, lids, irises, lips and nostrils as their outlines say: with few shades a face needs its lines. */
export function firmFeatures(tone: Float32Array, sitter: Sitter): Float32Array {
  const { face, side } = sitter;
  const { eyeDistance } = measureFace(face);
  const skin = sitter.faceTone(0.36);
  const out = tone.slice();
  const darken = (coverage: Float32Array, share: number) => {
    const wanted = share * skin;
    for (let i = 0; i < out.length; i++) {
      const by = out[i]! - wanted;
      if (coverage[i]! > 0 && by > 0) out[i] = out[i]! - 0.85 * by * coverage[i]!;
    }
  };
  const fill = (...outlines: (readonly Point[])[]) => fillPath(side, side, outlines);

  darken(fill(face.leftBrow, face.rightBrow), darkness.brow);
  const open = fill(face.innerLips);
  const mouth = fill(face.outerLips).map((value, i) => Math.max(0, value - open[i]!));
  darken(mouth, darkness.lips);
  darken(fill(stroke(face.noseBase, 0.035 * eyeDistance)), darkness.noseBase);
  darken(fill(...[face.leftEye, face.rightEye].map((eye) => stroke(upperLid(eye), 0.045 * eyeDistance))), darkness.lid);
  const eyes = fill(face.leftEye, face.rightEye);
  const irises = fill(disc(face.leftIris, 0.085 * eyeDistance), disc(face.rightIris, 0.085 * eyeDistance));
  darken(
    irises.map((value, i) => value * eyes[i]!),
    darkness.iris,
  );
  return out;
}

/** The points of an eye's outline above the line from corner to corner, in order. */
export function upperLid(eye: readonly Point[]): readonly Point[] {
  const inOrder = [...eye].sort((a, b) => a.x - b.x);
  const [from, to] = [inOrder[0]!, inOrder.at(-1)!];
  const isAbove = ({ x, y }: Point) => y <= from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x || 1);
  return inOrder.filter((point) => point === from || point === to || isAbove(point));
}

/** The outline of a line that is `width` thick in its middle and thin at its ends. */
export function stroke(line: readonly Point[], width: number): readonly Point[] {
  const thickness = line.map((_, i) => (width / 2) * (0.35 + 0.65 * Math.sin((Math.PI * i) / (line.length - 1))));
  const above = line.map(({ x, y }, i) => ({ x, y: y - thickness[i]! }));
  const below = line.map(({ x, y }, i) => ({ x, y: y + thickness[i]! }));
  return [...above, ...below.reverse()];
}

export function disc({ x, y }: Point, radius: number): readonly Point[] {
  return Array.from({ length: 20 }, (_, i) => {
    const angle = (i / 20) * 2 * Math.PI;
    return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
  });
}
