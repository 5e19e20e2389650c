import type { FaceLandmarks, Point } from '../contract/portrait';

/** Indices into MediaPipe's face mesh (`face_mesh_connections` of its source), in drawing order. */
const mesh = {
  oval: [
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
    136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
  ],
  leftEye: [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466],
  rightEye: [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246],
  leftBrow: [276, 283, 282, 295, 285, 336, 296, 334, 293, 300],
  rightBrow: [46, 53, 52, 65, 55, 107, 66, 105, 63, 70],
  noseBridge: [168, 6, 197, 195, 5, 4],
  noseBase: [64, 98, 97, 2, 326, 327, 294],
  outerLips: [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185],
  innerLips: [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191],
} as const;
const leftIris = 473;
const rightIris = 468;

/** Keeps the outlines that alignment and drawing need, and drops the rest of the mesh. `toPhoto` maps a point of it. */
export function keepOutlines(points: readonly Point[], toPhoto: (point: Point) => Point): FaceLandmarks {
  const at = (index: number) => toPhoto(points[index]!);
  const outline = (indices: readonly number[]) => indices.map(at);
  return {
    oval: outline(mesh.oval),
    leftEye: outline(mesh.leftEye),
    rightEye: outline(mesh.rightEye),
    leftIris: at(leftIris),
    rightIris: at(rightIris),
    leftBrow: outline(mesh.leftBrow),
    rightBrow: outline(mesh.rightBrow),
    noseBridge: outline(mesh.noseBridge),
    noseBase: outline(mesh.noseBase),
    outerLips: outline(mesh.outerLips),
    innerLips: outline(mesh.innerLips),
  };
}
