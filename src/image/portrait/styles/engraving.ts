import { blank, colour, lay, texture, toPixels, type Colour } from '../painting';
import { clamp, gaussianBlur, grainPlane, smoothstep } from '../planes';
import { firmFeatures } from '../face-tone';
import type { PortraitStyle } from '../style';
import { drawLines } from './ink';

/** Lines that swell where it is dark and bend over the forms, as on banknotes; crossed by finer ones in the shadows. */
export const engraving: PortraitStyle = {
  id: 'engraving',
  keepsFace: true,
  palettes: [
    { id: 'banknote', colours: ['#0f3d3e', '#f3efdc', '#7aa88f'] },
    { id: 'sepia', colours: ['#3b2314', '#f6ead2', '#b98d5d'] },
    { id: 'stamp', colours: ['#7a1027', '#fbf2e6', '#d98a86'] },
    { id: 'ink', colours: ['#15214f', '#f5f3ea', '#8793c4'] },
  ],
  draw(sitter, { colours }) {
    const { side, person, features } = sitter;
    const tone = firmFeatures(sitter.tone, sitter);
    const [line, paper, faint] = colours.map(colour) as [Colour, Colour, Colour];
    const painting = blank(side, paper);
    texture(painting, grainPlane(side, side / 600, 5), 0.01);
    const relief = gaussianBlur(tone, side, side, side / 36);
    const even = gaussianBlur(tone, side, side, side / 450);
    const pitch = side / 150;
    const rosette = new Float32Array(side * side);
    const main = new Float32Array(side * side);
    const cross = new Float32Array(side * side);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const i = y * side + x;
        const u = x / side - 0.5;
        const v = y / side - 0.45;
        const bend = relief[i]! * side * 0.04 - u * u * side * 0.32;
        // The lightest skin keeps a hair of line: without one a face has holes.
        const dark = 0.17 + 0.83 * clamp(1.02 - even[i]! * (1.06 - 0.1 * features[i]!));
        main[i] = stripe((y + bend) / pitch, dark * 0.98, pitch) * person[i]!;
        const deep = smoothstep(0.45, 0.95, dark);
        cross[i] = stripe((x * 0.8 + y * 0.62 + bend * 0.6) / (pitch * 0.95), deep * 0.6, pitch) * person[i]!;
        // A guilloche behind: two waves around the middle.
        const radius = Math.hypot(u, v) * side;
        const angle = Math.atan2(v, u);
        const wave = radius / (pitch * 1.5) + 1.6 * Math.sin(angle * 16) * smoothstep(0, 0.3 * side, radius);
        const other = radius / (pitch * 1.5) - 1.6 * Math.sin(angle * 16) * smoothstep(0, 0.3 * side, radius);
        const thin = 0.17 * (1 - person[i]!) * smoothstep(0.66, 0.6, Math.hypot(u, v));
        rosette[i] = Math.max(stripe(wave, thin, pitch * 1.5), stripe(other, thin, pitch * 1.5));
      }
    }
    lay(painting, rosette, faint);
    lay(painting, cross, line);
    lay(painting, main, line);
    const fine = drawLines(sitter, 0.9);
    lay(
      painting,
      fine.map((value, i) => value * features[i]!),
      line,
      0.85,
    );
    return toPixels(painting);
  },
};

/** Lines at whole numbers of `t`, covering `share` of the space between them, with soft edges of a pixel. */
function stripe(t: number, share: number, pitch: number): number {
  if (share <= 0.02) return 0;
  const distance = Math.abs(t - Math.round(t));
  return clamp(0.5 + (share / 2 - distance) * pitch);
}
