import type { FaceLandmarks } from '../contract/portrait';
import { eyeOffset } from '../image/portrait/compose';

/** Eyes further off than this share of the face's width are said to be off. */
const goodMatch = 0.02;

/** What was found when the result was looked at again. */
export type Match =
  | { readonly kind: 'measured'; readonly offset: number; readonly isGood: boolean }
  | { readonly kind: 'no-face' }
  | { readonly kind: 'not-looked' };

/** How well the nearest of the faces found in a result lies on the one expected there. */
export function matchOf(found: readonly FaceLandmarks[], expected: FaceLandmarks): Match {
  if (found.length === 0) return { kind: 'no-face' };
  const offset = Math.min(...found.map((face) => eyeOffset(face, expected)));
  return { kind: 'measured', offset, isGood: offset <= goodMatch };
}
