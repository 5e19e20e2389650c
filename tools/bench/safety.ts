import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode, encode } from 'jpeg-js';
import type { ModelManifest } from '../../src/contract/manifest';
import type { Pixels } from '../../src/contract/pixels';
import { loadModel } from '../../src/models/load';
import { createPipeline } from '../../src/pipelines/create';
import { detectWatermark, embedWatermark, psnr } from '../../src/provenance/watermark';
import { checkPicture, type PictureVerdict } from '../../src/safety/check-picture';
import { initialSettings, settingsFor } from '../../src/session/settings';
import { toRequest } from '../../src/session/request';
import { nodeRuntime } from '../node-runtime';
import { median, rounded, type Measurement } from './measurement';

/** What happens to pictures on their way through the world: the distortions that the watermark is promised to survive, and some mixed. */
export const distortions: Readonly<Record<string, (pixels: Pixels, i: number) => Pixels>> = {
  none: (pixels) => pixels,
  'JPEG 75': (pixels) => asJpeg(pixels, 75),
  'half size': halved,
  '10 % crop': (pixels, i) => cropped(pixels, i),
  '10 % crop, then JPEG 75': (pixels, i) => asJpeg(cropped(pixels, i), 75),
  'half size, then JPEG 75': (pixels) => asJpeg(halved(pixels), 75),
};

/** Figures over the default model's own pictures: false alarms of the picture check, and the watermark through each distortion. */
export async function* safety(count = 500, folder = 'models/sticker'): AsyncGenerator<Measurement> {
  const runtime = nodeRuntime(1);
  const check = await runtime.open(new Uint8Array(await readFile('models/safety/nsfw-mobilenet-v2.onnx')));
  const verdicts: PictureVerdict[] = [];
  const quality: number[] = [];
  const falseScores: number[] = [];
  const scores = new Map(Object.keys(distortions).map((name) => [name, [] as number[]]));
  const found = new Map(Object.keys(distortions).map((name) => [name, 0]));
  let falsePositives = 0;

  let i = 0;
  for await (const pixels of defaultPictures(count, folder)) {
    verdicts.push(await checkPicture(check, pixels));
    const unmarked = detectWatermark(pixels);
    falsePositives += Number(unmarked.present);
    falseScores.push(unmarked.score);
    const marked = embedWatermark(pixels);
    quality.push(psnr(pixels, marked));
    for (const [name, distort] of Object.entries(distortions)) {
      const { present, score } = detectWatermark(distort(marked, i));
      scores.get(name)!.push(score);
      found.set(name, found.get(name)! + Number(present));
    }
    i += 1;
    if (i % 25 === 0) process.stderr.write(`${i} of ${count}\n`);
  }

  const n = `${i} pictures of the default model`;
  const flagged = verdicts.filter((verdict) => verdict.flagged).length;
  yield {
    name: 'picture-check-false-alarms',
    value: rounded((100 * flagged) / i),
    unit: '%',
    note: `${flagged} of ${n}`,
  };
  const explicit = verdicts.map(({ scores: s }) => s.hentai + s.porn).toSorted((a, b) => b - a);
  for (const threshold of [0.5, 0.7, 0.9]) {
    const over = explicit.filter((value) => value >= threshold).length;
    yield {
      name: `picture-check-over-${threshold}`,
      value: over,
      unit: 'pictures',
      note: `of ${n}; highest ${rounded(explicit[0]!)}`,
    };
  }
  yield {
    name: 'watermark-psnr-least',
    value: rounded(Math.min(...quality)),
    unit: 'dB',
    note: `median ${rounded(median(quality))}, ${n}`,
  };
  yield {
    name: 'watermark-false-positives',
    value: falsePositives,
    unit: 'pictures',
    note: `of ${n} without the mark; highest score ${rounded(Math.max(...falseScores))}, threshold 7`,
  };
  for (const [name, list] of scores) {
    const note = `${found.get(name)} of ${n}; lowest score ${rounded(Math.min(...list))}, median ${rounded(median(list))}, threshold 7`;
    yield { name: `watermark-found: ${name}`, value: rounded((100 * found.get(name)!) / i), unit: '%', note };
  }
}

/** Pictures of the model's own subjects in turn, in its styles, colours and backgrounds, each with its own seed. */
async function* defaultPictures(count: number, folder: string): AsyncGenerator<Pixels> {
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
  for (let i = 0; i < count; i += 1) {
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
