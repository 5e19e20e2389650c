import { proxy } from 'comlink';
import './abort-signal';
import type { EngineApi, EngineOptions } from '../contract/engine-api';
import workerUrl from './diffusion.worker?worker&url';
import { startConfiguredWorker } from './endable-worker';

/** The diffusion worker as the session sees it. */
export interface Engine extends Omit<EngineApi, 'configure'> {
  /** Ends the worker at once, with everything it holds; whatever was pending rejects with AbortError. */
  terminate(): void;
}

export type StartEngine = (options: EngineOptions) => Engine;

export const startEngine: StartEngine = (options) => {
  const { remote, call, terminate } = startConfiguredWorker<EngineOptions, EngineApi>(
    workerUrl,
    'ephemera-diffusion',
    options,
  );
  return {
    warm: (modelId, onProgress, signal) => call(() => remote.warm(modelId, proxy(onProgress), signal)),
    generate: (request, onProgress, signal) => call(() => remote.generate(request, proxy(onProgress), signal)),
    motion: (job, onEvent, signal) => call(() => remote.motion(job, proxy(onEvent), signal)),
    requests: () => call(() => remote.requests()),
    terminate,
  };
};
