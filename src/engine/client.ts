import { proxy, wrap } from 'comlink';
import './abort-signal';
import type { EngineApi, EngineOptions } from '../contract/engine-api';
import { namedError } from '../contract/errors';
import workerUrl from './diffusion.worker?worker&url';
import { startWorker } from './start-worker';

/** The diffusion worker as the session sees it. */
export interface Engine extends Omit<EngineApi, 'configure'> {
  /** Ends the worker at once, with everything it holds; whatever was pending rejects with AbortError. */
  terminate(): void;
}

export type StartEngine = (options: EngineOptions) => Engine;

export const startEngine: StartEngine = (options) => {
  const worker = startWorker(workerUrl, 'ephemera-diffusion');
  const remote = wrap<EngineApi>(worker);
  const ended = new AbortController();
  worker.onerror = () => ended.abort(namedError('WorkerCrashedError', 'the worker stopped'));
  const configured = remote.configure(options);

  // A terminated worker answers nobody, so its callers are told here.
  const untilEnded = <T>(answer: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const end = () => reject(ended.signal.reason);
      if (ended.signal.aborted) return end();
      ended.signal.addEventListener('abort', end, { once: true });
      configured
        .then(answer)
        .then(resolve, reject)
        .finally(() => ended.signal.removeEventListener('abort', end));
    });

  return {
    warm: (modelId, onProgress, signal) => untilEnded(() => remote.warm(modelId, proxy(onProgress), signal)),
    generate: (request, onProgress, signal) => untilEnded(() => remote.generate(request, proxy(onProgress), signal)),
    motion: (job, onEvent, signal) => untilEnded(() => remote.motion(job, proxy(onEvent), signal)),
    requests: () => untilEnded(() => remote.requests()),
    terminate() {
      worker.terminate();
      ended.abort(namedError('AbortError', 'the worker was ended'));
    },
  };
};
