import type { ArtApi } from '../contract/portrait';
import workerUrl from './art.worker?worker&url';
import { startEndableWorker } from './endable-worker';

/** The art worker as the session sees it. */
export interface Artist extends ArtApi {
  /** Ends the worker and frees the photo it held; whatever was pending rejects with AbortError. */
  terminate(): void;
}

export type StartArtist = () => Artist;

export const startArtist: StartArtist = () => {
  const { remote, call, terminate } = startEndableWorker<ArtApi>(workerUrl, 'ephemera-art');
  return {
    sit: (...asked) => call(() => remote.sit(...asked)),
    align: (...asked) => call(() => remote.align(...asked)),
    draw: (request) => call(() => remote.draw(request)),
    startDiffusion: (...asked) => call(() => remote.startDiffusion(...asked)),
    finishDiffusion: (...asked) => call(() => remote.finishDiffusion(...asked)),
    terminate,
  };
};
