import type { Crop, FaceLandmarks, PortraitArea } from '../../contract/portrait';
import type { Pixels } from '../../contract/pixels';
import { measureFace, toCrop } from './geometry';
import { gaussianBlur, smoothstep } from './planes';
import type { Sitter } from './sitter';

/** How much of the art is used at each place of the square. Soft by a hundredth of its side. */
export function areaMask(sitter: Sitter, area: PortraitArea): Float32Array {
  const { side, person, oval } = sitter;
  const soft = (plane: Float32Array) => gaussianBlur(plane, side, side, side / 110);
  switch (area) {
    case 'all':
      return new Float32Array(side * side).fill(1);
    case 'person':
      return soft(person);
    case 'background':
      return soft(person).map((value) => 1 - value);
    case 'face':
      return soft(oval);
  }
}

/** Art over the sitter's own photo, where the mask says. */
export function mixWithPhoto(art: Pixels, { side, rgb }: Sitter, mask: Float32Array): Pixels {
  const data = new Uint8ClampedArray(art.data);
  for (let i = 0; i < side * side; i++) {
    const share = (mask[i]! * art.data[4 * i + 3]!) / 255;
    for (let c = 0; c < 3; c++) data[4 * i + c] = 255 * rgb[3 * i + c]! * (1 - share) + art.data[4 * i + c]! * share;
    data[4 * i + 3] = 255;
  }
  return { width: side, height: side, data };
}

/** Lays art back where its square was cut out of the photo; the square's rim fades over a twentieth of its side. */
export function pasteBack(photo: Pixels, art: Pixels, frame: Crop, mask: Float32Array): Pixels {
  const data = new Uint8ClampedArray(photo.data);
  const side = art.width;
  const reach = frame.size * 0.7072;
  const x1 = Math.min(photo.width - 1, Math.ceil(frame.cx + reach));
  const y1 = Math.min(photo.height - 1, Math.ceil(frame.cy + reach));
  for (let y = Math.max(0, Math.floor(frame.cy - reach)); y <= y1; y++) {
    for (let x = Math.max(0, Math.floor(frame.cx - reach)); x <= x1; x++) {
      const place = toCrop(frame, side, { x: x + 0.5, y: y + 0.5 });
      const rim = Math.min(place.x, place.y, side - place.x, side - place.y) / side;
      if (rim <= 0) continue;
      // A rim at the photo's own edge needs no fading: there is nothing to fade into.
      const atEdge = Math.min(x, y, photo.width - 1 - x, photo.height - 1 - y) < 2;
      layPixel(data, 4 * (y * photo.width + x), art, mask, place, atEdge ? 1 : smoothstep(0, 0.05, rim));
    }
  }
  return { width: photo.width, height: photo.height, data };
}

function layPixel(
  data: Uint8ClampedArray,
  at: number,
  art: Pixels,
  mask: Float32Array,
  { x, y }: { x: number; y: number },
  fade: number,
): void {
  const side = art.width;
  const u = Math.min(side - 1.001, Math.max(0, x - 0.5));
  const v = Math.min(side - 1.001, Math.max(0, y - 0.5));
  const x0 = Math.floor(u);
  const y0 = Math.floor(v);
  let total = 0;
  const sum = [0, 0, 0];
  for (let j = 0; j < 2; j++) {
    for (let i = 0; i < 2; i++) {
      const from = (y0 + j) * side + x0 + i;
      const weight = (i ? u - x0 : x0 + 1 - u) * (j ? v - y0 : y0 + 1 - v);
      const share = (weight * mask[from]! * art.data[4 * from + 3]!) / 255;
      total += share;
      for (let c = 0; c < 3; c++) sum[c]! += share * art.data[4 * from + c]!;
    }
  }
  if (total <= 0) return;
  const share = total * fade;
  for (let c = 0; c < 3; c++) data[at + c] = data[at + c]! * (1 - share) + (sum[c]! / total) * share;
}

/**
 * Where a picture of the face must be laid so that its eyes fall on the photo's: the frame turned, scaled and moved by
 * what separates the eyes found in the picture from those expected there. All in the frame's own pixels.
 */
export function matchFrame(frame: Crop, side: number, found: FaceLandmarks, expected: FaceLandmarks): Crop {
  const from = measureFace(found);
  const to = measureFace(expected);
  const scale = to.eyeDistance / from.eyeDistance;
  const turn = to.eyeAngle - from.eyeAngle;
  // The middle of the picture, seen from the eyes, turned and scaled with them.
  const dx = (side / 2 - from.eyes.x) * scale;
  const dy = (side / 2 - from.eyes.y) * scale;
  const centre = {
    x: to.eyes.x + dx * Math.cos(turn) - dy * Math.sin(turn) - side / 2,
    y: to.eyes.y + dx * Math.sin(turn) + dy * Math.cos(turn) - side / 2,
  };
  const unit = frame.size / side;
  const cos = Math.cos(frame.angle);
  const sin = Math.sin(frame.angle);
  return {
    cx: frame.cx + (centre.x * cos - centre.y * sin) * unit,
    cy: frame.cy + (centre.x * sin + centre.y * cos) * unit,
    size: frame.size * scale,
    angle: frame.angle + turn,
  };
}

/** How far the eyes of a result lie from where they were, as a share of the face's width: the worse of the two. */
export function eyeOffset(found: FaceLandmarks, expected: FaceLandmarks): number {
  const a = measureFace(found);
  const b = measureFace(expected);
  const distance = (from: { x: number; y: number }, to: { x: number; y: number }) =>
    Math.hypot(from.x - to.x, from.y - to.y);
  return Math.max(distance(a.leftEye, b.leftEye), distance(a.rightEye, b.rightEye)) / b.faceWidth;
}
