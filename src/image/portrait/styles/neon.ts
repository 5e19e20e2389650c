import { blank, colour, toPixels, type Colour } from '../painting';
import { clamp, gaussianBlur } from '../planes';
import type { PortraitStyle } from '../style';
import { drawLines } from './ink';

/** Lines of light in the dark, from one colour to another. */
export const neon: PortraitStyle = {
  id: 'neon',
  keepsFace: false,
  palettes: [
    { id: 'arcade', colours: ['#0b0620', '#ff3d9a', '#35e0ff'] },
    { id: 'ember', colours: ['#12060a', '#ffb02e', '#ff3b3b'] },
    { id: 'aurora', colours: ['#04121a', '#4dffb0', '#7a7bff'] },
  ],
  draw(sitter, { colours }) {
    const { side, tone, person } = sitter;
    const [night, first, second] = colours.map(colour) as [Colour, Colour, Colour];
    const painting = blank(side, night);
    const lines = drawLines(sitter, 1.25, false).map((value, i) => value * (0.7 + 0.3 * sitter.features[i]!));
    const core = gaussianBlur(lines, side, side, side / 1100);
    const near = gaussianBlur(lines, side, side, side / 150);
    const far = gaussianBlur(lines, side, side, side / 32);
    for (let i = 0; i < lines.length; i++) {
      const across = clamp(((i % side) / side) * 0.7 + (Math.floor(i / side) / side) * 0.5 - 0.1);
      const dim = 0.1 * person[i]! * tone[i]!;
      for (let c = 0; c < 3; c++) {
        const light = first[c]! + (second[c]! - first[c]!) * across;
        const glow = light * (0.9 * near[i]! + 0.9 * far[i]! + dim) + core[i]! * (0.7 * light + 0.45);
        painting.rgb[3 * i + c] = 1 - (1 - painting.rgb[3 * i + c]!) * Math.exp(-1.5 * glow);
      }
    }
    return toPixels(painting);
  },
};
