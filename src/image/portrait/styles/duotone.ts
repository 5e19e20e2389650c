import { colour, lay, mix, texture, toPixels } from '../painting';
import { gaussianBlur, grainPlane, smoothstep } from '../planes';
import { paintBackdrop } from '../backdrop';
import type { PortraitStyle } from '../style';

/** Two inks and everything between them, on a glow of the lighter one. */
export const duotone: PortraitStyle = {
  id: 'duotone',
  keepsFace: true,
  palettes: [
    { id: 'coral', colours: ['#1b1145', '#d9376e', '#ffd8b1', '#ff6a5f', '#ffb38a'] },
    { id: 'mint', colours: ['#06213a', '#1b7f8c', '#e3fbe3', '#12616f', '#7fd6c2'] },
    { id: 'gold', colours: ['#2a0b2e', '#a3324f', '#ffe9a8', '#3b1140', '#c8663f'] },
    { id: 'silver', colours: ['#101418', '#6d7680', '#f7f6f2', '#b9bfc4', '#e6e7e6'] },
  ],
  draw({ side, rgb, tone, person }, { colours }) {
    const [dark, middle, light, back, glow] = colours.map(colour) as [never, never, never, never, never];
    const painting = paintBackdrop(side, 'glow', back, glow, { x: 0.5, y: 0.42 });
    // Skin texture comes back a little: a photograph's grain is part of the charm.
    const luma = tone.map((_, i) => 0.2126 * rgb[3 * i]! + 0.7152 * rgb[3 * i + 1]! + 0.0722 * rgb[3 * i + 2]!);
    const soft = gaussianBlur(luma, side, side, side / 160);
    const mapped = { side, rgb: new Float32Array(3 * side * side) };
    for (let i = 0; i < tone.length; i++) {
      const t = smoothstep(0.02, 0.98, tone[i]! + 0.6 * (luma[i]! - soft[i]!));
      mapped.rgb.set(t < 0.5 ? mix(dark, middle, t * 2) : mix(middle, light, t * 2 - 1), 3 * i);
    }
    for (let i = 0; i < person.length; i++) {
      for (let c = 3 * i; c < 3 * i + 3; c++) {
        painting.rgb[c] = painting.rgb[c]! + (mapped.rgb[c]! - painting.rgb[c]!) * person[i]!;
      }
    }
    lay(painting, vignette(side), dark, 0.35);
    texture(painting, grainPlane(side, side / 1400, 7), 0.035);
    return toPixels(painting);
  },
};

function vignette(side: number): Float32Array {
  return new Float32Array(side * side).map((_, i) => {
    const x = (i % side) / side - 0.5;
    const y = Math.floor(i / side) / side - 0.5;
    return smoothstep(0.5, 0.85, Math.hypot(x, y));
  });
}
