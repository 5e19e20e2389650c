import { proxy } from 'comlink';
import './abort-signal';
import type { VideoApi } from '../contract/motion';
import { startEndableWorker } from './endable-worker';
import workerUrl from './video.worker?worker&url';

/** The worker that writes clips, as the session sees it. */
export interface VideoEncoding extends VideoApi {
  /** Ends the worker at once; whatever was pending rejects with AbortError. */
  terminate(): void;
}

export type StartVideo = () => VideoEncoding;

export const startVideo: StartVideo = () => {
  const { remote, call, terminate } = startEndableWorker<VideoApi>(workerUrl, 'ephemera-video');
  return {
    formats: (asked) => call(() => remote.formats(asked)),
    estimate: (frames, options, signal) => call(() => remote.estimate(frames, options, signal)),
    encode: (frames, options, onFrame, signal) => call(() => remote.encode(frames, options, proxy(onFrame), signal)),
    terminate,
  };
};
