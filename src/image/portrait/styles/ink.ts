import { edgeFlow, inkLines } from '../flow-lines';
import { shapeTone } from '../face-tone';
import { blank, colour, lay, stain, texture, toPixels, type Colour } from '../painting';
import { clamp, cutAbove, gaussianBlur, grainPlane, resizePlane, smoothstep } from '../planes';
import type { Sitter } from '../sitter';
import type { PortraitStyle } from '../style';

/** Lines are found on at most this many pixels a side: finer ones would be noise, and slow. */
const finest = 640;

/** The lines of the drawing, 0…1, around the person. */
export function drawLines(sitter: Sitter, weight: number, fillsDark = true): Float32Array {
  const { side, person } = sitter;
  const inner = Math.min(side, finest);
  const tone = resizePlane(sitter.tone, side, inner);
  const even = gaussianBlur(tone, inner, inner, inner / 500);
  const flow = edgeFlow(even, inner, inner / 220);
  const fine = inkLines(even, inner, flow, {
    sigma: (inner / 640) * weight,
    reach: inner / 150,
    sharpness: fillsDark ? 0.985 : 1,
    threshold: fillsDark ? 0.0055 : -0.0035,
    hardness: 90,
  });
  const lines = inner === side ? fine : resizePlane(fine, inner, side).map((value) => smoothstep(0.22, 0.78, value));
  const near = gaussianBlur(person, side, side, side / 120);
  return lines.map((value, i) => value * smoothstep(0.15, 0.5, near[i]!));
}

/** A brush drawing with two washes of colour that do not quite meet it. */
export const ink: PortraitStyle = {
  id: 'ink',
  keepsFace: true,
  palettes: [
    { id: 'rose', colours: ['#1c1a2b', '#f7f1e6', '#f0a592', '#8fb7bf'] },
    { id: 'ochre', colours: ['#22201c', '#faf4e6', '#e9b44c', '#b9c4a2'] },
    { id: 'blue', colours: ['#14213d', '#f6f5f0', '#8fb8de', '#f2c6a0'] },
    { id: 'black', colours: ['#161616', '#fbfaf6', '#dcd8cf', '#efece4'] },
  ],
  draw(sitter, { colours }) {
    const { side, person } = sitter;
    const [line, paper, wash, second] = colours.map(colour) as [Colour, Colour, Colour, Colour];
    const painting = blank(side, paper);
    texture(painting, grainPlane(side, side / 600, 5), 0.012);
    const shapes = shapeTone(sitter, 1 / 70);
    const body = gaussianBlur(person, side, side, side / 90);
    const offset = Math.round(side / 60);
    const moved = body.map((_, i) => body[Math.max(0, i - offset - offset * side)]!);
    const pool = grainPlane(side, side / 60, 9);
    const uneven = (level: number) =>
      cutAbove(
        moved.map((v, i) => v + 0.05 * pool[i]!),
        side,
        level,
      );
    const halo = uneven(0.3).map((value, i) => value * (0.8 + 0.1 * pool[i]!) * (1 - 0.94 * person[i]!));
    stain(painting, halo, second);
    const shadowed = cutAbove(shapes, side, clamp(sitter.faceTone(0.38), 0.45, 0.8)).map(
      (value, i) => (1 - value) * person[i]! * (0.85 + 0.08 * pool[i]!),
    );
    stain(painting, gaussianBlur(shadowed, side, side, side / 500), wash);
    const deep = cutAbove(shapes, side, 0.2).map((value, i) => (1 - value) * person[i]!);
    lay(painting, gaussianBlur(deep, side, side, side / 900), line, 0.9);
    lay(painting, drawLines(sitter, 1.6), line, 0.95);
    return toPixels(painting);
  },
};
