import { ease } from './easing';
import { frameCount, type MotionRequest } from './motion';

/** A frame of the clip: the drawn state `drawn`, or a mixture on the way to `next`. `mix` 0 is `drawn` itself. */
export interface PlannedFrame {
  readonly drawn: number;
  readonly next: number;
  readonly mix: number;
}

/** Which states the model draws, and which frames are made of which. */
export interface MotionPlan {
  /** Where along the motion's path each drawn state lies, 0…1. A loop's path is closed: 1 is 0 again. */
  readonly positions: readonly number[];
  readonly frames: readonly PlannedFrame[];
}

/** Plans a clip. Camera moves draw nothing: their plan has a position for each frame. */
export function planMotion(motion: MotionRequest): MotionPlan {
  const count = frameCount(motion);
  if (motion.kind === 'becoming') return planBecoming(count, motion.hold, motion.loop);
  if (motion.kind === 'camera') return evenly(count, 1, motion.loop);
  if (motion.kind === 'morph' && motion.drawEvery === 0) return keyFramesOnly(count, motion);
  // A chain cannot be bent back to its start, so its loop runs there and back.
  if (motion.kind === 'chain' && motion.loop)
    return thereAndBack(evenly(Math.floor(count / 2) + 1, motion.drawEvery, false), count);
  return evenly(count, motion.drawEvery, motion.loop);
}

function evenly(count: number, drawEvery: number, closed: boolean): MotionPlan {
  if (count === 1) return { positions: [0], frames: [{ drawn: 0, next: 0, mix: 0 }] };
  const spans = Math.max(1, Math.round((closed ? count : count - 1) / drawEvery));
  const drawn = closed ? spans : spans + 1;
  const frames = Array.from({ length: count }, (_, i) => {
    const at = (i / (closed ? count : count - 1)) * spans;
    const before = Math.min(Math.floor(at + 1e-9), drawn - 1);
    const mix = Math.max(0, at - before);
    return mix < 1e-6
      ? { drawn: before, next: before, mix: 0 }
      : { drawn: before, next: closed ? (before + 1) % drawn : before + 1, mix };
  });
  return { positions: Array.from({ length: drawn }, (_, j) => j / spans), frames };
}

/** One state a key frame; the easing is then in how the frames between them are mixed. */
function keyFramesOnly(count: number, motion: MotionRequest): MotionPlan {
  const keys = motion.keyFrames.length;
  const segments = motion.loop ? keys : keys - 1;
  const frames = Array.from({ length: count }, (_, i) => {
    const position = i / (motion.loop ? count : Math.max(1, count - 1));
    const { from, to, t } = keyMixture(position, keys, motion.loop, motion);
    if (t === 0 || t === 1) return { drawn: t === 0 ? from : to, next: t === 0 ? from : to, mix: 0 };
    return { drawn: from, next: to, mix: t };
  });
  return { positions: Array.from({ length: keys }, (_, k) => k / segments), frames };
}

function thereAndBack(there: MotionPlan, count: number): MotionPlan {
  const frames = Array.from({ length: count }, (_, i) => there.frames[Math.min(i, count - i)]!);
  return { positions: there.positions, frames };
}

/** Noise to picture; then the picture holds; in a loop it then goes back to noise through the same states. */
function planBecoming(count: number, hold: number, loop: boolean): MotionPlan {
  const moving = 1 - Math.min(0.8, Math.max(0, hold));
  const there = Math.max(1, Math.round((count * moving) / (loop ? 2 : 1)));
  const positions = Array.from({ length: there + 1 }, (_, j) => ease('smooth', j / there));
  const frames = Array.from({ length: count }, (_, i) => {
    // In a loop, frame `count` would be frame 0 again.
    const drawn = Math.min(i, loop ? count - i : there, there);
    return { drawn, next: drawn, mix: 0 };
  });
  return { positions, frames };
}

/** What the model is told at a point of the path: between which key frames, and how far. */
export interface KeyMixture {
  readonly from: number;
  readonly to: number;
  /** 0…1, eased. */
  readonly t: number;
}

/** Where `position` lies among `keys` key frames; a closed path returns to the first. */
export function keyMixture(
  position: number,
  keys: number,
  closed: boolean,
  motion: Pick<MotionRequest, 'easing'>,
): KeyMixture {
  const segments = closed ? keys : keys - 1;
  if (segments < 1) return { from: 0, to: 0, t: 0 };
  const at = Math.min(Math.max(position, 0), 1) * segments;
  const from = Math.min(Math.floor(at + 1e-9), segments - 1);
  return { from, to: (from + 1) % keys, t: ease(motion.easing, at - from) };
}

/**
 * A text for each drawn state that changes when, and only when, something it is made of changes. Holds the visitor's
 * words, so it lives and dies with the session's content; so do the frames' own, below.
 */
export function stateSignatures(motion: MotionRequest, pictureId = ''): string[] {
  const { keyFrames } = motion;
  const apart = ['keyFrames', 'references', 'picture', 'between', 'smoothing'];
  const shared = JSON.stringify([{ ...motion, pictureId }, motion.references?.length ?? 0], (key, value: unknown) =>
    apart.includes(key) ? undefined : value,
  );
  return planMotion(motion).positions.map((position) => {
    if (motion.kind !== 'morph') return JSON.stringify([shared, position, keyFrames]);
    const { from, to, t } = keyMixture(position, keyFrames.length, motion.loop, motion);
    return JSON.stringify([shared, t, keyFrames[from], t > 0 ? keyFrames[to] : null]);
  });
}

/** As `stateSignatures`, for each frame: what is kept of a clip after a key frame was edited. */
export function frameSignatures(motion: MotionRequest, pictureId = ''): string[] {
  const states = stateSignatures(motion, pictureId);
  const last = states.length - 1;
  const around = (i: number) =>
    motion.smoothing > 0
      ? [states[i - 1] ?? (motion.loop ? states[last] : ''), states[i], states[i + 1] ?? (motion.loop ? states[0] : '')]
      : [states[i]];
  return planMotion(motion).frames.map(({ drawn, next, mix }) =>
    JSON.stringify([motion.between, motion.smoothing, mix, around(drawn), next === drawn ? [] : around(next)]),
  );
}
