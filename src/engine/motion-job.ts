import { ease } from '../contract/easing';
import { namedError } from '../contract/errors';
import {
  checkMotion,
  type DrawnLatents,
  type MotionJob,
  type MotionRequest,
  type OnMotionEvent,
} from '../contract/motion';
import { planMotion, type MotionPlan } from '../contract/motion-plan';
import type { Pixels } from '../contract/pixels';
import type { LoadedModel } from '../models/loaded-model';
import { createMotionParts } from '../pipelines/create-motion';
import { smoothState, stateDrawer, type StateStore } from '../pipelines/motion';
import { nextTask } from '../pipelines/pace';
import { errorFromOrt } from '../runtime/ort-errors';
import { tensor, type Tensor } from '../tensor/tensor';
import { filmFrame } from '../video/camera-moves';
import { compressFrame } from '../video/compress-frame';
import { blend } from '../image/blend';
import { betweenByFlow, type Between } from '../video/flow-between';
import { sway } from '../video/sway';
import { prepareScene } from './motion-scene';

/** Throws when a picture may not leave the worker. */
export type Inspect = (pixels: Pixels) => Promise<void>;

/**
 * Makes the frames `job.wanted` and hands each over as soon as it is done, so that a job that is stopped or fails loses
 * nothing. Latents known from an earlier run are not drawn again. `inspect` sees two frames of each second before they
 * leave, and may throw.
 * @throws BadRequestError before any work; AbortError when `signal` says so.
 */
export async function makeMotion(
  model: LoadedModel,
  job: MotionJob,
  inspect: Inspect,
  onEvent: OnMotionEvent,
  signal: AbortSignal,
): Promise<void> {
  try {
    await makeFrames(model, job, inspect, onEvent, signal);
  } catch (error) {
    throw errorFromOrt(error); // an allocation that fails outside the runtime says so in the same words
  } finally {
    // All frames share what is open. On a device that is gone there is nothing left to free.
    await Promise.allSettled(Object.keys(model.manifest.components).map((name) => model.done(name)));
  }
}

async function makeFrames(
  model: LoadedModel,
  job: MotionJob,
  inspect: Inspect,
  onEvent: OnMotionEvent,
  signal: AbortSignal,
): Promise<void> {
  const { motion } = job;
  checkMotion(motion);
  const plan = planMotion(motion);
  const wanted = [...new Set(job.wanted)].filter((index) => index in plan.frames).sort((a, b) => a - b);
  const picture =
    motion.kind === 'camera'
      ? await filming(model, motion, plan, onEvent, signal)
      : drawing(model, motion, plan, job.known, wanted, onEvent, signal);

  const done = new Set<number>();
  for (const index of wanted) {
    if (done.has(index)) continue;
    await nextTask(); // lets a cancel message arrive
    signal.throwIfAborted();
    const pixels = await picture(index);
    if (index % Math.ceil(motion.framesPerSecond / 2) === 0) await inspect(pixels);
    const frame = await compressFrame(pixels);
    // A picture that holds, or that the way back passes again, is made once.
    const indices = wanted.filter((other) => plan.frames[other] === plan.frames[index] || isSame(plan, other, index));
    for (const each of indices) done.add(each);
    onEvent({ type: 'frame', indices, frame });
  }
}

function isSame({ frames }: MotionPlan, a: number, b: number): boolean {
  return (
    frames[a]!.drawn === frames[b]!.drawn && frames[a]!.next === frames[b]!.next && frames[a]!.mix === frames[b]!.mix
  );
}

type PictureAt = (index: number) => Promise<Pixels>;

function drawing(
  model: LoadedModel,
  motion: MotionRequest,
  plan: MotionPlan,
  known: readonly DrawnLatents[],
  wanted: readonly number[],
  onEvent: OnMotionEvent,
  signal: AbortSignal,
): PictureAt {
  const store: StateStore = new Map(known.map(({ drawn, data, dims }) => [drawn, tensor(data, dims)]));
  const states = new Set(wanted.flatMap((index) => [plan.frames[index]!.drawn, plan.frames[index]!.next]));
  const total = states.size;
  let drawnStates = [...states].filter((state) => store.has(state)).length;
  const parts = createMotionParts(model, motion, signal);
  const drawer = stateDrawer(parts, motion, plan, store, (drawn, latents) => {
    onEvent({ type: 'latents', latents: plain(drawn, latents) });
    onEvent({ type: 'step', done: Math.min(total, ++drawnStates), total });
  });

  // Two neighbouring states are enough for what lies between them; more would fill the memory.
  const decoded = new Map<number, Pixels>();
  const decodedState = async (drawn: number) => {
    const stored = decoded.get(drawn);
    if (stored) return stored;
    const pixels = await parts.decode(await smoothState(drawer, drawn, plan, motion));
    if (decoded.size >= 2) decoded.delete(decoded.keys().next().value!);
    decoded.set(drawn, pixels);
    return pixels;
  };

  const between: Between = motion.between === 'flow' ? betweenByFlow() : blend;
  const pictureAt: PictureAt = async (index) => {
    const { drawn, next, mix } = plan.frames[index]!;
    const here = await decodedState(drawn);
    return mix === 0 ? here : between(here, await decodedState(next), mix);
  };
  if (motion.kind !== 'drift') return pictureAt;
  const count = plan.frames.length;
  const { reach, loop, easing, keyFrames } = motion;
  // A clip that does not loop ends on the far side, as the walk through the noise does.
  const time = (index: number) => (loop ? index / count : ease(easing, index / Math.max(1, count - 1)) / 2);
  return async (index) => sway(await pictureAt(index), time(index), reach, keyFrames[0]!.seed);
}

async function filming(
  model: LoadedModel,
  motion: MotionRequest & { kind: 'camera' },
  { positions }: MotionPlan,
  onEvent: OnMotionEvent,
  signal: AbortSignal,
): Promise<PictureAt> {
  const scene = await prepareScene(model, motion, onEvent, signal);
  const { width, height } = scene.picture;
  if (width < 2 || height < 2) throw namedError('BadRequestError', 'The picture is too small to film.');
  const { move, reach, loop } = motion;
  // A move that comes back is even by its own path; one that does not is eased.
  const time = (index: number) => (loop ? positions[index]! : ease(motion.easing, positions[index]!));
  return async (index) => filmFrame(scene, move, time(index), reach, loop);
}

function plain(drawn: number, { data, dims }: Tensor): DrawnLatents {
  return { drawn, data: Float32Array.from(data), dims };
}
