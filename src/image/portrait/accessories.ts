import type { Point } from '../../contract/portrait';
import { centreOf, measureFace } from './geometry';
import { colour, type Colour } from './painting';
import { clamp } from './planes';
import { fillPath } from './raster';
import { describe, type Sitter } from './sitter';

/** One filled outline of a drawing. Places in eye distances: x to the person's left, y up, from between the eyes. */
interface Shape {
  readonly outline: readonly Point[];
  readonly fill: Colour;
  readonly opacity?: number;
}

export interface Accessory {
  readonly id: string;
  /** Where it sits: hats need room above the head and are as wide as the hair. */
  readonly sits: 'eyes' | 'head';
  /** `top` is the height of the hair above the eyes, `brow` of the forehead's upper end. */
  shapes(top: number, brow: number): readonly Shape[];
}

const point = (x: number, y: number): Point => ({ x, y });

function ellipse(cx: number, cy: number, rx: number, ry: number, turn = 0): Point[] {
  return Array.from({ length: 48 }, (_, i) => {
    const angle = (i / 48) * 2 * Math.PI;
    const x = Math.cos(angle) * rx;
    const y = Math.sin(angle) * ry;
    return point(cx + x * Math.cos(turn) - y * Math.sin(turn), cy + x * Math.sin(turn) + y * Math.cos(turn));
  });
}

/** A closed smooth line through the given places (Catmull-Rom). */
function curve(places: readonly (readonly [number, number])[]): Point[] {
  const n = places.length;
  const at = (i: number) => places[(i + n) % n]!;
  const out: Point[] = [];
  for (let i = 0; i < n; i++) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let k = 0; k < 10; k++) {
      const t = k / 10;
      const axis = (c: 0 | 1) =>
        0.5 *
        (2 * p1[c] +
          (p2[c] - p0[c]) * t +
          (2 * p0[c] - 5 * p1[c] + 4 * p2[c] - p3[c]) * t * t +
          (3 * p1[c] - p0[c] - 3 * p2[c] + p3[c]) * t ** 3);
      out.push(point(axis(0), axis(1)));
    }
  }
  return out;
}

const polygon = (...places: readonly (readonly [number, number])[]) => places.map(([x, y]) => point(x, y));

/** A ring: out along one ellipse and back along a smaller one. */
function ring(cx: number, cy: number, rx: number, ry: number, width: number): Point[] {
  const outer = ellipse(cx, cy, rx, ry);
  const inner = ellipse(cx, cy, rx - width, ry - width).reverse();
  return [...outer, outer[0]!, inner[0]!, ...inner.slice(1), inner[0]!];
}

function glasses(
  frame: string,
  lens: string,
  opacity: number,
  rx: number,
  ry: number,
): (top: number, brow: number) => Shape[] {
  return () => {
    const dark = colour(frame);
    const shapes: Shape[] = [];
    for (const s of [-1, 1]) {
      const cx = 0.5 * s;
      shapes.push({ outline: ellipse(cx, -0.03, rx, ry), fill: colour(lens), opacity });
      shapes.push({
        outline: polygon([cx - 0.2, 0.16], [cx - 0.08, 0.2], [cx + 0.06, -0.22], [cx - 0.06, -0.24]),
        fill: [1, 1, 1],
        opacity: 0.16,
      });
      shapes.push({ outline: ring(cx, -0.03, rx + 0.035, ry + 0.035, 0.075), fill: dark });
      shapes.push({
        outline: polygon([s * (0.5 + rx), 0.06], [s * (0.5 + rx), -0.02], [s * 1.06, 0.04], [s * 1.06, 0.11]),
        fill: dark,
      });
    }
    shapes.push({
      outline: curve([
        [-0.13, 0.03],
        [0, 0.1],
        [0.13, 0.03],
        [0.12, -0.04],
        [0, 0.03],
        [-0.12, -0.04],
      ]),
      fill: dark,
    });
    return shapes;
  };
}

const gold = { light: colour('#ffd95e'), middle: colour('#f4b21b'), dark: colour('#c27c0e') };

export const accessories: readonly Accessory[] = [
  { id: 'glasses', sits: 'eyes', shapes: glasses('#1f1d24', '#ffffff', 0.08, 0.38, 0.36) },
  { id: 'sunglasses', sits: 'eyes', shapes: glasses('#15141a', '#1b1b2b', 0.86, 0.42, 0.33) },
  {
    id: 'crown',
    sits: 'head',
    shapes(top, brow) {
      const base = brow + (top - brow) * 0.4;
      const h = 1.05;
      const w = 1.0;
      const rim = (y: number, bow: number): [number, number][] =>
        Array.from({ length: 9 }, (_, i) => [w * (1 - i / 4), y - bow * (1 - ((i - 4) / 4) ** 2)]);
      const body = polygon(
        [-w, base],
        [-w * 1.16, base + h * 0.85],
        [-w * 0.56, base + h * 0.38],
        [0, base + h],
        [w * 0.56, base + h * 0.38],
        [w * 1.16, base + h * 0.85],
        ...rim(base, 0.16),
      );
      const shade = polygon(
        [-w, base],
        [-w * 1.16, base + h * 0.85],
        [-w * 0.56, base + h * 0.38],
        [-w * 0.5, base - 0.12],
      );
      const band = polygon(...rim(base + 0.24, 0.16).reverse(), ...rim(base, 0.16));
      const balls = [
        [-w * 1.16, 0.85],
        [0, 1],
        [w * 1.16, 0.85],
      ] as const;
      const gems = [
        [-0.62, '#3fb6e8', -0.07],
        [0, '#e5364b', -0.16],
        [0.62, '#3fb6e8', -0.07],
      ] as const;
      return [
        { outline: body, fill: gold.middle },
        { outline: shade, fill: gold.dark, opacity: 0.35 },
        { outline: band, fill: gold.light },
        ...balls.map(([x, y]) => ({ outline: ellipse(x, base + h * y + 0.05, 0.115, 0.115), fill: gold.light })),
        ...gems.map(([x, hex, bow]) => ({ outline: ellipse(x, base + 0.12 + bow, 0.11, 0.085), fill: colour(hex) })),
        ...gems.map(([x, , bow]) => ({
          outline: ellipse(x - 0.03, base + 0.15 + bow, 0.035, 0.022),
          fill: [1, 1, 1] as Colour,
          opacity: 0.8,
        })),
      ];
    },
  },
  {
    id: 'party-hat',
    sits: 'head',
    shapes(top, brow) {
      const base = brow + (top - brow) * 0.62;
      const tip = base + 1.75;
      const at = (t: number, u: number): [number, number] => [
        (u * 2 - 1) * 0.72 * (1 - t),
        base + (tip - base) * t - 0.12 * (1 - (u * 2 - 1) ** 2) * (1 - t),
      ];
      const stripe = (from: number, to: number, hex: string): Shape => ({
        outline: polygon(
          ...[0, 0.25, 0.5, 0.75, 1].map((u) => at(from + 0.12 * u, u)),
          ...[1, 0.75, 0.5, 0.25, 0].map((u) => at(to + 0.12 * u, u)),
        ),
        fill: colour(hex),
      });
      return [
        { outline: polygon(...[0, 0.25, 0.5, 0.75, 1].map((u) => at(0, u)), [0, tip]), fill: colour('#ff5d8f') },
        stripe(0.08, 0.2, '#ffe066'),
        stripe(0.36, 0.48, '#5ad1c8'),
        stripe(0.62, 0.72, '#ffe066'),
        { outline: polygon(at(0, 0), at(0, 0.12), [0, tip]), fill: [0, 0, 0], opacity: 0.12 },
        ...Array.from({ length: 9 }, (_, i) => ({
          outline: ellipse(0.15 * Math.cos((i / 9) * 6.283), tip + 0.02 + 0.15 * Math.sin((i / 9) * 6.283), 0.12, 0.12),
          fill: colour(i % 2 ? '#ffffff' : '#fff1b8'),
        })),
      ];
    },
  },
  {
    id: 'top-hat',
    sits: 'head',
    shapes(top, brow) {
      const base = brow + (top - brow) * 0.42;
      const black = colour('#1d1b22');
      return [
        {
          outline: curve([
            [-0.98, base],
            [-1.06, base + 1.0],
            [-1.1, base + 1.65],
            [0, base + 1.74],
            [1.1, base + 1.65],
            [1.06, base + 1.0],
            [0.98, base],
            [0, base - 0.1],
          ]),
          fill: black,
        },
        {
          outline: curve([
            [-0.86, base + 0.3],
            [-0.92, base + 1.5],
            [-0.7, base + 1.56],
            [-0.62, base + 0.3],
          ]),
          fill: colour('#4a4756'),
          opacity: 0.7,
        },
        {
          outline: polygon(
            [-1.0, base + 0.06],
            [-1.02, base + 0.36],
            [-0.5, base + 0.28],
            [0, base + 0.26],
            [0.5, base + 0.28],
            [1.02, base + 0.36],
            [1.0, base + 0.06],
            [0, base - 0.06],
          ),
          fill: colour('#b3263a'),
        },
        {
          outline: curve([
            [-1.62, base + 0.16],
            [-1.0, base - 0.06],
            [0, base - 0.16],
            [1.0, base - 0.06],
            [1.62, base + 0.16],
            [1.1, base - 0.16],
            [0, base - 0.32],
            [-1.1, base - 0.16],
          ]),
          fill: black,
        },
      ];
    },
  },
  {
    id: 'flowers',
    sits: 'head',
    shapes(top, brow) {
      const base = brow + (top - brow) * 0.28;
      const hexes = ['#ff8fab', '#ffd166', '#ffffff', '#f25f5c', '#c8a2ff'];
      const shapes: Shape[] = [];
      for (let i = 0; i < 14; i++) {
        const t = (i / 13) * 2 - 1;
        shapes.push({
          outline: ellipse(t * 1.22, base + 0.3 - 0.36 * t * t + (i % 2 ? 0.12 : -0.1), 0.2, 0.08, t + (i % 2)),
          fill: colour(i % 2 ? '#4f8a4b' : '#73b06a'),
        });
      }
      for (let i = 0; i < 7; i++) {
        const t = (i / 6) * 2 - 1;
        const size = i % 2 ? 0.15 : 0.2;
        const [cx, cy] = [t * 1.12, base + 0.3 - 0.34 * t * t];
        for (let k = 0; k < 5; k++) {
          const angle = (k / 5) * 2 * Math.PI + i;
          shapes.push({
            outline: ellipse(
              cx + Math.cos(angle) * size * 0.72,
              cy + Math.sin(angle) * size * 0.72,
              size * 0.62,
              size * 0.46,
              angle,
            ),
            fill: colour(hexes[i % 5]!),
          });
        }
        shapes.push({
          outline: ellipse(cx, cy, size * 0.4, size * 0.4),
          fill: colour(i % 5 === 1 ? '#e07a1f' : '#ffcf3f'),
        });
      }
      return shapes;
    },
  },
];

/** The sitter wearing it: drawn into the picture before any style, so that every style draws it too. */
export function wear(sitter: Sitter, accessory: Accessory): Sitter {
  const { side, face, person } = sitter;
  const { eyes, eyeDistance, eyeAngle } = measureFace(face);
  const cos = Math.cos(eyeAngle) * eyeDistance;
  const sin = Math.sin(eyeAngle) * eyeDistance;
  const place = ({ x, y }: Point): Point => ({ x: eyes.x + x * cos + y * sin, y: eyes.y + x * sin - y * cos });
  const forehead = centreOf([face.oval[0]!, face.oval[1]!, face.oval.at(-1)!]);
  const brow = Math.hypot(forehead.x - eyes.x, forehead.y - eyes.y) / eyeDistance;
  const rgb = sitter.rgb.slice();
  const worn = person.slice();
  const top = hairTop(sitter, place, brow);
  const scale = accessory.sits === 'head' ? clamp(hairWidth(sitter, place, (brow + top) / 2) / 2.35, 0.9, 1.5) : 1;
  for (const { outline, fill, opacity = 1 } of accessory.shapes(top / scale, brow / scale)) {
    const coverage = fillPath(side, side, [outline.map(({ x, y }) => place({ x: x * scale, y: y * scale }))]);
    for (let i = 0; i < coverage.length; i++) {
      const share = coverage[i]! * opacity;
      if (share <= 0) continue;
      for (let c = 0; c < 3; c++) rgb[3 * i + c] = rgb[3 * i + c]! + (fill[c]! - rgb[3 * i + c]!) * share;
      worn[i] = Math.max(worn[i]!, coverage[i]!);
    }
  }
  return describe(rgb, worn, face, side);
}

/** From side to side of the head at a height above the eyes, in eye distances. */
function hairWidth({ side, person }: Sitter, place: (p: Point) => Point, height: number): number {
  let width = 0;
  for (const direction of [-1, 1]) {
    for (let x = 0; x < 2; x += 0.03) {
      const { x: px, y } = place({ x: x * direction, y: height });
      if (px < 0 || px >= side - 1 || y < 0 || y >= side - 1) break;
      if (person[Math.round(y) * side + Math.round(px)]! < 0.5) break;
      width += 0.03;
    }
  }
  return width;
}

/** How far above the eyes the person ends, in eye distances. */
function hairTop({ side, person }: Sitter, place: (p: Point) => Point, brow: number): number {
  let top = brow + 0.3;
  for (let y = brow; y < brow + 1.6; y += 0.03) {
    const { x, y: py } = place({ x: 0, y });
    const at = Math.round(py) * side + Math.round(x);
    if (py < 1 || person[at]! < 0.5) break;
    top = y;
  }
  return Math.max(top, brow + 0.15);
}
