import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ClipFormat } from '../src/contract/motion';
import { addMarks } from '../src/provenance/add-marks';
import { embedWatermark } from '../src/provenance/watermark';
import { webmTags } from '../src/provenance/webm-tags';
import { onWhite } from '../src/image/on-white';
import { compressFrame, decompressFrame } from '../src/video/compress-frame';
import { pngOf } from '../src/video/encode-apng';
import { encodeClip, type ClipMarks } from '../src/video/encode-clip';
import { measureFlicker } from '../src/video/flicker';
import { scalePixels } from '../src/video/scale-pixels';
import { openModelFolder } from './model-folder';
import { contactSheet, makeFrames, motionRequest, type MotionOptions } from './motion-lib';
import { nodeRuntime } from './node-runtime';

interface Sample {
  readonly name: string;
  readonly motion: MotionOptions;
  /** Written as a clip too, in this format. */
  readonly clip?: ClipFormat;
}

const key = (prompt: string, seed = 1) => ({ prompt, seed });

/** One contact sheet for each kind; three of them are sample clips as well. */
const samples: readonly Sample[] = [
  {
    name: 'morph',
    motion: { kind: 'morph', keyFrames: [key('a red fox'), key('a panda'), key('an owl')], drawEvery: 0, seconds: 3 },
    clip: 'gif',
  },
  {
    name: 'morph-drawn',
    motion: { kind: 'morph', keyFrames: [key('a red apple'), key('a green apple')], drawEvery: 2, smoothing: 0.3 },
  },
  {
    name: 'drift',
    motion: { kind: 'drift', keyFrames: [key('a strawberry')], reach: 0.8, drawEvery: 4, smoothing: 0.3 },
  },
  {
    name: 'becoming',
    motion: { kind: 'becoming', keyFrames: [key('a rocket')], hold: 0.35, numInferenceSteps: 12 },
    clip: 'gif',
  },
  {
    name: 'camera-parallax',
    motion: { kind: 'camera', keyFrames: [key('a cat on a blue background')], move: 'parallax', reach: 0.8 },
  },
  {
    name: 'camera-sticker',
    motion: {
      kind: 'camera',
      keyFrames: [key('a rocket'), key('a yellow star on a night background')],
      move: 'sticker',
      reach: 0.8,
      seconds: 3,
    },
    clip: 'gif',
  },
  {
    name: 'camera-endless-zoom',
    motion: {
      kind: 'camera',
      keyFrames: [key('a frog'), key('a pumpkin'), key('a panda')],
      move: 'endless-zoom',
      reach: 1,
      seconds: 3,
    },
  },
  { name: 'camera-turn', motion: { kind: 'camera', keyFrames: [key('a sunflower')], move: 'sway', reach: 0.8 } },
  {
    name: 'chain',
    motion: { kind: 'chain', keyFrames: [key('a pumpkin'), key('a ghost')], strengths: [0.6, 0.6], push: 0 },
  },
];

const maxClipBytes = 1_000_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'docs/motion' },
      model: { type: 'string', default: 'models/sticker' },
      only: { type: 'string' },
    },
  });
  const chosen = samples.filter(({ name }) => values.only === undefined || name.startsWith(values.only));
  if (chosen.length === 0)
    throw new Error(`There is no sample "${values.only}": ${samples.map(({ name }) => name).join(', ')}.`);
  const model = await openModelFolder(values.model, nodeRuntime());
  await mkdir(values.out, { recursive: true });
  for (const sample of chosen) await makeSample(sample, values.out, model);
}

async function makeSample(
  { name, motion, clip }: Sample,
  out: string,
  model: Awaited<ReturnType<typeof openModelFolder>>,
) {
  const startedAt = performance.now();
  const request = motionRequest(model.manifest, motion);
  const frames = await makeFrames(model, request);
  const seconds = (performance.now() - startedAt) / 1000;

  const pictures = await Promise.all(frames.map(decompressFrame));
  const every = Math.ceil(pictures.length / 24);
  const small = pictures.filter((_, i) => i % every === 0).map((picture) => onWhite(scalePixels(picture, 0.375)));
  await writeFile(join(out, `${name}.png`), pngOf(await compressFrame(contactSheet(small, 8))));
  const { motion: moved, jitter } = measureFlicker(pictures, request.loop);
  console.log(
    `${name}: ${frames.length} frames in ${seconds.toFixed(1)} s, motion ${moved.toFixed(4)}, jitter ${jitter.toFixed(4)}`,
  );
  if (clip) await writeClip(name, frames, clip, request, out);
}

async function writeClip(
  name: string,
  frames: Awaited<ReturnType<typeof makeFrames>>,
  format: ClipFormat,
  { framesPerSecond, loop }: ReturnType<typeof motionRequest>,
  out: string,
) {
  const marks: ClipMarks = {
    frame: embedWatermark,
    webmTags: webmTags({ sourceType: 'trainedAlgorithmicMedia' }),
    file: async (bytes, mime) => addMarks(bytes, mime, { sourceType: 'trainedAlgorithmicMedia' }),
  };
  const options = {
    format,
    framesPerSecond,
    loop,
    sourceType: 'trainedAlgorithmicMedia',
    scale: 1,
    carried: [],
    visibleLabel: '',
  } as const;
  for (const quality of ['high', 'medium', 'small'] as const) {
    const file = await encodeClip(
      frames,
      { ...options, quality },
      marks,
      () => undefined,
      new AbortController().signal,
    );
    if (file.bytes.length > maxClipBytes) continue;
    const path = join(out, `${name}.${file.extension}`);
    await writeFile(path, file.bytes);
    console.log(`${path}: ${file.bytes.length} bytes, ${quality}`);
    return;
  }
  throw new Error(`${name} does not fit in ${maxClipBytes} bytes`);
}

await main();
