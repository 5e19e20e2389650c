import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { MotionEvent } from '../src/contract/motion';
import { planMotion } from '../src/contract/motion-plan';
import type { Pixels } from '../src/contract/pixels';
import { createMotionParts } from '../src/pipelines/create-motion';
import { decompressFrame } from '../src/video/compress-frame';
import { measureFlicker } from '../src/video/flicker';
import { rounded, type Measurement } from './bench/measurement';
import { openModelFolder } from './model-folder';
import { makeFrames, motionRequest } from './motion-lib';
import { nodeRuntime } from './node-runtime';

const threads = 2;
const keys = [
  { prompt: 'a red apple', seed: 1 },
  { prompt: 'a green apple', seed: 2 },
];

/** Flicker against frames drawn each by itself, frames a minute, and memory for ten seconds. Node, WASM, two threads. */
export async function* motionBenchmarks(folder = 'models/sticker'): AsyncGenerator<Measurement> {
  const model = await openModelFolder(folder, nodeRuntime(threads));
  const drawn = motionRequest(model.manifest, { kind: 'morph', keyFrames: keys, seconds: 1, framesPerSecond: 8 });
  await makeFrames(model, { ...drawn, drawEvery: 6 }); // opens the model, so that it is not timed

  let startedAt = performance.now();
  const frames = await pixelsOf(await makeFrames(model, drawn));
  yield* perMinute('motion-frames-per-minute-drawn', frames.length, startedAt, 'every frame drawn by the model');
  const even = measureFlicker(frames, true);

  startedAt = performance.now();
  const steady = { ...drawn, drawEvery: 2, smoothing: 0.3 } as const;
  const steadied = await pixelsOf(await makeFrames(model, steady));
  yield* perMinute('motion-frames-per-minute-steady', steadied.length, startedAt, 'every second drawn, flow between');
  const smooth = measureFlicker(steadied, true);

  const baseline = measureFlicker(await plainFrames(model, drawn), true);
  for (const [name, measured] of [
    ['shared-noise', even],
    ['steady', smooth],
  ] as const) {
    yield {
      name: `motion-flicker-${name}`,
      value: rounded(measured.motion),
      unit: 'mean difference of neighbours, 0 to 1',
      comparedWith: `${rounded(baseline.motion)} with a noise of its own for each frame`,
    };
    yield {
      name: `motion-jitter-${name}`,
      value: rounded(measured.jitter),
      unit: 'mean difference from the middle of the neighbours, 0 to 1',
      comparedWith: `${rounded(baseline.jitter)} with a noise of its own for each frame`,
    };
  }
  yield* tenSeconds(model);
}

type Model = Awaited<ReturnType<typeof openModelFolder>>;
type Request = ReturnType<typeof motionRequest>;

const pixelsOf = (frames: Parameters<typeof decompressFrame>[0][]) => Promise.all(frames.map(decompressFrame));

function* perMinute(name: string, frames: number, startedAt: number, note: string): Generator<Measurement> {
  const minutes = (performance.now() - startedAt) / 60_000;
  yield {
    name,
    value: rounded(frames / minutes),
    unit: 'frames/min',
    note: `256 px, WASM, ${threads} threads, ${note}`,
  };
}

/** The same way between the prompts, each frame by itself: what a tool without motion would string together. */
async function plainFrames(model: Model, motion: Request): Promise<Pixels[]> {
  const parts = createMotionParts(model, motion, new AbortController().signal);
  const [from, to] = [await parts.prepare(keys[0]!), await parts.prepare(keys[1]!)];
  const frames: Pixels[] = [];
  for (const [i, position] of planMotion(motion).positions.entries()) {
    const t = position < 0.5 ? position * 2 : 2 - position * 2;
    frames.push(await parts.decode(await parts.denoise(parts.mix(from, to, t), parts.noise(1000 + i))));
  }
  return frames;
}

/** A clip of 240 frames: what is kept of it, and how far the process's memory rose while it was made. */
async function* tenSeconds(model: Model): AsyncGenerator<Measurement> {
  const motion = motionRequest(model.manifest, {
    ...{ kind: 'morph', keyFrames: keys, drawEvery: 0 },
    ...{ seconds: 10, framesPerSecond: 24 },
  } as const);
  // The process keeps what it once had, so what is in use is counted, not what is resident.
  const inUse = () => process.memoryUsage().heapUsed + process.memoryUsage().external;
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)(); // or the run before would be counted as freed by this one
  const before = inUse();
  let peak = before;
  let latents = 0;
  const frames = await makeFrames(model, motion, (event: MotionEvent) => {
    peak = Math.max(peak, inUse());
    if (event.type === 'latents') latents += event.latents.data.byteLength;
  });
  const kept = frames.reduce((sum, { data }) => sum + data.byteLength, latents);
  const raw = (frames.length * motion.width * motion.height * 4) / 1e6;
  yield {
    name: 'motion-ten-seconds-kept',
    value: rounded(kept / 1e6),
    unit: 'MB',
    comparedWith: `${rounded(raw)} MB as plain pixels`,
    note: `${frames.length} frames of ${motion.width} px`,
  };
  yield {
    name: 'motion-ten-seconds-peak',
    value: rounded((peak - before) / 1e6),
    unit: 'MB',
    comparedWith: `${rounded(raw)} MB as plain pixels`,
    note: 'rise of memory in use in Node while the frames were made and kept, before collection; model already open',
  };
}
