import { edgeFlow, gatherAlong } from '../flow-lines';
import { layPainting, texture, toPixels, type Painting } from '../painting';
import { clamp, gaussianBlur, grainPlane, randomNumbers, resizePlane } from '../planes';
import { blank, colour, mix, type Colour } from '../painting';
import type { Sitter } from '../sitter';
import type { PortraitStyle } from '../style';

const sectors = 8;
/** Strokes are found on at most this many pixels a side; bristles are drawn on all. */
const finest = 448;

/**
 * Brush strokes: the anisotropic Kuwahara filter (Kyprianidis, Kang and Döllner 2009) in polynomial form, each pixel
 * taking the calmest of eight directions, stretched along the flow.
 */
function brush(sitter: Sitter): Painting {
  const side = Math.min(sitter.side, finest);
  const radius = Math.max(3, side / 110);
  const rgb = resizeColours(sitter.rgb, sitter.side, side);
  const tone = resizePlane(sitter.tone, sitter.side, side);
  const flow = edgeFlow(tone, side, side / 160);
  const out = new Float32Array(rgb.length);
  const samples = discSamples(radius);
  const sums = new Float64Array(sectors * 5);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const i = y * side + x;
      sums.fill(0);
      const stretch = 1 + 0.9 * flow.strength[i]!;
      const flowX = flow.x[i]!;
      const flowY = flow.y[i]!;
      for (let n = 0; n < samples.count; n++) {
        const u = samples.u[n]! * stretch;
        const v = samples.v[n]! / stretch;
        const px = Math.round(x + flowX * u - flowY * v);
        const py = Math.round(y + flowY * u + flowX * v);
        const at = 3 * (Math.min(side - 1, Math.max(0, py)) * side + Math.min(side - 1, Math.max(0, px)));
        const r = rgb[at]!;
        const g = rgb[at + 1]!;
        const b = rgb[at + 2]!;
        const square = r * r + g * g + b * b;
        for (let k = 0; k < sectors; k++) {
          const weight = samples.weights[n * sectors + k]!;
          if (weight === 0) continue;
          const s = 5 * k;
          sums[s]! += weight;
          sums[s + 1]! += weight * r;
          sums[s + 2]! += weight * g;
          sums[s + 3]! += weight * b;
          sums[s + 4]! += weight * square;
        }
      }
      let total = 0;
      for (let k = 0; k < sectors; k++) {
        const w = sums[5 * k]!;
        if (w === 0) continue;
        const r = sums[5 * k + 1]! / w;
        const g = sums[5 * k + 2]! / w;
        const b = sums[5 * k + 3]! / w;
        const variance = Math.max(0, sums[5 * k + 4]! / w - (r * r + g * g + b * b));
        const share = 1 / (1 + (255 * Math.sqrt(variance)) ** 4 * 1e-3);
        total += share;
        out[3 * i] = out[3 * i]! + share * r;
        out[3 * i + 1] = out[3 * i + 1]! + share * g;
        out[3 * i + 2] = out[3 * i + 2]! + share * b;
      }
      for (let c = 3 * i; c < 3 * i + 3; c++) out[c] = out[c]! / total;
    }
  }
  return { side: sitter.side, rgb: resizeColours(out, side, sitter.side) };
}

function resizeColours(rgb: Float32Array, from: number, to: number): Float32Array {
  if (from === to) return rgb;
  const out = new Float32Array(3 * to * to);
  for (let c = 0; c < 3; c++) {
    const plane = new Float32Array(from * from).map((_, i) => rgb[3 * i + c]!);
    resizePlane(plane, from, to).forEach((value, i) => (out[3 * i + c] = value));
  }
  return out;
}

interface DiscSamples {
  readonly count: number;
  readonly u: Float32Array;
  readonly v: Float32Array;
  /** `sectors` values a sample: its share in each of the overlapping sectors. */
  readonly weights: Float32Array;
}

function discSamples(radius: number): DiscSamples {
  const step = Math.max(1, radius / 4);
  const u: number[] = [];
  const v: number[] = [];
  const weights: number[] = [];
  for (let y = -radius; y <= radius; y += step) {
    for (let x = -radius; x <= radius; x += step) {
      const distance = Math.hypot(x, y);
      if (distance > radius) continue;
      const fall = Math.exp((-3 * distance * distance) / (radius * radius));
      u.push(x);
      v.push(y);
      for (let k = 0; k < sectors; k++) {
        const angle = Math.atan2(y, x) - (2 * Math.PI * k) / sectors;
        const weight = fall * (distance < step / 2 ? 1 : Math.max(0, Math.cos(angle)) ** 6);
        weights.push(weight > 0.004 ? weight : 0);
      }
    }
  }
  return { count: u.length, u: Float32Array.from(u), v: Float32Array.from(v), weights: Float32Array.from(weights) };
}

/** Warm or cool colour, thick strokes with the light on their ridges. */
export const oil: PortraitStyle = {
  id: 'oil',
  keepsFace: true,
  palettes: [
    { id: 'warm', colours: ['#7a4a2a', '#e0a765', '#ffcf8f'] },
    { id: 'cool', colours: ['#203a52', '#86aebf', '#bfe0ff'] },
    { id: 'rose', colours: ['#5b2a3c', '#d99a94', '#ffd0c4'] },
  ],
  draw(sitter, { colours }) {
    const { side, person } = sitter;
    const [deep, glow, light] = colours.map(colour) as [Colour, Colour, Colour];
    const strokes = brush(sitter);
    enrich(strokes, light);
    const behind = blank(side, deep);
    const bristle = broadStrokes(behind, (x, y, tint) =>
      mix(glow, deep, clamp(Math.hypot(x - 0.42, y - 0.38) * 1.25 + 0.22 * tint)),
    );
    texture(behind, bristle, 0.07);
    layPainting(behind, strokes, gaussianBlur(person, side, side, side / 400));
    emboss(behind, sitter, bristle);
    return toPixels(behind);
  },
};

/** More colour in the middle tones, lights drawn to `light`. */
function enrich({ rgb }: Painting, light: Colour): void {
  for (let i = 0; i < rgb.length; i += 3) {
    const grey = 0.2126 * rgb[i]! + 0.7152 * rgb[i + 1]! + 0.0722 * rgb[i + 2]!;
    for (let c = 0; c < 3; c++) {
      const vivid = grey + (rgb[i + c]! - grey) * 1.3;
      rgb[i + c] = clamp(vivid * (0.8 + 0.2 * light[c]!) * 1.03);
    }
  }
}

/** Fills a ground with broad strokes over each other, of about one direction; gives the height of their bristles, around 0. */
function broadStrokes({ side, rgb }: Painting, paint: (x: number, y: number, tint: number) => Colour): Float32Array {
  const height = new Float32Array(side * side);
  const random = randomNumbers(21);
  const bristles = 11;
  const [long, wide] = [0.13 * side, 0.03 * side];
  for (let n = 0; n < 900; n++) {
    const [x, y, tint] = [random(), random(), random() - 0.5];
    const angle = 0.85 + 0.9 * Math.sin(3.1 * x + 1.7) * Math.cos(2.6 * y) + 0.5 * (random() - 0.5);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [red, green, blue] = paint(x, y, tint);
    const hairs = Float32Array.from({ length: bristles + 2 }, () => random() - 0.5);
    const [left, top] = [Math.round(x * side - long), Math.round(y * side - long)];
    for (let py = Math.max(0, top); py < Math.min(side, top + 2 * long); py++) {
      for (let px = Math.max(0, left); px < Math.min(side, left + 2 * long); px++) {
        const [dx, dy] = [px - x * side, py - y * side];
        const along = (dx * cos + dy * sin) / long;
        const across = (dy * cos - dx * sin) / wide;
        if (Math.abs(across) >= 1) continue;
        const at = ((across + 1) / 2) * bristles;
        const share = at - Math.floor(at);
        const hair = hairs[Math.floor(at)]! * (1 - share) + hairs[Math.floor(at) + 1]! * share;
        const end = 0.85 + 0.3 * hair; // each bristle runs dry at its own place
        const cover = clamp((end - Math.abs(along)) * 9) * clamp((1 - Math.abs(across)) * 5) * 0.92;
        if (cover === 0) continue;
        const i = py * side + px;
        height[i] = height[i]! + (1.5 * hair - height[i]!) * cover;
        rgb[3 * i] = rgb[3 * i]! + (red - rgb[3 * i]!) * cover;
        rgb[3 * i + 1] = rgb[3 * i + 1]! + (green - rgb[3 * i + 1]!) * cover;
        rgb[3 * i + 2] = rgb[3 * i + 2]! + (blue - rgb[3 * i + 2]!) * cover;
      }
    }
  }
  return height;
}

/** Light from the upper left on the paint's relief. */
function emboss(painting: Painting, { tone, side, person }: Sitter, bristle: Float32Array): void {
  const inner = Math.min(side, finest);
  const flow = edgeFlow(resizePlane(tone, side, inner), inner, inner / 80);
  const onPerson = resizePlane(gatherAlong(grainPlane(inner, 0.45, 14), inner, flow, inner / 90), inner, side);
  const relief = bristle.map((value, i) => value * (1 - person[i]!) + onPerson[i]! * person[i]! * 0.8);
  for (let y = 1; y < side; y++) {
    for (let x = 1; x < side; x++) {
      const i = y * side + x;
      const light = (relief[i]! - relief[i - side - 1]!) * 0.16;
      for (let c = 3 * i; c < 3 * i + 3; c++) painting.rgb[c] = clamp(painting.rgb[c]! * (1 + light) + light * 0.02);
    }
  }
}
