import { namedError } from '../contract/errors';
import type { FaceLandmarks } from '../contract/portrait';
import type { Pixels } from '../contract/pixels';
import { cutOut } from '../image/portrait/cut-out';
import { ffhqCrop, mapFace, measureFace, toCrop, toPhoto } from '../image/portrait/geometry';
import type { FaceNetwork } from '../runtime/mediapipe';
import { distance, findFaces } from './find-faces';

const cropSide = 512;
/** Measured over ten rotations: eye line off by 22° after none, 0.43° after one, 0.16° after two. */
const fewestRounds = 2;
/** A face in glasses or in poor light takes longer to settle. */
const mostRounds = 4;
/** What a round may still move: radians of the eye line, and share of the distance of the eyes. */
const settled = { angle: 0.0025, size: 0.005 };

/**
 * Looks for the face again in its own aligned crop until it settles, so that its outlines are those of a level, well-sized face.
 * Returns them in the photo's pixels.
 * @throws NoFaceError when the crop shows no face.
 */
export function refineFace(network: FaceNetwork, photo: Pixels, found: FaceLandmarks): FaceLandmarks {
  let face = found;
  for (let round = 1; round <= mostRounds; round++) {
    const crop = ffhqCrop(face);
    const inCrop = findFaces(network, cutOut(photo, crop, cropSide));
    const expected = measureFace(mapFace(face, (point) => toCrop(crop, cropSide, point)));
    // A neighbour may look over the shoulder.
    const nearest = inCrop
      .map((candidate) => ({ candidate, measures: measureFace(candidate) }))
      .sort((a, b) => distance(a.measures.eyes, expected.eyes) - distance(b.measures.eyes, expected.eyes))[0];
    if (!nearest) throw namedError('NoFaceError', 'the face was not found again in its crop');
    face = mapFace(nearest.candidate, (point) => toPhoto(crop, cropSide, point));
    const { eyeAngle, eyeDistance } = nearest.measures;
    const isSettled =
      Math.abs(eyeAngle) <= settled.angle && Math.abs(eyeDistance / expected.eyeDistance - 1) <= settled.size;
    if (isSettled && round >= fewestRounds) break;
  }
  return face;
}
