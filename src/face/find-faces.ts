import type { FaceLandmarks, Point } from '../contract/portrait';
import type { Pixels } from '../contract/pixels';
import { measureFace } from '../image/portrait/geometry';
import type { FaceNetwork } from '../runtime/mediapipe';
import { keepOutlines } from './landmarks';

/** Longest side of what the network sees. Larger pictures take seconds and find no more. */
const detectionSide = 1024;
/** Upright first, then upside down, then on either side. */
const quarterTurns = [0, 2, 1, 3] as const;

/** Faces of a picture in its pixels, largest first. A picture without an upright face is tried turned as well. */
export function findFaces(network: FaceNetwork, picture: Pixels): readonly FaceLandmarks[] {
  const drawn = toCanvas(picture);
  for (const turns of quarterTurns) {
    const { canvas, toPicture } = turned(drawn, turns);
    const faces = network
      .detect(canvas)
      .map((points) => keepOutlines(points, ({ x, y }) => toPicture({ x: x * canvas.width, y: y * canvas.height })))
      .filter(isPlausible);
    canvas.width = canvas.height = 0;
    if (faces.length > 0) {
      drawn.width = drawn.height = 0;
      return faces.sort((a, b) => measureFace(b).faceWidth - measureFace(a).faceWidth);
    }
  }
  drawn.width = drawn.height = 0;
  return [];
}

/** The mesh is fitted to whatever the detector proposes: eyes above the mouth and a face between the ears are the least. */
function isPlausible(face: FaceLandmarks): boolean {
  const { eyeDistance, faceWidth, eyes, mouth } = measureFace(face);
  const eyesToMouth = Math.hypot(mouth.x - eyes.x, mouth.y - eyes.y);
  return eyeDistance > 6 && eyeDistance > 0.15 * faceWidth && eyesToMouth > 0.3 * eyeDistance;
}

function toCanvas({ width, height, data }: Pixels): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d', { alpha: false })!.putImageData(new ImageData(data, width, height), 0, 0); // new: has a context
  return canvas;
}

/** The picture turned clockwise by quarter turns, opaque and within `detectionSide`, with the way back. */
function turned(
  picture: OffscreenCanvas,
  turns: 0 | 1 | 2 | 3,
): { canvas: OffscreenCanvas; toPicture: (p: Point) => Point } {
  const { width, height } = picture;
  const scale = Math.min(1, detectionSide / Math.max(width, height));
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  const canvas = turns % 2 ? new OffscreenCanvas(h, w) : new OffscreenCanvas(w, h);
  const context = canvas.getContext('2d', { alpha: false })!; // new: has a context
  context.imageSmoothingQuality = 'high';
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(picture, -w / 2, -h / 2, w, h);
  const cos = [1, 0, -1, 0][turns]!;
  const sin = [0, 1, 0, -1][turns]!;
  return {
    canvas,
    toPicture({ x, y }) {
      const dx = x - canvas.width / 2;
      const dy = y - canvas.height / 2;
      return { x: ((dx * cos + dy * sin + w / 2) * width) / w, y: ((dy * cos - dx * sin + h / 2) * height) / h };
    },
  };
}
