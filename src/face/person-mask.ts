import type { Crop, FaceLandmarks, Mask } from '../contract/portrait';
import type { Pixels } from '../contract/pixels';
import { cutOut } from '../image/portrait/cut-out';
import { adjustCrop, mapFace, toCrop } from '../image/portrait/geometry';
import { guidedFilter } from '../image/portrait/guided-filter';
import { fillPath } from '../image/portrait/raster';
import type { PersonNetwork } from '../runtime/mediapipe';

/** Head, hair and shoulders, as on the calls that the network was trained on. */
const view = { zoom: 2.3, right: 0, down: 0.3, turn: 0 };
const side = 640;

/** Who is the person in the photo, around the aligned face: the network's mask sharpened along the photo's own edges. */
export function maskPerson(
  network: PersonNetwork,
  photo: Pixels,
  face: FaceLandmarks,
  aligned: Crop,
): { readonly person: Mask; readonly personCrop: Crop } {
  const personCrop = adjustCrop(aligned, view);
  const picture = cutOut(photo, personCrop, side);
  const canvas = new OffscreenCanvas(side, side);
  canvas.getContext('2d', { alpha: false })!.putImageData(new ImageData(picture.data, side, side), 0, 0); // new: has one
  const rough = network.segment(canvas);
  canvas.width = canvas.height = 0;

  const person = guidedFilter(picture, resize(rough, side), side / 80, 1e-4);
  const oval = fillPath(side, side, [mapFace(face, (point) => toCrop(personCrop, side, point)).oval]);
  const data = new Uint8ClampedArray(side * side);
  for (let i = 0; i < data.length; i++) {
    const firm = smoothstep(0.25, 0.8, person[i]!);
    data[i] = 255 * Math.max(firm, oval[i]!); // the face itself is never cut
  }
  return { person: keepConnected({ width: side, height: side, data }, oval), personCrop };
}

function resize(mask: { width: number; height: number; data: Float32Array }, to: number): Float32Array {
  const out = new Float32Array(to * to);
  for (let y = 0; y < to; y++) {
    const v = Math.min(mask.height - 1, Math.max(0, ((y + 0.5) * mask.height) / to - 0.5));
    const y0 = Math.min(mask.height - 2, Math.floor(v));
    for (let x = 0; x < to; x++) {
      const u = Math.min(mask.width - 1, Math.max(0, ((x + 0.5) * mask.width) / to - 0.5));
      const x0 = Math.min(mask.width - 2, Math.floor(u));
      const at = y0 * mask.width + x0;
      const top = mask.data[at]! * (x0 + 1 - u) + mask.data[at + 1]! * (u - x0);
      const bottom = mask.data[at + mask.width]! * (x0 + 1 - u) + mask.data[at + mask.width + 1]! * (u - x0);
      out[y * to + x] = top * (y0 + 1 - v) + bottom * (v - y0);
    }
  }
  return out;
}

/** Drops what is not joined to the face: other people, and the network's crumbs. */
function keepConnected(mask: Mask, face: Float32Array): Mask {
  const { width, height, data } = mask;
  const kept = new Uint8Array(data.length);
  const queue: number[] = [];
  const visit = (i: number) => {
    if (kept[i] || data[i]! < 100) return;
    kept[i] = 1;
    queue.push(i);
  };
  face.forEach((inside, i) => inside > 0.5 && visit(i));
  for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
    const x = i % width;
    if (x > 0) visit(i - 1);
    if (x < width - 1) visit(i + 1);
    if (i >= width) visit(i - width);
    if (i < width * (height - 1)) visit(i + width);
  }
  // The soft rim lies just outside what was kept.
  const near = (i: number) => {
    for (let dy = -3; dy <= 3; dy++) for (let dx = -3; dx <= 3; dx++) if (kept[i + dy * width + dx]) return true;
    return false;
  };
  return { width, height, data: data.map((value, i) => (kept[i] || (value > 0 && near(i)) ? value : 0)) };
}

function smoothstep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
