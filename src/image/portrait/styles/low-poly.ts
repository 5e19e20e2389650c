import type { Point } from '../../../contract/portrait';
import { stroke, upperLid } from '../face-tone';
import { centreOf, measureFace } from '../geometry';
import { triangulate } from '../delaunay';
import { colour, lay, meanColour, mix, toPixels, type Colour, type Painting } from '../painting';
import { clamp, gaussianBlur, randomNumbers } from '../planes';
import { fillPath } from '../raster';
import type { Sitter } from '../sitter';
import type { PortraitStyle } from '../style';

/** Facets: triangles between the face's own points, the person's outline and places rich in detail. */
export const lowPoly: PortraitStyle = {
  id: 'low-poly',
  keepsFace: true,
  palettes: [
    { id: 'natural', colours: ['#1f3347', '#7fb0c4'] },
    { id: 'sunset', colours: ['#54224f', '#ff9e6d'] },
    { id: 'forest', colours: ['#12332b', '#9cc98a'] },
  ],
  draw(sitter, { colours }) {
    const [low, high] = colours.map(colour) as [Colour, Colour];
    const { side, rgb, smooth, person, features, oval } = sitter;
    const points = choosePoints(sitter);
    const triangles = triangulate(points, side);
    const random = randomNumbers(5);
    const out = { side, rgb: new Float32Array(3 * side * side) };
    for (const triangle of triangles) {
      const corners = triangle.map((i) => points[i]!) as [Point, Point, Point];
      const cells = cover(corners, side);
      let r = 0;
      let g = 0;
      let b = 0;
      let inside = 0;
      let weight = 0;
      for (const { at, share } of cells) {
        const p = person[at]!;
        inside += p * share;
        weight += share;
        const w = share * (p + 0.001);
        r += smooth[3 * at]! * w;
        g += smooth[3 * at + 1]! * w;
        b += smooth[3 * at + 2]! * w;
      }
      if (weight === 0) continue;
      const norm = inside + 0.001 * weight;
      const middleOf = middlePixel(corners, side);
      // Around eyes and mouth a mean would smear lashes over lids: the middle's own colour keeps them apart.
      const own =
        features[middleOf]! > 0.85
          ? vivid([rgb[3 * middleOf]!, rgb[3 * middleOf + 1]!, rgb[3 * middleOf + 2]!])
          : vivid([r / norm, g / norm, b / norm]);
      const middle =
        (corners[0].x + corners[0].y + corners[1].x + corners[1].y + corners[2].x + corners[2].y) / (6 * side);
      const play = 0.07 * (1 - 0.7 * oval[middleOf]!) * (1 - features[middleOf]!); // skin is one thing, a face has to be known
      const jitter = 1 + play * (2 * random() - 1);
      const back = mix(high, low, clamp(middle * 1.2 - 0.1)).map((c) => c * (0.9 + 0.2 * random())) as [
        number,
        number,
        number,
      ];
      const facet = mix(
        back,
        own.map((c) => clamp(c * jitter)) as [number, number, number],
        inside / weight > 0.5 ? 1 : 0,
      );
      for (const { at, share } of cells)
        for (let c = 0; c < 3; c++) out.rgb[3 * at + c] = out.rgb[3 * at + c]! + facet[c]! * share;
    }
    cutEyes(out, sitter);
    return toPixels(out);
  },
};

const ink: Colour = [0.1, 0.08, 0.09];

/** Eyes are smaller than facets and what a face is known by: each is cut of a few of its own, as firm as the rest. */
function cutEyes(out: Painting, { side, rgb, face }: Sitter): void {
  const { eyeDistance } = measureFace(face);
  const fill = (outline: readonly Point[]) => fillPath(side, side, [outline]);
  for (const [eye, iris] of [
    [face.leftEye, face.leftIris],
    [face.rightEye, face.rightIris],
  ] as const) {
    const opening = fill(eye);
    const seen = (outline: readonly Point[]) => fill(outline).map((value, i) => Math.min(value, opening[i]!));
    const round = (radius: number, corners: number) =>
      Array.from({ length: corners }, (_, k) => {
        const angle = ((k + 0.5) / corners) * 2 * Math.PI;
        return { x: iris.x + Math.cos(angle) * radius, y: iris.y + Math.sin(angle) * radius };
      });
    const hue = meanColour(rgb, seen(round(0.08 * eyeDistance, 8)));
    lay(out, opening, mix(meanColour(rgb, opening), [1, 1, 1], 0.45), 0.8);
    lay(out, seen(round(0.105 * eyeDistance, 6)), mix(vivid(hue), ink, 0.45));
    lay(out, seen(round(0.055 * eyeDistance, 5)), ink);
    lay(out, fill(stroke(upperLid(eye), 0.035 * eyeDistance)), ink, 0.85);
  }
}

function middlePixel(corners: readonly Point[], side: number): number {
  const { x, y } = centreOf(corners);
  const inside = (value: number) => Math.min(side - 1, Math.max(0, Math.floor(value)));
  return inside(y) * side + inside(x);
}

function vivid([r, g, b]: Colour): Colour {
  const grey = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const lift = (value: number) => clamp(grey + (value - grey) * 1.25 + 0.02);
  return [lift(r), lift(g), lift(b)];
}

const finer = 3;

/** Pixels of a triangle with the share of each it covers, by 3 × 3 samples; neighbours share no sample. */
function cover([a, b, c]: readonly [Point, Point, Point], side: number): readonly { at: number; share: number }[] {
  const cells: { at: number; share: number }[] = [];
  const area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  if (area === 0) return cells;
  const y1 = Math.min(side - 1, Math.floor(Math.max(a.y, b.y, c.y)));
  const x1 = Math.min(side - 1, Math.floor(Math.max(a.x, b.x, c.x)));
  for (let y = Math.max(0, Math.floor(Math.min(a.y, b.y, c.y))); y <= y1; y++) {
    for (let x = Math.max(0, Math.floor(Math.min(a.x, b.x, c.x))); x <= x1; x++) {
      let hits = 0;
      for (let k = 0; k < finer * finer; k++) {
        const px = x + ((k % finer) + 0.5) / finer;
        const py = y + (Math.floor(k / finer) + 0.5) / finer;
        const u = ((px - a.x) * (c.y - a.y) - (py - a.y) * (c.x - a.x)) / area;
        const v = ((b.x - a.x) * (py - a.y) - (b.y - a.y) * (px - a.x)) / area;
        if (u >= 0 && v >= 0 && u + v < 1) hits++;
      }
      if (hits > 0) cells.push({ at: y * side + x, share: hits / (finer * finer) });
    }
  }
  return cells;
}

function choosePoints({ side, tone, person, features, face }: Sitter): readonly Point[] {
  const points: Point[] = [];
  const random = randomNumbers(11);
  const add = (point: Point, apart: number) => {
    const { x, y } = point;
    if (x < 0 || y < 0 || x > side || y > side) return;
    if (points.every((other) => Math.hypot(other.x - x, other.y - y) > apart)) points.push(point);
  };
  for (let i = 0; i <= 7; i++) {
    const t = (i / 7) * side;
    for (const point of [
      { x: t, y: 0 },
      { x: t, y: side },
      { x: 0, y: t },
      { x: side, y: t },
    ])
      add(point, side / 40);
  }
  const near = Math.hypot(face.leftIris.x - face.rightIris.x, face.leftIris.y - face.rightIris.y) / 20;
  for (const iris of [face.leftIris, face.rightIris]) {
    for (let k = 0; k < 6; k++) {
      const angle = (k / 6) * 2 * Math.PI;
      add({ x: iris.x + Math.cos(angle) * near * 1.4, y: iris.y + Math.sin(angle) * near * 1.4 }, near / 2);
    }
  }
  for (const outline of [face.leftEye, face.rightEye, face.outerLips, face.innerLips])
    outline.forEach((p) => add(p, near * 0.8));
  for (const outline of [face.leftBrow, face.rightBrow, face.noseBase, face.noseBridge])
    outline.forEach((p) => add(p, near * 0.9));
  face.oval.forEach((p) => add(p, side / 45));

  const even = gaussianBlur(tone, side, side, side / 200);
  const edge = (i: number) => Math.abs(even[i + 1]! - even[i - 1]!) + Math.abs(even[i + side]! - even[i - side]!);
  // Along the person's outline, then where much happens, then everywhere a few.
  for (let tries = 0; tries < 60000 && points.length < 760; tries++) {
    const x = 1 + Math.floor(random() * (side - 2));
    const y = 1 + Math.floor(random() * (side - 2));
    const i = y * side + x;
    const rim = person[i]! > 0.35 && person[i]! < 0.65;
    if (rim) add({ x, y }, side / 34);
    else if (person[i]! > 0.5) {
      const detail = clamp(edge(i) * side * 0.03) * (1 - features[i]!);
      if (random() < 0.04 + detail) add({ x, y }, side / (16 + 26 * clamp(detail)));
    } else if (random() < 0.02) add({ x, y }, side / 7);
  }
  return points;
}
