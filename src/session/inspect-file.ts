import { namedError } from '../contract/errors';
import type { CarriedMark, Findings } from '../contract/inspection';
import type { Pixels } from '../contract/pixels';
import { middleOf } from '../image/read-picture';
import { lendAddress } from './save';

/** Frames of a film in which the watermark is looked for, together: it stands still in all of them. */
const mostFrames = 6;
const longestWaitMs = 8000;

/**
 * Which marks a file has, found on this device. A picture is decoded too, and some frames of a film, to look for the watermark:
 * all of it in a worker, but for the film, which only a page can play.
 * @throws PictureUnreadableError when the file cannot be read at all
 */
export async function inspectFile(file: Blob): Promise<Findings> {
  const { askFileWorker } = await import('../engine/file-client');
  return askFileWorker(async (worker) => {
    const { findings, isPicture } = await worker.inspect(file);
    const frames = isPicture ? [] : await lendAddress(file, filmFrames).catch(() => []);
    return frames.length > 0 ? worker.inspectFrames(findings, frames) : findings;
  });
}

/** The marks of an input picture that what is made of it goes on carrying; none for a file that cannot be read. */
export async function marksOfFile(file: Blob): Promise<readonly CarriedMark[]> {
  const { askFileWorker } = await import('../engine/file-client');
  const inspected = await askFileWorker((worker) => worker.inspect(file)).catch(() => undefined);
  return inspected?.carried ?? [];
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
