import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClipQuality } from '../../src/contract/motion';
import type { Pixels } from '../../src/contract/pixels';
import { detectionThreshold, detectWatermark, embedWatermark } from '../../src/provenance/watermark';
import { bitsPerSecond } from '../../src/video/encode-clip';
import { filmFrame } from '../../src/video/camera-moves';
import { defaultPictures } from './safety';
import { rounded, type Measurement } from './measurement';

const framesPerSecond = 12;
const frameCount = 12;
const clips = 4;
/** As Inspect does: six frames, folded into one. */
const looked = [0, 2, 4, 6, 8, 10];
const codecs: Readonly<Record<string, readonly string[]>> = {
  'H.264': ['-f', 'mp4', '-c:v', 'libx264', '-profile:v', 'baseline', '-preset', 'veryfast', '-g', '12'],
  VP9: ['-f', 'webm', '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-g', '12'],
};

/** The watermark after a film's codec, at each quality offered: of moving pictures, encoded and decoded by ffmpeg. */
export async function* filmWatermark(): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'ephemera-film-'));
  const films: Pixels[][] = [];
  for await (const picture of defaultPictures(0, clips)) {
    films.push(Array.from({ length: frameCount }, (_, i) => filmFrame({ picture }, 'pan', i / frameCount, 1, true)));
  }
  for (const [codec, options] of Object.entries(codecs)) {
    for (const quality of ['small', 'medium', 'high'] as const) {
      const through = (frames: readonly Pixels[]) => coded(frames, options, quality, join(folder, 'film'));
      const marked = films.map((frames) => through(frames.map(embedWatermark)));
      const plain = films.map(through);
      const scores = marked.map((frames) => detectWatermark(...frames).score);
      const without = plain.map((frames) => detectWatermark(...frames).score);
      const single = marked.flat().filter((frame) => detectWatermark(frame).present).length;
      const found = scores.filter((score) => score >= detectionThreshold).length;
      yield {
        name: `film-watermark: ${codec}, ${quality}`,
        value: rounded((100 * found) / clips),
        unit: '%',
        comparedWith: `single frames: ${single} of ${clips * looked.length}`,
        note: `${clips} clips, ${looked.length} frames folded; lowest score ${rounded(Math.min(...scores))}, without the mark at most ${rounded(Math.max(...without))}, threshold ${detectionThreshold}`,
      };
    }
  }
  await rm(folder, { recursive: true });
}

function coded(frames: readonly Pixels[], codec: readonly string[], quality: ClipQuality, path: string) {
  const [{ width, height }] = frames as [Pixels];
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'rgba'];
  const size = ['-s', `${width}x${height}`, '-r', `${framesPerSecond}`];
  const rate = ['-b:v', `${bitsPerSecond({ width, height }, framesPerSecond, quality)}`];
  const input = Buffer.concat(frames.map(({ data }) => new Uint8Array(data)));
  ffmpeg([...raw, ...size, '-i', '-', '-pix_fmt', 'yuv420p', ...codec, ...rate, path], input);
  const bytes = ffmpeg(['-i', path, ...raw, '-']);
  const frameBytes = 4 * width * height;
  return looked.map((i) => ({
    width,
    height,
    data: new Uint8ClampedArray(bytes.subarray(i * frameBytes, (i + 1) * frameBytes)),
  }));
}

/** @throws Error with ffmpeg's own words. */
function ffmpeg(options: readonly string[], input?: Buffer): Buffer {
  const { status, stdout, stderr, error } = spawnSync('ffmpeg', ['-y', '-v', 'error', ...options], {
    ...(input && { input }),
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`ffmpeg (Debian: ffmpeg): ${error?.message ?? stderr.toString()}`);
  return stdout;
}
