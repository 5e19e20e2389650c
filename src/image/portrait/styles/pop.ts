import { colour, lay, layPainting, toPixels, blank, type Colour } from '../painting';
import { clamp, cutAbove, gaussianBlur } from '../planes';
import { fillPath } from '../raster';
import type { Sitter } from '../sitter';
import type { PortraitStyle } from '../style';
import { flatLayers, shapeTone } from './screen-print';

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
    const out = blank(side, [1, 1, 1]);
    for (let panel = 0; panel < 4; panel++) {
      const drawn = drawPanel(sitter, inks.slice(panel * 5, panel * 5 + 5));
      const left = (panel % 2) * half;
      const top = Math.floor(panel / 2) * half;
      for (let y = 0; y < half; y++) {
        for (let x = 0; x < half; x++) {
          for (let c = 0; c < 3; c++) {
            const at = (dy: number, dx: number) => drawn.rgb[3 * ((2 * y + dy) * side + 2 * x + dx) + c]!;
            out.rgb[3 * ((top + y) * side + left + x) + c] = (at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) / 4;
          }
        }
      }
    }
    return toPixels(out);
  },
};

function drawPanel(sitter: Sitter, inks: readonly Colour[]) {
  const { side, person, face } = sitter;
  const [back, dark, middle, light, lips] = inks as [Colour, Colour, Colour, Colour, Colour];
  const shapes = shapeTone(sitter, 1 / 130);
  const painting = blank(side, back);
  const outline = cutAbove(gaussianBlur(person, side, side, side / 260), side, 0.5);
  layPainting(
    painting,
    flatLayers(shapes, side, [middle, light], [clamp(sitter.faceTone(0.3), 0.4, 0.75)]),
    shift(outline, side, side / 110),
  );
  lay(painting, fillFace(face.outerLips, side), lips, 0.9);
  const ink = cutAbove(shapes, side, clamp(sitter.faceTone(0.3) * 0.7, 0.25, 0.5)).map(
    (value, i) => (1 - value) * outline[i]!,
  );
  lay(painting, ink, dark);
  return painting;
}

function fillFace(outline: Sitter['face']['outerLips'], side: number): Float32Array {
  return gaussianBlur(fillPath(side, side, [outline]), side, side, side / 500);
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
