import type { FaceLandmarks, Point } from '../contract/portrait';
import type { Pixels } from '../contract/pixels';
import { measureFace } from '../image/portrait/geometry';
import type { FaceNetwork } from '../runtime/mediapipe';
import { keepOutlines } from './landmarks';

/** Longest side of what the network sees. Larger pictures take seconds and find no more. */
const detectionSide = 1024;
/** Upright first, then upside down, then on either side. */
const quarterTurns = [0, 2, 1, 3] as const;

/**
 * Faces of a picture in its pixels, largest first. A picture without an upright face is tried turned, and then in nine
 * overlapping parts: the detector overlooks faces in a crowd.
 */
export function findFaces(network: FaceNetwork, picture: Pixels): readonly FaceLandmarks[] {
  const drawn = toCanvas(picture);
  let faces: FaceLandmarks[] = [];
  for (const turns of quarterTurns) {
    if (faces.length === 0)
      faces = findIn(network, drawn, turns, { x: 0, y: 0, width: drawn.width, height: drawn.height });
  }
  if (faces.length === 0) faces = findInParts(network, drawn);
  drawn.width = drawn.height = 0;
  return faces.sort((a, b) => measureFace(b).faceWidth - measureFace(a).faceWidth);
}

function findIn(network: FaceNetwork, drawn: OffscreenCanvas, turns: 0 | 1 | 2 | 3, part: Part): FaceLandmarks[] {
  const { canvas, toPicture } = turned(drawn, turns, part);
  const faces = network
    .detect(canvas)
    .map((points) => keepOutlines(points, ({ x, y }) => toPicture({ x: x * canvas.width, y: y * canvas.height })))
    .filter(isPlausible);
  canvas.width = canvas.height = 0;
  return faces;
}

/** Half as wide and high as the picture, every quarter; a face seen in two parts is taken once, one cut by an edge not at all. */
function findInParts(network: FaceNetwork, drawn: OffscreenCanvas): FaceLandmarks[] {
  const [width, height] = [Math.ceil(drawn.width / 2), Math.ceil(drawn.height / 2)];
  const faces: FaceLandmarks[] = [];
  for (let i = 0; i < 9; i++) {
    const part = { x: ((i % 3) * width) / 2, y: (Math.floor(i / 3) * height) / 2, width, height };
    for (const face of findIn(network, drawn, 0, part)) {
      const { eyes, faceWidth } = measureFace(face);
      const isNew = faces.every((other) => distance(measureFace(other).eyes, eyes) > faceWidth / 2);
      if (isNew && face.oval.every((point) => isInside(point, part))) faces.push(face);
    }
  }
  return faces;
}

interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const isInside = ({ x, y }: Point, part: Part) =>
  x >= part.x && y >= part.y && x <= part.x + part.width && y <= part.y + part.height;

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
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

/** A part of the picture turned clockwise by quarter turns, opaque and within `detectionSide`, with the way back. */
function turned(
  picture: OffscreenCanvas,
  turns: 0 | 1 | 2 | 3,
  part: Part,
): { canvas: OffscreenCanvas; toPicture: (point: Point) => Point } {
  const { width, height } = part;
  const scale = Math.min(1, detectionSide / Math.max(width, height));
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  const canvas = turns % 2 ? new OffscreenCanvas(h, w) : new OffscreenCanvas(w, h);
  const context = canvas.getContext('2d', { alpha: false })!; // new: has a context
  context.imageSmoothingQuality = 'high';
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(picture, part.x, part.y, width, height, -w / 2, -h / 2, w, h);
  const cos = [1, 0, -1, 0][turns]!;
  const sin = [0, 1, 0, -1][turns]!;
  return {
    canvas,
    toPicture({ x, y }) {
      const dx = x - canvas.width / 2;
      const dy = y - canvas.height / 2;
      return {
        x: part.x + ((dx * cos + dy * sin + w / 2) * width) / w,
        y: part.y + ((dy * cos - dx * sin + h / 2) * height) / h,
      };
    },
  };
}
