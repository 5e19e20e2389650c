import type { Crop, FaceLandmarks, Point } from '../../contract/portrait';

export function centreOf(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

export interface FaceMeasures {
  readonly leftEye: Point;
  readonly rightEye: Point;
  readonly eyes: Point;
  readonly mouth: Point;
  readonly eyeDistance: number;
  /** Radians, clockwise from level. */
  readonly eyeAngle: number;
  /** From ear to ear, along the eye line. */
  readonly faceWidth: number;
}

/** Eye centres are the middles of the lids' outlines, so a glance to the side does not turn the picture. */
export function measureFace(face: FaceLandmarks): FaceMeasures {
  const leftEye = centreOf(face.leftEye);
  const rightEye = centreOf(face.rightEye);
  const eyeAngle = Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x);
  const along = face.oval.map(({ x, y }) => x * Math.cos(eyeAngle) + y * Math.sin(eyeAngle));
  return {
    leftEye,
    rightEye,
    eyes: centreOf([leftEye, rightEye]),
    mouth: centreOf(face.outerLips),
    eyeDistance: Math.hypot(leftEye.x - rightEye.x, leftEye.y - rightEye.y),
    eyeAngle,
    faceWidth: Math.max(...along) - Math.min(...along),
  };
}

/** The crop of FFHQ (Karras et al. 2019, appendix), with its rotation from the eye line alone. */
export function ffhqCrop(face: FaceLandmarks): Crop {
  const { eyes, mouth, eyeDistance, eyeAngle } = measureFace(face);
  const down = { x: mouth.x - eyes.x, y: mouth.y - eyes.y };
  const half = Math.max(2 * eyeDistance, 1.8 * Math.hypot(down.x, down.y));
  return { cx: eyes.x + 0.1 * down.x, cy: eyes.y + 0.1 * down.y, size: 2 * half, angle: eyeAngle };
}

/** Where a point of the crop, drawn `side` pixels wide, lies in the photo. */
export function toPhoto(crop: Crop, side: number, { x, y }: Point): Point {
  const scale = crop.size / side;
  const dx = (x - side / 2) * scale;
  const dy = (y - side / 2) * scale;
  const cos = Math.cos(crop.angle);
  const sin = Math.sin(crop.angle);
  return { x: crop.cx + dx * cos - dy * sin, y: crop.cy + dx * sin + dy * cos };
}

/** Where a point of the photo lies in the crop, drawn `side` pixels wide. */
export function toCrop(crop: Crop, side: number, { x, y }: Point): Point {
  const scale = side / crop.size;
  const cos = Math.cos(crop.angle);
  const sin = Math.sin(crop.angle);
  const dx = x - crop.cx;
  const dy = y - crop.cy;
  return { x: side / 2 + (dx * cos + dy * sin) * scale, y: side / 2 + (dy * cos - dx * sin) * scale };
}

export function mapFace(face: FaceLandmarks, map: (point: Point) => Point): FaceLandmarks {
  return {
    oval: face.oval.map(map),
    leftEye: face.leftEye.map(map),
    rightEye: face.rightEye.map(map),
    leftIris: map(face.leftIris),
    rightIris: map(face.rightIris),
    leftBrow: face.leftBrow.map(map),
    rightBrow: face.rightBrow.map(map),
    noseBridge: face.noseBridge.map(map),
    noseBase: face.noseBase.map(map),
    outerLips: face.outerLips.map(map),
    innerLips: face.innerLips.map(map),
  };
}

/** The same crop seen from its own frame: `zoom` 1.5 takes in half as much again; shifts are fractions of its side. */
export function adjustCrop(
  crop: Crop,
  { zoom, right, down, turn }: { zoom: number; right: number; down: number; turn: number },
): Crop {
  const centre = toPhoto(crop, 1, { x: 0.5 + right, y: 0.5 + down });
  return { cx: centre.x, cy: centre.y, size: crop.size * zoom, angle: crop.angle + turn };
}
