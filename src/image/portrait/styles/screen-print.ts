import { colour, lay, mix, texture, toPixels, type Colour, type Painting } from '../painting';
import { clamp, cutAbove, gaussianBlur, grainPlane, smoothstep } from '../planes';
import { paintBackdrop } from '../backdrop';
import { shapeTone } from '../face-tone';
import { blank, layPainting } from '../painting';
import type { PortraitStyle } from '../style';

/** Flat layers of ink, dark to light, cut at the given levels. */
function flatLayers(shapes: Float32Array, side: number, inks: readonly Colour[], levels: readonly number[]): Painting {
  const painting = blank(side, inks[0]!);
  levels.forEach((level, i) => lay(painting, cutAbove(shapes, side, level), inks[i + 1]!));
  return painting;
}

/** Four flat inks and a hatched one, in the manner of street posters. */
export const screenPrint: PortraitStyle = {
  id: 'screen-print',
  keepsFace: true,
  palettes: [
    { id: 'harbour', colours: ['#0d2a40', '#c8323a', '#6fa3a8', '#f7e4b5', '#c8323a', '#e8b04a'] },
    { id: 'forest', colours: ['#12261e', '#2f6b4f', '#8db48e', '#f4edd3', '#e58a3c', '#f2b05e'] },
    { id: 'dusk', colours: ['#231942', '#7d4e9e', '#e0809c', '#ffe6cf', '#f4a259', '#ffcb69'] },
    { id: 'charcoal', colours: ['#191919', '#55524d', '#a9a399', '#f4f0e8', '#d94f30', '#e2765a'] },
  ],
  draw(sitter, { colours }) {
    const { side, person } = sitter;
    const inks = colours.map(colour);
    const [, , middle, light, back, accent] = inks as [Colour, Colour, Colour, Colour, Colour, Colour];
    const shapes = shapeTone(sitter, 1 / 110);
    const lightest = clamp(sitter.faceTone(0.36), 0.45, 0.85);
    const figure = flatLayers(shapes, side, inks.slice(0, 4), [0.46 * lightest, 0.76 * lightest, lightest]);
    // Between the middle and the light ink lies a band of stripes of both.
    const band = cutAbove(shapes, side, 0.86 * lightest).map(
      (value, i) => value * (1 - cutAt(shapes[i]!, lightest)) * (1 - sitter.oval[i]!),
    );
    const stripes = new Float32Array(side * side).map((_, i) => {
      const y = Math.floor(i / side);
      return clamp(0.5 + (Math.abs(((y / (side / 110)) % 2) - 1) - 0.5) * (side / 110));
    });
    lay(
      figure,
      band.map((value, i) => value * stripes[i]!),
      light,
    );
    lay(
      figure,
      band.map((value, i) => value * (1 - stripes[i]!)),
      middle,
    );

    const painting = paintBackdrop(side, 'sunburst', back, mix(back, accent, 0.65), { x: 0.5, y: 0.42 });
    layPainting(painting, figure, cutAbove(gaussianBlur(person, side, side, side / 300), side, 0.5));
    texture(painting, grainPlane(side, side / 900, 3), 0.02);
    return toPixels(painting);
  },
};

function cutAt(value: number, level: number): number {
  return smoothstep(level - 0.004, level + 0.004, value);
}
