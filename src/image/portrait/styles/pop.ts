import { shapeTone } from '../face-tone';
import { blank, colour, lay, toPixels, type Colour } from '../painting';
import { clamp, cutAbove, gaussianBlur } from '../planes';
import { fillPath } from '../raster';
import type { Sitter } from '../sitter';
import type { PortraitStyle } from '../style';

/** Four panels, four loud colourings, and ink that misses them by a hair. */
export const pop: PortraitStyle = {
  id: 'pop',
  keepsFace: false,
  palettes: [
    {
      id: 'factory',
      // Per panel: background, dark, middle, light, lips.
      colours: [
        '#ffd23f',
        '#3b1c71',
        '#ee4266',
        '#ffc9b5',
        '#d00050',
        '#3bceac',
        '#20123a',
        '#f25c9a',
        '#ffe3d6',
        '#ff2e63',
        '#ff7eb6',
        '#14213d',
        '#2ec4b6',
        '#fff1c1',
        '#ff9f1c',
        '#4d9de0',
        '#2b0f3a',
        '#e15554',
        '#ffe8b8',
        '#c1121f',
      ],
    },
    {
      id: 'sorbet',
      colours: [
        '#f9c6d7',
        '#4a2c5e',
        '#c98bb9',
        '#fff0f0',
        '#e8577e',
        '#bfe6d8',
        '#1f4e4a',
        '#7fb8a4',
        '#f7fff4',
        '#f2845c',
        '#ffe2a8',
        '#6a3b1f',
        '#e8a25a',
        '#fff8e6',
        '#d95f43',
        '#c7d4f7',
        '#28305e',
        '#8b9be0',
        '#f7f8ff',
        '#e36bae',
      ],
    },
    {
      id: 'noir',
      colours: [
        '#e63946',
        '#0b0b0d',
        '#6c6f75',
        '#f4f2ee',
        '#e63946',
        '#f4f2ee',
        '#0b0b0d',
        '#8a8d93',
        '#ffffff',
        '#e63946',
        '#8a8d93',
        '#0b0b0d',
        '#54575d',
        '#f4f2ee',
        '#e63946',
        '#17181b',
        '#000000',
        '#63666c',
        '#f4f2ee',
        '#e63946',
      ],
    },
  ],
  draw(sitter, { colours }) {
    const { side } = sitter;
    const half = side / 2;
    const inks = colours.map(colour);
    const plan = planPanel(sitter);
    const out = blank(side, [1, 1, 1]);
    for (let panel = 0; panel < 4; panel++) {
      const drawn = drawPanel(plan, half, inks.slice(panel * 5, panel * 5 + 5));
      const left = (panel % 2) * half;
      const top = Math.floor(panel / 2) * half;
      for (let y = 0; y < half; y++) {
        out.rgb.set(drawn.rgb.subarray(3 * y * half, 3 * (y + 1) * half), 3 * ((top + y) * side + left));
      }
    }
    return toPixels(out);
  },
};

interface Plan {
  readonly moved: Float32Array;
  readonly light: Float32Array;
  readonly lips: Float32Array;
  readonly ink: Float32Array;
}

/** The shapes, which are the same in all panels, at a panel's size. */
function planPanel(sitter: Sitter): Plan {
  const { side, person, face } = sitter;
  const shapes = shapeTone(sitter, 1 / 130);
  const outline = cutAbove(gaussianBlur(person, side, side, side / 260), side, 0.5);
  const skin = sitter.faceTone(0.3);
  const dark = cutAbove(shapes, side, clamp(skin * 0.7, 0.25, 0.5));
  return {
    moved: halve(shift(outline, side, side / 110), side),
    light: halve(cutAbove(shapes, side, clamp(skin, 0.4, 0.75)), side),
    lips: halve(lipsOf(face, side), side),
    ink: halve(
      dark.map((value, i) => (1 - value) * outline[i]!),
      side,
    ),
  };
}

/** Every two by two values as one. */
function halve(plane: Float32Array, side: number): Float32Array {
  const half = side / 2;
  return new Float32Array(half * half).map((_, i) => {
    const at = 2 * Math.floor(i / half) * side + 2 * (i % half);
    return (plane[at]! + plane[at + 1]! + plane[at + side]! + plane[at + side + 1]!) / 4;
  });
}

function drawPanel({ moved, light, lips, ink }: Plan, side: number, inks: readonly Colour[]) {
  const [back, dark, middle, bright, lip] = inks as [Colour, Colour, Colour, Colour, Colour];
  const painting = blank(side, back);
  lay(painting, moved, middle);
  lay(
    painting,
    moved.map((value, i) => value * light[i]!),
    bright,
  );
  lay(painting, lips, lip, 0.9);
  lay(painting, ink, dark);
  return painting;
}

/** Teeth stay light. */
function lipsOf({ outerLips, innerLips }: Sitter['face'], side: number): Float32Array {
  const open = fillPath(side, side, [innerLips]);
  const lips = fillPath(side, side, [outerLips]).map((value, i) => Math.max(0, value - open[i]!));
  return gaussianBlur(lips, side, side, side / 500);
}

/** The plane moved right and down. */
function shift(plane: Float32Array, side: number, by: number): Float32Array {
  const d = Math.round(by);
  return plane.map((_, i) => {
    const x = (i % side) - d;
    const y = Math.floor(i / side) - Math.round(d / 2);
    return x < 0 || y < 0 ? 0 : plane[y * side + x]!;
  });
}
