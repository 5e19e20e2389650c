import type { EasingName } from './easing';
import { namedError } from './errors';
import type { Pixels } from './pixels';
import type { Progress } from './progress';
import type { CarriedMark } from './inspection';
import type { SourceType } from './source-type';

export const motionKinds = ['morph', 'drift', 'becoming', 'camera', 'chain'] as const;
export type MotionKind = (typeof motionKinds)[number];

export const cameraMoves = ['zoom', 'pan', 'turn', 'sway', 'parallax', 'sticker', 'endless-zoom'] as const;
export type CameraMove = (typeof cameraMoves)[number];

export const motionLimits = { seconds: [1, 10], framesPerSecond: [4, 30], keyFrames: 8, drawEvery: [0, 6] } as const;

/** A picture that the motion passes through. */
export interface KeyFrame {
  readonly prompt: string;
  readonly seed: number;
}

/** What every kind has. Plain data: it crosses to the worker. */
interface MotionBase {
  readonly modelId: string;
  readonly keyFrames: readonly KeyFrame[];
  readonly negativePrompt: string;
  readonly width: number;
  readonly height: number;
  readonly numInferenceSteps: number;
  readonly guidanceScale: number;
  /** The visitor's own pictures for a model with reference slots. */
  readonly references?: readonly Pixels[];
  readonly seconds: number;
  readonly framesPerSecond: number;
  /** The last frame leads back to the first. */
  readonly loop: boolean;
  readonly easing: EasingName;
  /**
   * 1: the model draws every frame; n: one in n, and the others are made from their neighbours. 0, for a morph: it draws
   * the key frames only.
   */
  readonly drawEvery: number;
  readonly between: 'blend' | 'flow';
  /** 0…1: how much of a drawn frame's latents comes from its two neighbours. */
  readonly smoothing: number;
}

export type MotionRequest = MotionBase &
  (
    | { readonly kind: 'morph' }
    /** `reach`: how far the walk goes from the key frame's noise, in quarter turns, 0…1. */
    | { readonly kind: 'drift'; readonly reach: number }
    /** `hold`: the part of the time for which the finished picture stands, 0…0.8. */
    | { readonly kind: 'becoming'; readonly hold: number }
    | {
        readonly kind: 'camera';
        readonly move: CameraMove;
        /** 0…1: how far the camera goes. */
        readonly reach: number;
        /** The picture to film; without one the first key frame is drawn. */
        readonly picture?: Pixels;
      }
    /** Strength runs from the first to the second value over the clip, each 0…1. */
    | {
        readonly kind: 'chain';
        readonly strengths: readonly [number, number];
        /** How much each frame is enlarged before it is drawn over: 0 none, 0.1 a tenth. */
        readonly push: number;
        readonly picture?: Pixels;
      }
  );

/** Number of frames of a clip. */
export function frameCount(motion: { readonly seconds: number; readonly framesPerSecond: number }): number {
  return Math.round(motion.seconds * motion.framesPerSecond);
}

/** How a frame is kept: the scanlines of a PNG, filtered and deflated. */
export interface CompressedFrame {
  readonly width: number;
  readonly height: number;
  /** 3: RGB, 4: RGBA. */
  readonly channels: 3 | 4;
  /** A zlib stream: the content of a PNG's IDAT. */
  readonly data: Uint8Array<ArrayBuffer>;
}

/** A state of the motion that the model drew. Small (tens of kilobytes), so it is kept and going on costs nothing. */
export interface DrawnLatents {
  readonly drawn: number;
  readonly data: Float32Array<ArrayBuffer>;
  readonly dims: readonly number[];
}

/** What the worker is asked for. */
export interface MotionJob {
  readonly motion: MotionRequest;
  /** The frames to make. */
  readonly wanted: readonly number[];
  /** Drawn by an earlier run of the same motion. */
  readonly known: readonly DrawnLatents[];
}

/** What the worker tells the page while it works. */
export type MotionEvent =
  /** A finished frame, and every index at which it stands in the clip. */
  | { readonly type: 'frame'; readonly indices: readonly number[]; readonly frame: CompressedFrame }
  | { readonly type: 'latents'; readonly latents: DrawnLatents }
  | { readonly type: 'step'; readonly done: number; readonly total: number }
  /** The model on its way here. */
  | { readonly type: 'progress'; readonly progress: Progress };

export type OnMotionEvent = (event: MotionEvent) => void;

export type ClipFormat = 'mp4' | 'webm' | 'gif' | 'apng' | 'webp' | 'zip';
export type ClipQuality = 'small' | 'medium' | 'high';

export interface ClipOptions {
  readonly format: ClipFormat;
  readonly quality: ClipQuality;
  readonly framesPerSecond: number;
  readonly loop: boolean;
  /** Enlargement: 0.5, 1 or 2. */
  readonly scale: number;
  readonly sourceType: SourceType;
  /** Marks of what the clip was made from, which its file goes on carrying. */
  readonly carried: readonly CarriedMark[];
  /** A line for people in a corner of every frame; empty: none. */
  readonly visibleLabel: string;
}

/** A finished file. */
export interface ClipFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mime: string;
  readonly extension: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

/** The whole boundary of the worker that writes files. Arguments in the order data, callback, signal. */
export interface VideoApi {
  formats(asked: { width: number; height: number; framesPerSecond: number }): Promise<OfferedFormat[]>;
  estimate(frames: readonly CompressedFrame[], options: ClipOptions, signal: AbortSignal): Promise<number>;
  encode(
    frames: readonly CompressedFrame[],
    options: ClipOptions,
    onFrame: (done: number) => void,
    signal: AbortSignal,
  ): Promise<ClipFile>;
}

/** A format that this browser can write, and what it was found to write it with. */
export interface OfferedFormat {
  readonly format: ClipFormat;
  /** 'avc', 'vp9', …, or the still format inside. */
  readonly codec: string;
}

const finite = (value: number, [low, high]: readonly [number, number]) =>
  Number.isFinite(value) && value >= low && value <= high;

/**
 * Says what is wrong with a motion before any work is done.
 * @throws BadRequestError with a sentence that holds none of the visitor's words.
 */
export function checkMotion(motion: MotionRequest): void {
  const refuse = (message: string): never => {
    throw namedError('BadRequestError', message);
  };
  const { seconds, framesPerSecond } = motionLimits;
  if (!finite(motion.seconds, seconds)) refuse(`A clip lasts ${seconds[0]} to ${seconds[1]} seconds.`);
  if (!finite(motion.framesPerSecond, framesPerSecond)) {
    refuse(`A clip has ${framesPerSecond[0]} to ${framesPerSecond[1]} frames a second.`);
  }
  if (!finite(motion.drawEvery, motionLimits.drawEvery) || !Number.isInteger(motion.drawEvery)) {
    refuse(`The model draws at least one frame in ${motionLimits.drawEvery[1]}.`);
  }
  if (motion.drawEvery === 0 && motion.kind !== 'morph') refuse('Only a morph can be made of its key frames alone.');
  if (motion.keyFrames.length > motionLimits.keyFrames)
    refuse(`A clip has at most ${motionLimits.keyFrames} key frames.`);
  const hasPicture = (motion.kind === 'camera' || motion.kind === 'chain') && motion.picture !== undefined;
  if (motion.keyFrames.length === 0 && !hasPicture) refuse('Write a prompt for the first key frame.');
  if (motion.keyFrames.some(({ prompt }) => prompt.trim() === '') && !hasPicture) {
    refuse('Each key frame needs a prompt.');
  }
  if (motion.kind === 'morph') {
    if (motion.keyFrames.length < 2)
      refuse('A morph needs at least two key frames. Add one, or choose Drift for a single picture.');
    const distinct = new Set(motion.keyFrames.map(({ prompt, seed }) => JSON.stringify([prompt.trim(), seed])));
    if (distinct.size < 2) {
      refuse('All key frames have the same prompt and seed, so nothing would move. Change a prompt or a seed.');
    }
  }
}
