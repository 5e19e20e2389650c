import type { EasingName } from '../contract/easing';
import type { CameraMove, CompressedFrame, DrawnLatents, MotionKind } from '../contract/motion';
import type { Pixels } from '../contract/pixels';
import type { CarriedMark } from '../contract/inspection';
import type { SourceType } from '../contract/source-type';
import { randomSeed } from './settings';

/** A key frame as it is edited. */
export interface KeyFrameDraft {
  readonly id: number;
  prompt: string;
  seed: number;
}

/** What the visitor may set for a clip. Kinds use what applies to them. */
export interface MotionSettings {
  kind: MotionKind;
  seconds: number;
  framesPerSecond: number;
  loop: boolean;
  easing: EasingName;
  drawEvery: number;
  between: 'blend' | 'flow';
  smoothing: number;
  numInferenceSteps: number;
  /** drift and camera */
  reach: number;
  hold: number;
  move: CameraMove;
  strengthFrom: number;
  strengthTo: number;
  push: number;
  /** The session picture that a camera films or a chain starts from; undefined: the first key frame is drawn. */
  pictureId: number | undefined;
}

/** A finished frame, and what it was made of. */
export interface KeptFrame {
  readonly signature: string;
  readonly frame: CompressedFrame;
}

/** A finished clip. Frames are shared with what they were made in: none is held twice. */
export interface Clip {
  readonly id: number;
  readonly kind: MotionKind;
  readonly frames: readonly CompressedFrame[];
  readonly framesPerSecond: number;
  readonly loop: boolean;
  readonly label: string;
  readonly sourceType: SourceType;
  readonly carried: readonly CarriedMark[];
}

/** All of Motion's content: part of the session's one field, and gone with it. */
export class MotionContent {
  nextId = 1;
  keyFrames: KeyFrameDraft[] = $state([this.newKeyFrame(), this.newKeyFrame()]);
  settings: MotionSettings = $state({
    kind: 'morph',
    seconds: 2,
    framesPerSecond: 12,
    loop: true,
    easing: 'smooth',
    drawEvery: 0,
    between: 'flow',
    smoothing: 0.3,
    numInferenceSteps: 0,
    reach: 0.4,
    hold: 0.3,
    move: 'zoom',
    strengthFrom: 0.6,
    strengthTo: 0.6,
    push: 0.03, // without it a model that leans on artwork comes back to the same picture
    pictureId: undefined,
  });
  /** Quick pictures of key frames, by the key frame's id. */
  previews = $state.raw<ReadonlyMap<number, Pixels>>(new Map());
  /** By place in the clip; a hole is not made yet. */
  frames = $state.raw<readonly (KeptFrame | undefined)[]>([]);
  clips = $state.raw<readonly Clip[]>([]);
  selectedClipId = $state.raw<number>();
  /** Drawn states of the clip being made, and what they were made of. Small; so that going on costs nothing. */
  states: { readonly signature: string; readonly latents: DrawnLatents }[] = [];

  newKeyFrame(prompt = ''): KeyFrameDraft {
    return { id: this.nextId++, prompt, seed: randomSeed() };
  }
}
