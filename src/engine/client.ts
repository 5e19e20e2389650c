import { proxy } from 'comlink';
import './abort-signal';
import type { EngineApi, EngineOptions } from '../contract/engine-api';
import workerUrl from './diffusion.worker?worker&url';
import { startEndableWorker } from './endable-worker';

/** The diffusion worker as the session sees it. */
export interface Engine extends Omit<EngineApi, 'configure'> {
  /** Ends the worker at once, with everything it holds; whatever was pending rejects with AbortError. */
  terminate(): void;
}

export type StartEngine = (options: EngineOptions) => Engine;

export const startEngine: StartEngine = (options) => {
  const { remote, call, terminate } = startEndableWorker<EngineApi>(workerUrl, 'ephemera-diffusion');
  const configured = remote.configure(options);
  const ready = <T>(ask: () => Promise<T>) =>
    call(async () => {
      await configured;
      return ask();
    });
  return {
    warm: (modelId, onProgress, signal) => ready(() => remote.warm(modelId, proxy(onProgress), signal)),
    generate: (request, onProgress, signal) => ready(() => remote.generate(request, proxy(onProgress), signal)),
    motion: (job, onEvent, signal) => ready(() => remote.motion(job, proxy(onEvent), signal)),
    requests: () => ready(() => remote.requests()),
    terminate,
  };
};
