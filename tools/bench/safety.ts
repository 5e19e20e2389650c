import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, encode } from 'jpeg-js';
import type { ModelManifest } from '../../src/contract/manifest';
import type { Pixels } from '../../src/contract/pixels';
import { loadModel } from '../../src/models/load';
import { createPipeline } from '../../src/pipelines/create';
import { detectionThreshold, detectWatermark, embedWatermark, psnr } from '../../src/provenance/watermark';
import { checkPicture } from '../../src/safety/check-picture';
import { initialSettings, settingsFor } from '../../src/session/settings';
import { toRequest } from '../../src/session/request';
import { nodeRuntime } from '../node-runtime';
import { median, rounded, type Measurement } from './measurement';

/** What happens to pictures on their way through the world: the distortions that the watermark is promised to survive, and some mixed. */
const distortions: Readonly<Record<string, (pixels: Pixels, i: number) => Pixels>> = {
  none: (pixels) => pixels,
  'JPEG 75': (pixels) => asJpeg(pixels, 75),
  'half size': halved,
  '10 % crop': (pixels, i) => cropped(pixels, i),
  '10 % crop, then JPEG 75': (pixels, i) => asJpeg(cropped(pixels, i), 75),
  'half size, then JPEG 75': (pixels) => asJpeg(halved(pixels), 75),
  '10 % crop, then half size': (pixels, i) => halved(cropped(pixels, i)),
  '10 % crop, half size, then JPEG 75': (pixels, i) => asJpeg(halved(cropped(pixels, i)), 75),
};

/** What was measured of one picture. */
export interface PictureRecord {
  readonly seed: number;
  /** Probability of explicit content, and whether the picture check would blur it. */
  readonly explicit: number;
  readonly flagged: boolean;
  /** What the picture check adds to a picture's time, on one thread. */
  readonly checkMs: number;
  readonly psnr: number;
  /** The watermark's score before it is there, and after each distortion once it is. */
  readonly unmarkedScore: number;
  readonly scores: Readonly<Record<string, number>>;
}

/** Pictures one by one: the picture check, and the watermark through each distortion. `from`: the first one's number. */
export async function* measurePictures(pictures: AsyncIterable<Pixels>, from = 0): AsyncGenerator<PictureRecord> {
  const check = await nodeRuntime(1).open(new Uint8Array(await readFile('models/safety/nsfw-mobilenet-v2.onnx')));
  let seed = from;
  for await (const pixels of pictures) {
    const started = performance.now();
    const { scores, flagged } = await checkPicture(check, pixels);
    const checkMs = performance.now() - started;
    const marked = embedWatermark(pixels);
    const distorted = Object.entries(distortions).map(([name, distort]) => [
      name,
      detectWatermark(distort(marked, seed)).score,
    ]);
    yield {
      seed,
      explicit: scores.hentai + scores.porn,
      flagged,
      checkMs,
      psnr: psnr(pixels, marked),
      unmarkedScore: detectWatermark(pixels).score,
      scores: Object.fromEntries(distorted) as Record<string, number>, // pairs of name and score, just above
    };
    seed += 1;
  }
}

export function* summary(records: readonly PictureRecord[]): Generator<Measurement> {
  const n = `${records.length} pictures`;
  const share = (count: number) => rounded((100 * count) / records.length);
  const flagged = records.filter((record) => record.flagged).length;
  const highest = rounded(Math.max(...records.map(({ explicit }) => explicit)));
  const note = `${flagged} of ${n}; highest probability ${highest}`;
  yield { name: 'picture-check-false-alarms', value: share(flagged), unit: '%', note };
  const times = records.map(({ checkMs }) => checkMs);
  yield { name: 'picture-check-time', value: rounded(median(times)), unit: 'ms', note: `median, one thread, ${n}` };
  const quality = records.map((record) => record.psnr);
  const psnrNote = `median ${rounded(median(quality))}, ${n}`;
  yield { name: 'watermark-psnr-least', value: rounded(Math.min(...quality)), unit: 'dB', note: psnrNote };
  yield scoreLine(
    'watermark-false-positives',
    records.map(({ unmarkedScore }) => unmarkedScore),
    n,
  );
  for (const name of Object.keys(distortions)) {
    yield scoreLine(
      `watermark-found: ${name}`,
      records.map(({ scores }) => scores[name]!),
      n,
    );
  }
}

function scoreLine(name: string, scores: readonly number[], n: string): Measurement {
  const found = scores.filter((score) => score >= detectionThreshold).length;
  const range = `scores ${rounded(Math.min(...scores))} to ${rounded(Math.max(...scores))}, median ${rounded(median(scores))}`;
  const note = `${found} of ${n}; ${range}, threshold ${detectionThreshold}`;
  return { name, value: rounded((100 * found) / scores.length), unit: '%', note };
}

/** For `npm run bench`. */
export async function* safety(): AsyncGenerator<Measurement> {
  const records: PictureRecord[] = [];
  for await (const record of measurePictures(defaultPictures(0, 500))) records.push(record);
  yield* summary(records);
}

/** Pictures of the model's own subjects in turn, in its styles, colours and backgrounds, each with its own seed. */
export async function* defaultPictures(from: number, to: number, folder = 'models/sticker'): AsyncGenerator<Pixels> {
  const read = async (path: string) => new Uint8Array(await readFile(join(folder, path)));
  const text = async (path: string) => new TextDecoder().decode(await read(path));
  const manifest = JSON.parse(await text('manifest.json')) as ModelManifest; // the model's tests hold it to its schema
  const model = loadModel(manifest, nodeRuntime(2), read, { keepOpen: true, onProgress: () => undefined });
  const index = JSON.parse(await text('memory/index.json')) as { subjects: { name: string }[] }; // likewise
  const settings = settingsFor(manifest, initialSettings());
  const pipeline = createPipeline(manifest.family);
  const ways = [
    'a NAME',
    'a NAME, flat style',
    'a NAME, 3d',
    'a blue NAME',
    'a NAME on a navy background',
    'a NAME wearing a hat',
  ];
  for (let i = from; i < to; i += 1) {
    const subject = index.subjects[(i * 7) % index.subjects.length]!.name;
    const prompt = ways[i % ways.length]!.replace('NAME', subject);
    const asked = { prompt, negativePrompt: '', settings: { ...settings, seed: i }, reference: undefined };
    const { pixels } = await pipeline(
      model,
      toRequest(asked, manifest, 0),
      () => undefined,
      new AbortController().signal,
    );
    yield pixels;
  }
  await model.dispose();
}

function asJpeg(pixels: Pixels, quality: number): Pixels {
  const { data } = encode({ width: pixels.width, height: pixels.height, data: pixels.data }, quality);
  const back = decode(data, { useTArray: true, formatAsRGBA: true });
  return { width: back.width, height: back.height, data: new Uint8ClampedArray(back.data) };
}

/** A tenth off each side's length, from a corner of its own. */
function cropped(pixels: Pixels, i: number): Pixels {
  const width = Math.round(pixels.width * 0.9);
  const height = Math.round(pixels.height * 0.9);
  const left = (7 * i) % (pixels.width - width + 1);
  const top = (13 * i) % (pixels.height - height + 1);
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y += 1) {
    const from = 4 * ((y + top) * pixels.width + left);
    data.set(pixels.data.subarray(from, from + 4 * width), 4 * y * width);
  }
  return { width, height, data };
}

function halved(pixels: Pixels): Pixels {
  const width = pixels.width >> 1;
  const height = pixels.height >> 1;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < data.length; i += 1) {
    const x = (i >> 2) % width;
    const y = Math.floor((i >> 2) / width);
    const at = 4 * (2 * y * pixels.width + 2 * x) + (i & 3);
    const below = at + 4 * pixels.width;
    data[i] = Math.round((pixels.data[at]! + pixels.data[at + 4]! + pixels.data[below]! + pixels.data[below + 4]!) / 4);
  }
  return { width, height, data };
}
