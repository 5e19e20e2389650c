import { namedError } from '../contract/errors';
import type { CarriedMark, Findings } from '../contract/inspection';
import type { Pixels } from '../contract/pixels';
import { lendAddress } from './save';

const longestFile = 512 * 1024 * 1024;
/** The watermark repeats every 120 pixels: this much of a picture's middle is enough to look for it. */
const longestSide = 640;

/** Frames of a film in which the watermark is looked for, together: it stands still in all of them. */
const mostFrames = 6;
const longestWaitMs = 8000;

/**
 * Which marks a file has, found on this device. A picture is decoded too, and some frames of a film, to look for the watermark.
 * @throws PictureUnreadableError when the file cannot be read at all
 */
export async function inspectFile(file: Blob): Promise<Findings> {
  if (file.size > longestFile) throw namedError('PictureUnreadableError', 'the file is larger than Inspect reads');
  const [{ inspect }, buffer, frames] = await Promise.all([
    import('../provenance/inspect'),
    file.arrayBuffer().catch(() => {
      throw namedError('PictureUnreadableError', 'the file cannot be read');
    }),
    framesOf(file),
  ]);
  return inspect(new Uint8Array(buffer), ...frames);
}

/** The marks of an input picture that what is made of it goes on carrying; none for a file that cannot be read. */
export async function marksOfFile(file: Blob): Promise<readonly CarriedMark[]> {
  const [{ carriedFrom }, found] = await Promise.all([
    import('../provenance/inspect'),
    inspectFile(file).catch(() => undefined),
  ]);
  return found ? carriedFrom(found) : [];
}

/** None of what the browser does not decode. */
async function framesOf(file: Blob): Promise<readonly Pixels[]> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return lendAddress(file, filmFrames).catch(() => []);
  const pixels = middleOf(bitmap, bitmap);
  bitmap.close();
  return [pixels];
}

/** By the browser's own player, silent and unseen. A file that it takes too long over has no frames. */
async function filmFrames(url: string): Promise<readonly Pixels[]> {
  const { signal, abort } = endsAfter(longestWaitMs);
  const video = document.createElement('video');
  try {
    Object.assign(video, { muted: true, preload: 'auto', src: url });
    await heard(video, 'loadeddata', signal);
    const frames: Pixels[] = [];
    for (let i = 0; i < mostFrames; i += 1) {
      const at = (video.duration * i) / mostFrames;
      if (i > 0) {
        if (!(at > 0 && at < Infinity)) break;
        video.currentTime = at;
        await heard(video, 'seeked', signal);
      }
      frames.push(middleOf(video, { width: video.videoWidth, height: video.videoHeight }));
    }
    return frames;
  } finally {
    abort();
    video.removeAttribute('src');
    video.load();
  }
}

function endsAfter(ms: number) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  return {
    signal: controller.signal,
    abort() {
      clearTimeout(timer);
      controller.abort();
    },
  };
}

function heard(video: HTMLVideoElement, event: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(namedError('PictureUnreadableError', 'the browser does not play the file'));
    video.addEventListener(event, () => resolve(), { once: true, signal });
    video.addEventListener('error', fail, { once: true, signal });
    signal.addEventListener('abort', fail, { once: true });
  });
}

/** Of a larger picture the middle, at its own scale. */
function middleOf(source: CanvasImageSource, size: { readonly width: number; readonly height: number }): Pixels {
  const width = Math.min(size.width, longestSide);
  const height = Math.min(size.height, longestSide);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!; // a new canvas has a 2D context
  context.drawImage(source, Math.floor((width - size.width) / 2), Math.floor((height - size.height) / 2));
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data };
}
