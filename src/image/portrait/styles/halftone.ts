import { firmFeatures } from '../face-tone';
import { colour, lay, layPainting, stain, toPixels, type Colour } from '../painting';
import { clamp, gaussianBlur } from '../planes';
import { paintBackdrop } from '../backdrop';
import { blank } from '../painting';
import type { PortraitStyle } from '../style';

/** Printed dots: a colour screen at one angle and a dark one at another, as in old comics. */
export const halftone: PortraitStyle = {
  id: 'halftone',
  keepsFace: true,
  palettes: [
    { id: 'comic', colours: ['#1d1b3a', '#ff5a5f', '#fff3df', '#ffcf33', '#ffb800'] },
    { id: 'teal', colours: ['#12263a', '#e4572e', '#f8f1e3', '#2ec4b6', '#25a99d'] },
    { id: 'news', colours: ['#1a1a1a', '#8f8a80', '#f4efe4', '#e2dac8', '#d6cdb8'] },
    { id: 'violet', colours: ['#22113d', '#ff7ab8', '#fff0f6', '#8c6ff7', '#7c5df0'] },
  ],
  draw(sitter, { colours }) {
    const { side, person } = sitter;
    const [dark, warm, paper, back, accent] = colours.map(colour) as [Colour, Colour, Colour, Colour, Colour];
    const painting = paintBackdrop(side, 'sunburst', back, accent, { x: 0.5, y: 0.45 });
    const sheet = blank(side, paper);
    const even = gaussianBlur(firmFeatures(sitter.tone, sitter), side, side, side / 400);
    stain(
      sheet,
      screen(even, side, side / 84, 75, (t) => clamp(1.08 - 1.25 * t)),
      warm,
    );
    lay(
      sheet,
      screen(even, side, side / 108, 30, (t) => clamp(0.98 - 1.75 * t)),
      dark,
    );
    layPainting(painting, sheet, person);
    return toPixels(painting);
  },
};

/** Round dots on a turned grid; each covers as much of its cell as `ink(tone)` asks, up to holes where it is dark. */
function screen(
  tone: Float32Array,
  side: number,
  cell: number,
  degrees: number,
  ink: (tone: number) => number,
): Float32Array {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  const out = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const u = (x * cos + y * sin) / cell;
      const v = (y * cos - x * sin) / cell;
      const i = y * side + x;
      // A cosine hill: its level set at the ink's share is a round dot below one half and a round hole above.
      const hill = 0.5 + 0.25 * (Math.cos(2 * Math.PI * u) + Math.cos(2 * Math.PI * v));
      out[i] = clamp(0.5 + (ink(tone[i]!) - (1 - hill)) * cell * 0.55);
    }
  }
  return out;
}
