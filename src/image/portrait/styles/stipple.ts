import { firmFeatures } from '../face-tone';
import { blank, colour, lay, texture, toPixels, type Colour } from '../painting';
import { clamp, gaussianBlur, grainPlane, randomNumbers } from '../planes';
import type { Sitter } from '../sitter';
import type { PortraitStyle } from '../style';

/** Thousands of dots, each pulled to the middle of the darkness around it (Secord 2002). */
export const stipple: PortraitStyle = {
  id: 'stipple',
  keepsFace: true,
  palettes: [
    { id: 'ink', colours: ['#1b1b22', '#faf6ec', '#f0dcc0'] },
    { id: 'indigo', colours: ['#1d2a6b', '#f7f4ec', '#f4c8a8'] },
    { id: 'rust', colours: ['#7b2c17', '#fbf3e4', '#e9cfa4'] },
    { id: 'night', colours: ['#ffe9c7', '#121826', '#27324d'] },
  ],
  draw(sitter, { colours }) {
    const { side, person } = sitter;
    const [dot, paper, disc] = colours.map(colour) as [Colour, Colour, Colour];
    const painting = blank(side, (x, y) => {
      const distance = Math.hypot(x - 0.5, y - 0.47) - 0.4;
      return distance < 0 ? disc : paper;
    });
    lay(painting, gaussianBlur(person, side, side, side / 900), paper, 0.85);
    texture(painting, grainPlane(side, side / 700, 5), 0.012);
    const lightDots = dot[0] > paper[0];
    const dots = placeDots(sitter, lightDots);
    const coverage = new Float32Array(side * side);
    for (const { x, y, r } of dots) stamp(coverage, side, x, y, r);
    lay(painting, coverage, dot);
    return toPixels(painting);
  },
};

/** Dots are settled on a grid as fine as the picture, and no finer than this. */
const finest = 512;
/** Per cell of the grid, for a face in even light. */
const dotsPerCell = 0.08;
const rounds = 14;

interface Dot {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

function placeDots(sitter: Sitter, light: boolean): readonly Dot[] {
  const { side, person, features, oval } = sitter;
  const tone = firmFeatures(sitter.tone, sitter);
  const grid = Math.min(finest, Math.max(128, side));
  const density = new Float32Array(grid * grid);
  let total = 0;
  for (let i = 0; i < density.length; i++) {
    const at =
      Math.floor((Math.floor(i / grid) + 0.5) * (side / grid)) * side + Math.floor(((i % grid) + 0.5) * (side / grid));
    const t = tone[at]!;
    // Skin is light, but not paper: its dots model the face.
    const ink = light ? t ** 1.6 : (1 - t) ** (1.55 - 0.4 * oval[at]!);
    density[i] = (0.006 + ink * (1 + 0.35 * features[at]!)) * person[at]!;
    total += density[i]!;
  }
  const random = randomNumbers(17);
  const wanted = Math.round(clamp(total / (grid * grid) / 0.16, 0.4, 1.25) * dotsPerCell * grid * grid);
  const xs: number[] = [];
  const ys: number[] = [];
  const peak = density.reduce((a, b) => Math.max(a, b), 0);
  while (xs.length < wanted) {
    const x = random() * grid;
    const y = random() * grid;
    if (random() * peak < density[Math.floor(y) * grid + Math.floor(x)]!) {
      xs.push(x);
      ys.push(y);
    }
  }
  for (let round = 0; round < rounds; round++) {
    const owner = nearest(xs, ys, grid);
    const sum = new Float64Array(3 * xs.length);
    for (let i = 0; i < owner.length; i++) {
      const k = 3 * owner[i]!;
      const w = density[i]! + 1e-6;
      sum[k] = sum[k]! + w;
      sum[k + 1] = sum[k + 1]! + w * ((i % grid) + 0.5);
      sum[k + 2] = sum[k + 2]! + w * (Math.floor(i / grid) + 0.5);
    }
    for (let k = 0; k < xs.length; k++) {
      if (sum[3 * k]! <= 0) continue;
      xs[k] = sum[3 * k + 1]! / sum[3 * k]!;
      ys[k] = sum[3 * k + 2]! / sum[3 * k]!;
    }
  }
  const scale = side / grid;
  return xs.map((x, k) => {
    const ink = density[Math.min(grid - 1, Math.floor(ys[k]!)) * grid + Math.min(grid - 1, Math.floor(x))]!;
    return { x: x * scale, y: ys[k]! * scale, r: side * (finest / grid) * (0.001 + 0.00145 * clamp(ink)) };
  });
}

/** Index of the nearest point for every cell of the grid, by jump flooding (Rong and Tan 2006). */
function nearest(xs: readonly number[], ys: readonly number[], grid: number): Int32Array {
  let owner = new Int32Array(grid * grid).fill(-1);
  xs.forEach((x, k) => (owner[Math.min(grid - 1, Math.floor(ys[k]!)) * grid + Math.min(grid - 1, Math.floor(x))] = k));
  // Dots are close together: wide jumps would find nothing nearer.
  for (const jump of [32, 16, 8, 4, 2, 1]) {
    const next = owner.slice();
    for (let y = 0; y < grid; y++) {
      for (let x = 0; x < grid; x++) {
        const i = y * grid + x;
        let best = owner[i]!;
        let bestDistance = best < 0 ? Infinity : (xs[best]! - x - 0.5) ** 2 + (ys[best]! - y - 0.5) ** 2;
        for (let dy = -jump; dy <= jump; dy += jump) {
          const py = y + dy;
          if (py < 0 || py >= grid) continue;
          for (let dx = -jump; dx <= jump; dx += jump) {
            const px = x + dx;
            if (px < 0 || px >= grid) continue;
            const k = owner[py * grid + px]!;
            if (k < 0 || k === best) continue;
            const distance = (xs[k]! - x - 0.5) ** 2 + (ys[k]! - y - 0.5) ** 2;
            if (distance < bestDistance) {
              best = k;
              bestDistance = distance;
            }
          }
        }
        next[i] = best;
      }
    }
    owner = next;
  }
  return owner.map((k) => Math.max(0, k));
}

function stamp(coverage: Float32Array, side: number, cx: number, cy: number, radius: number): void {
  for (let y = Math.max(0, Math.floor(cy - radius - 1)); y <= Math.min(side - 1, Math.ceil(cy + radius + 1)); y++) {
    for (let x = Math.max(0, Math.floor(cx - radius - 1)); x <= Math.min(side - 1, Math.ceil(cx + radius + 1)); x++) {
      const share = clamp(radius + 0.5 - Math.hypot(x + 0.5 - cx, y + 0.5 - cy));
      coverage[y * side + x] = Math.max(coverage[y * side + x]!, share);
    }
  }
}
