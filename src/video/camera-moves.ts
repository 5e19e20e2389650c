import type { CameraMove } from '../contract/motion';
import type { Pixels } from '../contract/pixels';
import { film, layOver } from './camera';
import { shotAt } from './camera-path';
import type { Layers } from './cut-out';

/** What a move is filmed from. */
export interface Scene {
  readonly picture: Pixels;
  /** For parallax and sticker. */
  readonly layers?: Layers;
  /** For endless zoom: each lies in the middle of the next, `nestedScale` as large. */
  readonly nested?: readonly Pixels[];
}

/** How much smaller each picture of an endless zoom lies in the next. */
export const nestedScale = 0.5;

/** The frame at time `t`, 0…1 (eased for a one-way move). @throws RangeError when the scene lacks what the move needs. */
export function filmFrame(scene: Scene, move: CameraMove, t: number, reach: number, loop: boolean): Pixels {
  switch (move) {
    case 'parallax':
      return parallax(need(scene.layers), t, reach, loop);
    case 'sticker':
      return sticker(need(scene.layers), t, reach);
    case 'endless-zoom':
      return endlessZoom(need(scene.nested), t, loop);
    default:
      return film(scene.picture, shotAt(move, t, reach, loop));
  }
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('the scene was not prepared for this move');
  return value;
}

/** The subject is nearer than the ground: it moves further, and grows a little as it comes to the middle. */
function parallax({ subject, ground }: Layers, t: number, reach: number, loop: boolean): Pixels {
  const swing = loop ? Math.sin(2 * Math.PI * t) : 2 * t - 1;
  const rise = loop ? Math.cos(2 * Math.PI * t) : 0;
  const far = film(ground, { x: 0.5 + swing * reach * 0.05, y: 0.5, zoom: 1 + reach * 0.25, turn: 0 });
  const nearness = 1 + reach * 0.08 * (1 - Math.abs(swing)) + reach * 0.04 * rise;
  const shot = {
    x: 0.5 - swing * reach * 0.12,
    y: 0.5 + rise * reach * 0.02,
    zoom: nearness,
    turn: swing * reach * 0.05,
  };
  return layOver(far, film(subject, shot, 'clear'));
}

/** The subject floats; the ground, mirrored at its edges, passes by once a loop, so that it closes. */
function sticker({ subject, ground }: Layers, t: number, reach: number): Pixels {
  const turn = 2 * Math.PI * t;
  const far = film(ground, { x: 0.5 + 2 * t, y: 0.5, zoom: 1, turn: 0 });
  const shot = {
    x: 0.5,
    y: 0.5 + Math.sin(turn) * reach * 0.06,
    zoom: 1 + Math.sin(2 * turn) * reach * 0.04,
    turn: Math.sin(turn + 0.6) * reach * 0.14,
  };
  return layOver(far, film(subject, shot, 'clear'));
}

/**
 * Outward through pictures, each lying in the middle of the next (made so by `nest`): at the start the frame is filled
 * by the first, at the end by the last. A loop goes on from the last to the first.
 */
function endlessZoom(nested: readonly Pixels[], t: number, loop: boolean): Pixels {
  const levels = loop ? nested.length : nested.length - 1;
  const at = Math.min(t * levels, levels - 1e-9);
  const level = Math.floor(at);
  const depth = at - level; // 0: the inner picture fills the frame, 1: the outer one
  const inner = nested[level % nested.length]!;
  const outer = nested[(level + 1) % nested.length]!;
  const zoom = nestedScale ** (depth - 1);
  const far = film(outer, { x: 0.5, y: 0.5, zoom, turn: 0 }, 'hold');
  // The outer picture holds the inner one at half its size; near it, its own pixels are wanted. The soft edge opens
  // little by little, since a picture that fills the frame has none.
  const near = film(
    softEdged(inner, softBorder * Math.min(1, depth * 3)),
    { x: 0.5, y: 0.5, zoom: zoom * nestedScale, turn: 0 },
    'clear',
  );
  return layOver(far, near);
}

const softBorder = 0.16;

/** Lays each picture into the middle of the next; in a loop also the last into the first, as deep as can be seen. */
export function nest(pictures: readonly Pixels[], loop: boolean): Pixels[] {
  const nested = [...pictures];
  const rounds = loop ? Math.ceil(8 / pictures.length) : 1;
  for (let i = loop ? 0 : 1; i < rounds * pictures.length; i++) {
    const here = i % pictures.length;
    const inner = nested[(i + pictures.length - 1) % pictures.length]!;
    const small = film(softEdged(inner, softBorder), { x: 0.5, y: 0.5, zoom: nestedScale, turn: 0 }, 'clear');
    nested[here] = layOver(pictures[here]!, small);
  }
  return nested;
}

/** Clear towards the edge; `border` is the part of a side over which it fades. */
function softEdged(picture: Pixels, border: number): Pixels {
  if (border === 0) return picture;
  const { width, height } = picture;
  const data = new Uint8ClampedArray(picture.data);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inwards = Math.min((x + 0.5) / width, (y + 0.5) / height, 1 - (x + 0.5) / width, 1 - (y + 0.5) / height);
      const part = Math.min(1, inwards / border);
      data[(y * width + x) * 4 + 3]! *= part * part * (3 - 2 * part);
    }
  }
  return { width, height, data };
}
