import { grow } from '../distance';
import { colour, lay, layPainting, mix, toPixels, type Colour, type Painting } from '../painting';
import { clamp, cutAbove, gaussianBlur } from '../planes';
import { paintBackdrop, type Backdrop } from '../backdrop';
import type { Sitter } from '../sitter';
import type { PortraitStyle } from '../style';
import { drawLines } from './ink';

/** Cut out with scissors: smooth colour, a thin inked line, a white rim and a shadow. The last palette leaves the rest clear. */
export const sticker: PortraitStyle = {
  id: 'sticker',
  keepsFace: true,
  palettes: [
    { id: 'sky', colours: ['#8fd3ff', '#b7e4ff', '#16324f'] },
    { id: 'peach', colours: ['#ffb199', '#ffc9b5', '#4a1f24'] },
    { id: 'lime', colours: ['#bfe36b', '#d3ee93', '#23351b'] },
    { id: 'lilac', colours: ['#c8b6ff', '#dccfff', '#2c1f4a'] },
    { id: 'clear', colours: ['#ffffff', '#ffffff', '#1d1d28'] },
  ],
  draw(sitter, palette) {
    const { side, person } = sitter;
    const [back, accent, line] = palette.colours.map(colour) as [Colour, Colour, Colour];
    const backdrops: Record<string, Backdrop> = { sky: 'sunburst', peach: 'dots', lime: 'stripes', lilac: 'sunburst' };
    const painting = paintBackdrop(side, backdrops[palette.id] ?? 'plain', back, accent, { x: 0.5, y: 0.48 });
    const outline = cutAbove(gaussianBlur(person, side, side, side / 200), side, 0.5);
    const rim = cutAbove(gaussianBlur(grow(outline, side, side / 42), side, side, side / 200), side, 0.5);
    const shadow = gaussianBlur(rim, side, side, side / 70);
    const lower = Math.round(side / 90);
    lay(
      painting,
      shadow.map((_, i) => shadow[Math.max(0, i - lower * side)]!),
      mix(line, [0, 0, 0], 0.3),
      0.34,
    );
    lay(painting, rim, [1, 1, 1]);
    const figure = cartoon(sitter, line);
    layPainting(painting, figure, outline);
    return toPixels(painting, palette.id === 'clear' ? rim : undefined);
  },
};

/** Flat, clean colour in soft steps, with ink along the edges. */
function cartoon(sitter: Sitter, line: Colour): Painting {
  const { side, smooth, tone, oval } = sitter;
  const figure = { side, rgb: smooth.slice() };
  const even = gaussianBlur(tone, side, side, side / 300);
  for (let i = 0; i < tone.length; i++) {
    const stepped = softSteps(even[i]!, 6);
    const factor = (stepped + 0.06) / (even[i]! + 0.06);
    const steepness = 0.55 * (1 - 0.75 * oval[i]!); // on a cheek a step is a stain
    const at = 3 * i;
    const grey = 0.2126 * smooth[at]! + 0.7152 * smooth[at + 1]! + 0.0722 * smooth[at + 2]!;
    for (let c = at; c < at + 3; c++)
      figure.rgb[c] = clamp((grey + (smooth[c]! - grey) * 1.28) * (1 + (factor - 1) * steepness) * 1.05);
  }
  lay(figure, drawLines(sitter, 1.15), line, 0.72);
  return figure;
}

function softSteps(value: number, steps: number): number {
  const scaled = value * steps;
  const whole = Math.floor(scaled);
  const t = clamp((scaled - whole - 0.35) / 0.3);
  return (whole + t * t * (3 - 2 * t)) / steps;
}
