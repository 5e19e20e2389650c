import { execFileSync, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { button, expect, status } from './app';

export const clips = (page: Page) => page.getByRole('list', { name: 'Clips' }).getByRole('listitem');
export const player = (page: Page) => page.getByRole('img', { name: 'Clip preview' });

export async function openMotion(page: Page): Promise<void> {
  await page.getByRole('radiogroup', { name: 'Mode' }).getByText('Motion').click();
  await expect(button(page, 'Make clip')).toBeVisible();
}

export interface Wanted {
  readonly kind: 'Morph' | 'Drift' | 'Becoming' | 'Camera' | 'Chain';
  readonly prompts?: readonly string[];
  readonly seconds?: string;
  readonly framesPerSecond?: string;
  readonly move?: string;
  /** A session picture's place in the list of pictures, from 1. */
  readonly picture?: number;
  readonly draws?: string;
  readonly more?: (page: Page) => Promise<void>;
}

/** Sets the form; what is not named stays. Six frames unless said otherwise. */
export async function fillForm(page: Page, wanted: Wanted): Promise<void> {
  const { kind, prompts = [], seconds = '1', framesPerSecond = '6', move, picture, draws, more } = wanted;
  await page.getByRole('radiogroup', { name: 'Kind of motion' }).getByText(kind).click();
  if (move) await page.getByRole('combobox', { name: 'Move', exact: true }).selectOption({ label: move });
  if (picture !== undefined) await page.getByRole('combobox', { name: 'Picture' }).selectOption({ index: picture });
  const fields = page.getByRole('textbox', { name: /^Prompt/ });
  for (const [i, prompt] of prompts.entries()) {
    if ((await fields.count()) <= i) await button(page, 'Add key frame').click();
    await fields.nth(i).fill(prompt);
  }
  await page.getByRole('spinbutton', { name: 'Length in seconds' }).fill(seconds);
  await page.getByRole('combobox', { name: 'Frames per second' }).selectOption(framesPerSecond);
  const settings = page.locator('details', { hasText: 'More settings' });
  if (!(await settings.evaluate((element: HTMLDetailsElement) => element.open)))
    await settings.locator('summary').click();
  // What is shown here is the machinery, not the drawing: two steps are enough.
  await page.getByRole('spinbutton', { name: 'Steps' }).fill('2');
  if (draws) await page.getByRole('combobox', { name: 'The model draws' }).selectOption({ label: draws });
  await more?.(page);
}

export async function makeClip(page: Page, wanted: Wanted): Promise<void> {
  await fillForm(page, wanted);
  await page.getByRole('button', { name: /^(Make|Resume)/ }).click();
  await expect(status(page)).toContainText('Done:', { timeout: 400_000 });
}

/** RGBA, a byte each. */
export type Frame = Uint8Array;

/** Every frame of the clip on the stage, as the player shows it. */
export async function shownFrames(page: Page): Promise<Frame[]> {
  const slider = page.getByRole('slider', { name: 'Frame', exact: true });
  const count = Number(await slider.getAttribute('max')) + 1;
  const frames: Frame[] = [];
  for (let i = 0; i < count; i++) {
    await slider.fill(String(i));
    await expect(player(page)).toHaveAttribute('data-shown', String(i));
    frames.push(Buffer.from(await player(page).locator('canvas').evaluate(pixels), 'base64'));
  }
  return frames;
}

/** As base64: a list of numbers would take seconds to come over. */
const pixels = (element: Element) => {
  const canvas = element as HTMLCanvasElement;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  let text = '';
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
  return btoa(text);
};

/** Mean difference of each frame from the next, and of the last from the first. 0 to 255. */
export function steps(frames: readonly Frame[]): { between: number[]; closing: number } {
  const between = frames.slice(1).map((frame, i) => meanDifference(frames[i]!, frame));
  return { between, closing: meanDifference(frames.at(-1)!, frames[0]!) };
}

/**
 * The step from the last frame to the first, in largest steps on the way. About 1 or less where the frames go round: measured
 * on 30 stickers over a ground, whose steps are all nearly equal, at most 1.02.
 */
export function joint(frames: readonly Frame[]): number {
  const { between, closing } = steps(frames);
  const widest = Math.max(...between);
  return widest === 0 ? 0 : closing / widest; // becoming holds its end: frames that are all the same go nowhere
}

/** The same of the stretch of the frames, some left out, that is furthest from going round. */
export function widestJoint(frames: readonly Frame[]): number {
  const joints: number[] = [];
  for (let from = 0; from < frames.length; from++) {
    for (let to = from + 3; to <= frames.length; to++) {
      if (to - from < frames.length) joints.push(joint(frames.slice(from, to)));
    }
  }
  return Math.max(...joints);
}

export function meanDifference(a: Frame, b: Frame): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}

export async function saveClip(page: Page, format: string, size?: number): Promise<Download> {
  await page.getByRole('combobox', { name: 'File format' }).selectOption({ label: format });
  if (size !== undefined) await page.getByRole('combobox', { name: 'Size' }).selectOption({ index: size });
  const downloading = page.waitForEvent('download', { timeout: 240_000 });
  await button(clips(page).last(), 'Download').click();
  return downloading;
}

export const hasFfmpeg =
  spawnSync('ffprobe', ['-version']).status === 0 && spawnSync('ffmpeg', ['-version']).status === 0;

/** What ffprobe finds in a file's first stream, counting frames by decoding them. */
export function probe(path: string) {
  const out = execFileSync('ffprobe', [
    ...['-v', 'error', '-count_frames', '-select_streams', 'v:0', '-of', 'json'],
    ...[
      '-show_entries',
      'stream=codec_name,width,height,r_frame_rate,nb_read_frames,duration:format=duration,format_name',
    ],
    path,
  ]);
  const { streams, format } = JSON.parse(out.toString());
  const [numerator, denominator] = streams[0].r_frame_rate.split('/').map(Number);
  return {
    codec: streams[0].codec_name as string,
    width: streams[0].width as number,
    height: streams[0].height as number,
    rate: numerator / denominator,
    frames: Number(streams[0].nb_read_frames),
    seconds: Number(format.duration ?? streams[0].duration),
  };
}

/** A file's frames as RGBA on white, decoded by ffmpeg. */
export function decodeFrames(path: string, width: number, height: number): Frame[] {
  const raw = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-f', 'rawvideo', '-pix_fmt', 'rgba', '-fps_mode', 'passthrough', '-'],
    { maxBuffer: 1 << 30 },
  );
  const bytes = width * height * 4;
  return Array.from({ length: raw.length / bytes }, (_, i) => raw.subarray(i * bytes, (i + 1) * bytes));
}

/** Frames of an animated picture by the browser's own decoder, with their durations in milliseconds. */
export async function decodeInBrowser(page: Page, path: string, type: string) {
  const base64 = (await readFile(path)).toString('base64');
  const frames = await page.evaluate(
    async ([data, mime]) => {
      const bytes = Uint8Array.from(atob(data!), (letter) => letter.charCodeAt(0));
      const decoder = new ImageDecoder({ data: bytes, type: mime! });
      await decoder.tracks.ready;
      const frames: { milliseconds: number; base64: string }[] = [];
      for (let i = 0; i < decoder.tracks.selectedTrack!.frameCount; i++) {
        const { image } = await decoder.decode({ frameIndex: i });
        const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight);
        const context = canvas.getContext('2d')!;
        context.drawImage(image, 0, 0);
        const { data: rgba } = context.getImageData(0, 0, canvas.width, canvas.height);
        let text = '';
        for (let at = 0; at < rgba.length; at += 8192) text += String.fromCharCode(...rgba.subarray(at, at + 8192));
        frames.push({ milliseconds: (image.duration ?? 0) / 1000, base64: btoa(text) });
        image.close();
      }
      return frames;
    },
    [base64, type],
  );
  return frames.map(({ milliseconds, base64 }) => ({ milliseconds, pixels: Buffer.from(base64, 'base64') }));
}

/** Puts code in front of a worker's own, as a browser without a feature, or with a broken one, would behave. */
export async function beforeWorker(page: Page, name: string, code: string): Promise<void> {
  await page.route(new RegExp(`/assets/${name}\\.worker-[^/]*\\.js$`), async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    delete headers['content-encoding'];
    delete headers['content-length'];
    await route.fulfill({ response, headers, body: `${code}\n${await response.text()}` });
  });
}
