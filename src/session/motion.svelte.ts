import { errorNameOf, type ErrorName } from '../contract/errors';
import {
  type ClipFile,
  type ClipOptions,
  type CompressedFrame,
  type MotionEvent,
  type MotionRequest,
  type OfferedFormat,
} from '../contract/motion';
import { frameSignatures, stateSignatures } from '../contract/motion-plan';
import type { Pixels } from '../contract/pixels';
import type { Progress } from '../contract/progress';
import { refusal } from '../contract/refusals';
import { drawnUpon, type SourceType } from '../contract/source-type';
import type { StartVideo, VideoEncoding } from '../engine/video-client';
import { decompressFrame } from '../video/compress-frame';
import type { Clip, KeptFrame, MotionContent } from './motion-content.svelte';
import { toMotionRequest } from './motion-request';
import { fileName, offer } from './save';
import type { Session } from './session.svelte';
import { PartsTime, type TimeLeft } from './time-left';

/** What Motion is doing. Errors carry a name and a sentence without content. */
export type MotionState =
  | { readonly state: 'idle' }
  | {
      readonly state: 'making';
      readonly controller: AbortController;
      readonly startedAt: number;
      readonly done: number;
      readonly total: number;
      /** Frames that were there when this run began: they say nothing about speed. */
      readonly before: number;
      readonly timeLeft?: TimeLeft | undefined;
      readonly step?: { readonly done: number; readonly total: number };
      readonly progress?: Progress;
    }
  | { readonly state: 'previewing'; readonly controller: AbortController; readonly keyFrameId: number }
  | { readonly state: 'paused'; readonly done: number; readonly total: number }
  | { readonly state: 'cancelled'; readonly done: number }
  | { readonly state: 'made'; readonly frames: number; readonly elapsedMs: number }
  | {
      readonly state: 'writing';
      readonly controller: AbortController;
      readonly done: number;
      readonly total: number;
    }
  | { readonly state: 'saved'; readonly name: string; readonly bytes: number }
  | { readonly state: 'failed'; readonly errorName: ErrorName; readonly detail: string; readonly done: number };

/** Makes, keeps and writes clips. The content itself is the session's. */
export class MotionStudio {
  formats = $state.raw<readonly OfferedFormat[]>([]);
  #state = $state.raw<MotionState>({ state: 'idle' });
  #video: VideoEncoding | undefined;
  readonly #session: Session;
  readonly #startVideo: StartVideo;

  constructor(session: Session, startVideo: StartVideo) {
    this.#session = session;
    this.#startVideo = startVideo;
    session.onForget(() => this.#end());
    session.offline.onSeal(() => this.isBusy || this.#end());
  }

  get state(): MotionState {
    return this.#state;
  }

  get content(): MotionContent {
    return this.#session.content.motion;
  }

  get isBusy(): boolean {
    return 'controller' in this.#state;
  }

  /** Frames of the clip being made, in place; holes are not made yet. */
  get inProgress(): readonly (CompressedFrame | undefined)[] {
    // Not $derived: it would belong to the component that made the studio, and stand still, frames and all, after that is gone.
    return this.content.frames.map((kept) => kept?.frame);
  }

  /** The request that content and settings now ask for, or the sentence that says what is missing. */
  request(): MotionRequest {
    const { settings, keyFrames } = this.content;
    return toMotionRequest(settings, keyFrames, this.#session.model, this.#picture()?.pixels);
  }

  /** Makes what is missing of the clip: the whole of a new one, the rest of a paused one, the stale frames of a changed one. */
  async make(): Promise<void> {
    if (this.isBusy) return;
    const { content } = this;
    const startedAt = performance.now();
    const controller = new AbortController();
    const isCurrent = () => this.#state.state === 'making' && this.#state.controller === controller;
    try {
      const motion = this.request();
      const pictureId = String(content.settings.pictureId ?? '');
      const signatures = frameSignatures(motion, pictureId);
      const frames: (KeptFrame | undefined)[] = signatures.map((signature, i) => {
        const kept = content.frames[i];
        return kept?.signature === signature ? kept : undefined;
      });
      const wanted = frames.flatMap((kept, i) => (kept ? [] : [i]));
      const stateNames = stateSignatures(motion, pictureId);
      const known = content.states.filter(({ latents, signature }) => stateNames[latents.drawn] === signature);
      content.states = known;
      content.frames = frames;
      content.selectedClipId = undefined;
      const total = frames.length;
      const before = total - wanted.length;
      this.#state = { state: 'making', controller, startedAt, done: before, total, before };
      const time = new PartsTime();

      const onEvent = (event: MotionEvent) => {
        if (!isCurrent() || this.#state.state !== 'making') return;
        switch (event.type) {
          case 'frame': {
            const next = [...content.frames];
            for (const i of event.indices) next[i] = { signature: signatures[i]!, frame: event.frame };
            content.frames = next;
            const done = next.filter(Boolean).length;
            time.hear(done - before, wanted.length, performance.now());
            this.#state = { ...this.#state, done, timeLeft: time.told };
            break;
          }
          case 'latents':
            content.states.push({ signature: stateNames[event.latents.drawn]!, latents: event.latents });
            break;
          case 'step':
            this.#state = { ...this.#state, step: { done: event.done, total: event.total } };
            break;
          case 'progress':
            this.#state = { ...this.#state, progress: event.progress };
        }
      };
      if (wanted.length > 0) {
        const job = { motion, wanted, known: known.map(({ latents }) => latents) };
        await this.#session.useEngine().motion(job, onEvent, controller.signal);
      }
      if (wanted.length > 0 && !isCurrent()) return;
      // Events have their own port and may land after the result.
      await waitUntil(() => content.frames.every(Boolean) || !isCurrent());
      if (!isCurrent()) return;
      this.#addClip(motion, motion.loop);
      this.#state = { state: 'made', frames: total, elapsedMs: performance.now() - startedAt };
    } catch (error) {
      if (this.#state.state === 'making' && !isCurrent()) return;
      this.#fail(error);
    }
  }

  /** Stops after the current step; Make goes on from there. */
  pause(): void {
    if (this.#state.state !== 'making') return;
    const { controller, done, total } = this.#state;
    this.#state = { state: 'paused', done, total };
    controller.abort();
  }

  /** Stops what runs. Finished frames stay. */
  cancel(): void {
    if (!('controller' in this.#state)) {
      if (this.#state.state === 'paused') this.#state = { state: 'cancelled', done: this.#state.done };
      return;
    }
    const { controller } = this.#state;
    this.#state = { state: 'cancelled', done: this.content.frames.filter(Boolean).length };
    controller.abort();
  }

  dismiss(): void {
    if (!this.isBusy) this.#state = { state: 'idle' };
  }

  /** The finished frames, as they follow each other, as a clip of their own. */
  keepFinished(): void {
    const isWhole = this.content.frames.every(Boolean);
    const motion = this.request();
    this.#addClip(motion, motion.loop && isWhole);
  }

  /** A quick look at one key frame: half the steps. */
  async preview(keyFrameId: number): Promise<void> {
    const key = this.content.keyFrames.find(({ id }) => id === keyFrameId);
    if (this.isBusy || !key || key.prompt.trim() === '') return;
    const controller = new AbortController();
    this.#state = { state: 'previewing', controller, keyFrameId };
    const isCurrent = () => this.#state.state === 'previewing' && this.#state.controller === controller;
    const { content } = this;
    const { id, defaults } = this.#session.model;
    try {
      const { pixels, safety } = await this.#session.useEngine().generate(
        {
          modelId: id,
          prompt: key.prompt.trim(),
          negativePrompt: '',
          width: defaults.width,
          height: defaults.height,
          numInferenceSteps: Math.max(1, Math.ceil(defaults.num_inference_steps / 2)),
          guidanceScale: defaults.guidance_scale,
          seed: key.seed,
        },
        () => undefined,
        controller.signal,
      );
      if (!isCurrent()) return;
      if (safety.flagged) throw refusal('explicit-film');
      content.previews = new Map(content.previews).set(keyFrameId, pixels);
      this.#state = { state: 'idle' };
    } catch (error) {
      if (isCurrent()) this.#fail(error);
    }
  }

  addKeyFrame(): void {
    this.content.keyFrames.push(this.content.newKeyFrame());
  }

  removeKeyFrame(keyFrameId: number): void {
    const { content } = this;
    content.keyFrames = content.keyFrames.filter(({ id }) => id !== keyFrameId);
    const previews = new Map(content.previews);
    previews.delete(keyFrameId);
    content.previews = previews;
  }

  moveKeyFrame(keyFrameId: number, by: -1 | 1): void {
    const keys = [...this.content.keyFrames];
    const at = keys.findIndex(({ id }) => id === keyFrameId);
    const other = keys[at + by];
    if (!other) return;
    [keys[at], keys[at + by]] = [other, keys[at]!];
    this.content.keyFrames = keys;
  }

  deleteClip(clipId: number): void {
    const { content } = this;
    content.clips = content.clips.filter(({ id }) => id !== clipId);
    if (content.selectedClipId === clipId) content.selectedClipId = content.clips.at(-1)?.id;
  }

  /** Asks the browser what it can write. */
  async probe(): Promise<void> {
    const { defaults } = this.#session.model;
    const { framesPerSecond } = this.content.settings;
    this.formats = await this.#useVideo().formats({ width: defaults.width, height: defaults.height, framesPerSecond });
  }

  /** About how many bytes the file will have; undefined when it cannot be told. */
  async estimate(clip: Clip, options: SaveOptions): Promise<number | undefined> {
    const never = new AbortController().signal;
    return this.#useVideo()
      .estimate(clip.frames, clipOptions(clip, options), never)
      .catch(() => undefined);
  }

  /** Writes the file and hands it to the browser. An encoder that stops half-way costs no frame. */
  async save(clip: Clip, options: SaveOptions): Promise<void> {
    if (this.isBusy) return;
    const controller = new AbortController();
    const total = clip.frames.length;
    this.#state = { state: 'writing', controller, done: 0, total };
    const isCurrent = () => this.#state.state === 'writing' && this.#state.controller === controller;
    const onFrame = (done: number) => {
      if (isCurrent()) this.#state = { state: 'writing', controller, done, total };
    };
    try {
      const file: ClipFile = await this.#useVideo().encode(
        clip.frames,
        clipOptions(clip, options),
        onFrame,
        controller.signal,
      );
      if (!isCurrent()) return;
      const name = fileName(file, clip.id, file.extension);
      offer(file.bytes, file.mime, name);
      this.#state = { state: 'saved', name, bytes: file.bytes.length };
    } catch (error) {
      if (isCurrent()) this.#fail(error);
    }
  }

  /** A frame as pixels, for the player. */
  pixelsOf(frame: CompressedFrame): Promise<Pixels> {
    return decompressFrame(frame);
  }

  #fail(error: unknown): void {
    const errorName = errorNameOf(error); // name, message and stack cross the boundary; the class does not
    const done = this.content.frames.filter(Boolean).length;
    if (errorName === 'AbortError') {
      if (this.isBusy) this.#state = { state: 'cancelled', done };
      return;
    }
    const detail = error instanceof Error ? error.message : '';
    this.#state = { state: 'failed', errorName, detail, done };
  }

  #addClip(motion: MotionRequest, loop: boolean): void {
    const frames = this.content.frames.flatMap((kept) => (kept ? [kept.frame] : []));
    if (frames.length === 0) return;
    const { content } = this;
    const same = content.clips.find((clip) => clip.loop === loop && sameFrames(clip.frames, frames));
    if (same) {
      content.selectedClipId = same.id;
      return;
    }
    const picture = this.#picture();
    const clip: Clip = {
      id: content.clips.reduce((highest, { id }) => Math.max(highest, id), 0) + 1,
      kind: motion.kind,
      frames,
      framesPerSecond: motion.framesPerSecond,
      loop,
      label: motion.keyFrames.map(({ prompt }) => prompt).join(' → ') || (picture?.label ?? ''),
      sourceType: sourceTypeOf(motion, picture?.sourceType),
      carried: 'picture' in motion ? (picture?.carried ?? []) : [],
    };
    content.clips = [...content.clips, clip];
    content.selectedClipId = clip.id;
  }

  #picture() {
    const { pictures, motion } = this.#session.content;
    return pictures.find(({ id }) => id === motion.settings.pictureId);
  }

  #useVideo(): VideoEncoding {
    this.#video ??= this.#startVideo();
    return this.#video;
  }

  /** For Forget everything: how many workers were ended. */
  #end(): number {
    if ('controller' in this.#state) this.#state.controller.abort();
    const workers = this.#video ? 1 : 0;
    this.#video?.terminate();
    this.#video = undefined;
    this.#state = { state: 'idle' };
    return workers;
  }
}

/** What the visitor chooses when saving. */
export type SaveOptions = Pick<ClipOptions, 'format' | 'quality' | 'scale' | 'visibleLabel'>;

function clipOptions({ framesPerSecond, loop, sourceType, carried }: Clip, options: SaveOptions): ClipOptions {
  return { ...options, framesPerSecond, loop, sourceType, carried };
}

/** A camera that only films leaves a picture what it is; all else is a model's drawing, upon a picture or upon nothing. */
function sourceTypeOf(motion: MotionRequest, picture: SourceType = 'trainedAlgorithmicMedia'): SourceType {
  if (!('picture' in motion)) return 'trainedAlgorithmicMedia';
  return motion.kind === 'camera' && motion.keyFrames.length === 0 ? picture : drawnUpon(picture);
}

const sameFrames = (a: readonly CompressedFrame[], b: readonly CompressedFrame[]) =>
  a.length === b.length && a.every((frame, i) => frame === b[i]);

async function waitUntil(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
}
