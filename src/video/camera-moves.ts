import type { CameraMove } from '../contract/motion';
import type { Pixels } from '../contract/pixels';
import { ease } from '../contract/easing';
import { film, layOver } from './camera';
import { shotAt } from './camera-path';
import { liftSubject, type Layers } from '../image/cut-out';

/** What a move is filmed from. */
export interface Scene {
  readonly picture: Pixels;
  /** For parallax and sticker. */
  readonly layers?: Layers;
  /** For endless zoom, made by `nest`: each lies in the middle of the next, `nestedScale` as large. */
  readonly nested?: readonly NestedPicture[];
}

export interface NestedPicture {
  readonly whole: Pixels;
  /** What of it stays when it lies in the next one: its subject on nothing, or all of it with a soft edge. */
  readonly kept: Pixels;
  /** All of it, with a soft edge. */
  readonly soft: Pixels;
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
  const far = film(ground, { x: 0.5 + 2 * t, y: 0.5, zoom: 0.5, turn: 0 });
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
function endlessZoom(nested: readonly NestedPicture[], t: number, loop: boolean): Pixels {
  const levels = loop ? nested.length : nested.length - 1;
  const at = Math.min(t * levels, levels - 1e-9);
  const level = Math.floor(at);
  const depth = at - level; // 0: the inner picture fills the frame, 1: the outer one
  const inner = nested[level % nested.length]!;
  const outer = nested[(level + 1) % nested.length]!;
  const zoom = nestedScale ** (depth - 1);
  const far = film(outer.whole, { x: 0.5, y: 0.5, zoom, turn: 0 }, 'hold');
  // The outer picture holds the inner one at half its size; near it, its own pixels are wanted. Its ground fades as the
  // camera leaves it, since a picture that fills the frame has one and a picture in a picture has none.
  const fading = faded(inner, depth);
  return layOver(far, film(fading, { x: 0.5, y: 0.5, zoom: zoom * nestedScale, turn: 0 }, 'clear'));
}

/** The whole picture at depth 0; then its edge grows soft and its ground goes, until only what is kept is left. */
function faded({ whole, kept, soft }: NestedPicture, depth: number): Pixels {
  const edge = Math.min(1, depth * 6);
  const ground = 1 - ease('smooth', depth * 2.5);
  const data = new Uint8ClampedArray(whole.data);
  for (let i = 3; i < data.length; i += 4) {
    data[i] = Math.max(kept.data[i]!, (whole.data[i]! * (1 - edge) + soft.data[i]! * edge) * ground);
  }
  return { ...whole, data };
}

/** Lays each picture into the middle of the next; in a loop also the last into the first, as deep as can be seen. */
export function nest(pictures: readonly Pixels[], loop: boolean): NestedPicture[] {
  const nested = pictures.map((whole) => ({ whole, kept: keptOf(whole), soft: softEdged(whole) }));
  const rounds = loop ? Math.ceil(8 / pictures.length) : 1;
  for (let i = loop ? 0 : 1; i < rounds * pictures.length; i++) {
    const here = i % pictures.length;
    const { kept } = nested[(i + pictures.length - 1) % pictures.length]!;
    const small = film(kept, { x: 0.5, y: 0.5, zoom: nestedScale, turn: 0 }, 'clear');
    const whole = layOver(pictures[here]!, small);
    // What is laid on top is part of what is kept, also where it hangs over the subject.
    nested[here] = { whole, kept: layOver(keptOf(pictures[here]!), small), soft: softEdged(whole) };
  }
  return nested;
}

function keptOf(picture: Pixels): Pixels {
  const { subject, coverage } = liftSubject(picture);
  return coverage > 0.02 && coverage < 0.9 ? subject : softEdged(picture);
}

const softBorder = 0.16;

/** Clear towards the edge. */
function softEdged(picture: Pixels): Pixels {
  const { width, height } = picture;
  const data = new Uint8ClampedArray(picture.data);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inwards = Math.min((x + 0.5) / width, (y + 0.5) / height, 1 - (x + 0.5) / width, 1 - (y + 0.5) / height);
      data[(y * width + x) * 4 + 3]! *= ease('smooth', inwards / softBorder);
    }
  }
  return { width, height, data };
}
