import { shapeTone } from '../face-tone';
import { blank, colour, lay, mix, texture, toPixels, type Colour, type Painting } from '../painting';
import { clamp, cutAbove, gaussianBlur, grainPlane } from '../planes';
import type { PortraitStyle } from '../style';

/** Sheets of paper, each with the shadow it throws on the one below. */
export const paperCut: PortraitStyle = {
  id: 'paper-cut',
  keepsFace: true,
  palettes: [
    {
      id: 'terracotta',
      colours: ['#f3d9b8', '#e9b07c', '#fbeee0', '#eec39a', '#c9714a', '#7d3526', '#3c1a1c'],
    },
    {
      id: 'ocean',
      colours: ['#bfe3e6', '#7cc0cb', '#f2fbf8', '#b5dfe0', '#4b9db3', '#1d5c7c', '#0c2a45'],
    },
    {
      id: 'orchard',
      colours: ['#f6e7a6', '#a9c77b', '#fdf8e4', '#d5dd9b', '#7da05c', '#3c6b4c', '#173a32'],
    },
    {
      id: 'plum',
      colours: ['#fbd9d3', '#e9a3a8', '#fff4ee', '#f3c1bf', '#c06a86', '#743a66', '#321b3f'],
    },
  ],
  draw(sitter, { colours }) {
    const { side, person } = sitter;
    const inks = colours.map(colour);
    const [back, ring, ...layers] = inks as [Colour, Colour, ...Colour[]];
    const grain = grainPlane(side, side / 700, 2);
    const painting = blank(side, back);
    // Rings in the back give depth before the person begins.
    [0.47, 0.4, 0.33].forEach((radius, i) =>
      sheet(painting, disc(side, radius), mix(back, ring, 0.3 + 0.35 * i), grain),
    );

    const outline = cutAbove(gaussianBlur(person, side, side, side / 220), side, 0.5);
    const shapes = shapeTone(sitter, 1 / 100);
    sheet(painting, outline, layers[0]!, grain);
    const lightest = clamp(sitter.faceTone(0.36), 0.45, 0.85);
    [1, 0.8, 0.58, 0.34].forEach((share, i) => {
      const level = share * lightest;
      const darker = cutAbove(shapes, side, level).map((value, k) => (1 - value) * outline[k]!);
      sheet(painting, darker, layers[i + 1]!, grain);
    });
    return toPixels(painting);
  },
};

function sheet(painting: Painting, shape: Float32Array, ink: Colour, grain: Float32Array): void {
  const { side } = painting;
  const offset = Math.max(1, Math.round(side / 230));
  const thrown = gaussianBlur(shape, side, side, side / 260);
  const shadow = thrown.map((_, i) => {
    const x = Math.max(0, (i % side) - offset);
    const y = Math.max(0, Math.floor(i / side) - offset);
    return thrown[y * side + x]!;
  });
  lay(painting, shadow, mix(ink, [0.12, 0.06, 0.1], 0.75), 0.36);
  const paper = blank(side, ink);
  texture(paper, grain, 0.018);
  // The cut edge catches light from the upper left.
  const edge = Math.max(1, Math.round(side / 900));
  for (let i = 0; i < shape.length; i++) {
    const share = shape[i]!;
    if (share <= 0) continue;
    const before = shape[Math.max(0, i - edge - edge * side)]!;
    const lift = Math.max(0, share - before) * 0.22;
    for (let c = 0; c < 3; c++) {
      const value = paper.rgb[3 * i + c]! + lift * (1 - paper.rgb[3 * i + c]!);
      painting.rgb[3 * i + c] = painting.rgb[3 * i + c]! + (value - painting.rgb[3 * i + c]!) * share;
    }
  }
}

function disc(side: number, radius: number): Float32Array {
  return new Float32Array(side * side).map((_, i) => {
    const distance = Math.hypot((i % side) - side / 2, Math.floor(i / side) - side * 0.47);
    return Math.min(1, Math.max(0, radius * side - distance));
  });
}
