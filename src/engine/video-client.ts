import { proxy, wrap } from 'comlink';
import './abort-signal';
import { namedError } from '../contract/errors';
import type { VideoApi } from '../contract/motion';
import { startWorker } from './start-worker';
import workerUrl from './video.worker?worker&url';

/** The worker that writes clips, as the session sees it. */
export interface VideoEncoding extends VideoApi {
  /** Ends the worker at once; whatever was pending rejects with AbortError. */
  terminate(): void;
}

export type StartVideo = () => VideoEncoding;

export const startVideo: StartVideo = () => {
  const worker = startWorker(workerUrl, 'ephemera-video');
  const remote = wrap<VideoApi>(worker);
  const ended = new AbortController();
  worker.onerror = () => ended.abort(namedError('WorkerCrashedError', 'the worker stopped'));

  // A terminated worker answers nobody, so its callers are told here.
  const untilEnded = <T>(answer: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const end = () => reject(ended.signal.reason);
      if (ended.signal.aborted) return end();
      ended.signal.addEventListener('abort', end, { once: true });
      answer.then(resolve, reject).finally(() => ended.signal.removeEventListener('abort', end));
    });

  return {
    formats: (asked) => untilEnded(remote.formats(asked)),
    estimate: (frames, options, signal) => untilEnded(remote.estimate(frames, options, signal)),
    encode: (frames, options, onFrame, signal) => untilEnded(remote.encode(frames, options, proxy(onFrame), signal)),
    terminate() {
      worker.terminate();
      ended.abort(namedError('AbortError', 'the worker was ended'));
    },
  };
};
