import type { AlignedFace, Crop, FaceLandmarks, Point } from '../src/contract/portrait';
import type { Pixels } from '../src/contract/pixels';
import { createArtist } from '../src/image/portrait/artist';
import { cutOut, moveMask } from '../src/image/portrait/cut-out';
import { noNudge } from '../src/image/portrait/frame';
import { ffhqCrop, mapFace, measureFace } from '../src/image/portrait/geometry';
import { readSitting } from '../tests/browser/photos/sitting';

/** Where a drawing has its eyes, left to right, and its mouth, in its pixels. */
export interface DrawnFeatures {
  readonly eyes: readonly [readonly [number, number], readonly [number, number]];
  readonly mouth: readonly [number, number];
}

/** A drawing as if it were a photo: in the middle of a white one, large enough for Portrait's frame. */
const photoSides = 3;

/**
 * A drawn person's face aligned as Portrait aligns a photo's, and simplified as Portrait simplifies that for a model of
 * stickers. The alpha of both is how much a pixel belongs to the person.
 */
export function alignDrawnFace(
  drawing: Pixels,
  features: DrawnFeatures,
  side: number,
): { artwork: Pixels; simplified: Pixels } {
  const landmarks = mapFace(outlinesFor(features), ({ x, y }) => ({ x: x + drawing.width, y: y + drawing.height }));
  const photo = onWhite(drawing);
  const personCrop: Crop = { cx: photo.width / 2, cy: photo.height / 2, size: photo.width, angle: 0 };
  const person = {
    width: photo.width,
    height: photo.height,
    data: photo.data.filter((_, i) => i % 4 === 3),
  };
  const aligned: AlignedFace = { crop: ffhqCrop(landmarks), landmarks, person, personCrop };
  const artist = createArtist();
  artist.sit(photo, aligned);
  const { image, frame } = artist.startDiffusion(noNudge, '', side, 'drawing');
  const mask = moveMask(person, personCrop, frame, side);
  return { artwork: withAlpha(cutOut(photo, frame, side), mask.data), simplified: withAlpha(image, mask.data) };
}

/** A real face's outlines, turned, moved and stretched so that eyes and mouth lie where the drawing's do. */
function outlinesFor({ eyes: [right, left], mouth }: DrawnFeatures): FaceLandmarks {
  const { landmarks } = readSitting().aligned;
  const real = measureFace(landmarks);
  const between = { x: (left[0] + right[0]) / 2, y: (left[1] + right[1]) / 2 };
  const across = { x: left[0] - right[0], y: left[1] - right[1] };
  const down = { x: mouth[0] - between.x, y: mouth[1] - between.y };
  const [cos, sin] = [Math.cos(real.eyeAngle), Math.sin(real.eyeAngle)];
  const level = ({ x, y }: Point) => ({
    u: ((x - real.eyes.x) * cos + (y - real.eyes.y) * sin) / real.eyeDistance,
    v: ((y - real.eyes.y) * cos - (x - real.eyes.x) * sin) / real.eyeDistance,
  });
  const realMouth = level(real.mouth);
  return mapFace(landmarks, (point) => {
    const { u, v } = level(point);
    const k = v / realMouth.v;
    const aside = u - realMouth.u * k; // the mouth lies straight below the middle of the eyes in a drawing
    return { x: between.x + across.x * aside + down.x * k, y: between.y + across.y * aside + down.y * k };
  });
}

/** Over white, the drawing's alpha kept; all around it nothing. */
function onWhite({ width, height, data }: Pixels): Pixels {
  const out = new Uint8ClampedArray(4 * photoSides * width * photoSides * height).fill(255);
  for (let i = 3; i < out.length; i += 4) out[i] = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * width + x);
      const to = 4 * ((y + height) * photoSides * width + x + width);
      const alpha = data[from + 3]! / 255;
      for (let c = 0; c < 3; c++) out[to + c] = 255 + (data[from + c]! - 255) * alpha;
      out[to + 3] = data[from + 3]!;
    }
  }
  return { width: photoSides * width, height: photoSides * height, data: out };
}

function withAlpha({ width, height, data }: Pixels, alpha: Uint8ClampedArray): Pixels {
  return { width, height, data: data.map((value, i) => (i % 4 === 3 ? alpha[(i - 3) / 4]! : value)) };
}
