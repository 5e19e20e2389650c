import { proxy, type Remote } from 'comlink';
import './abort-signal';
import type { EngineApi, EngineOptions, WorkerNote } from '../contract/engine-api';
import { namedError } from '../contract/errors';
import workerUrl from './diffusion.worker?worker&url';
import { startConfiguredWorker } from './endable-worker';
import { watchLifeline, watchSilence, type Patience } from './watch-worker';

/** One diffusion worker, watched: a call rejects with WorkerCrashedError when it dies or goes silent. */
export interface DiffusionWorker {
  /** Calls are under way. */
  readonly isBusy: boolean;
  call<T>(ask: (remote: Remote<EngineApi>) => Promise<T>): Promise<T>;
  /** To be told of everything that the worker says during a call. */
  heard(isStep: boolean): void;
  terminate(reason?: Error): void;
}

export function startDiffusionWorker(
  options: EngineOptions,
  onNote: (note: WorkerNote) => void,
  patience: Patience,
): DiffusionWorker {
  const name = `ephemera-diffusion-${crypto.randomUUID()}`; // a lock's name is the whole origin's: another tab has its own
  const ended = new AbortController();
  const { remote, call, terminate } = startConfiguredWorker<EngineApi>(workerUrl, name, async (worker) => {
    await worker.configure(options, proxy(onHeardNote));
    watchLifeline(name, () => crash('the worker is gone'), ended.signal);
  });
  let calls = 0;

  const end = (reason?: Error) => {
    ended.abort();
    terminate(reason);
  };
  const crash = (what: string) => end(namedError('WorkerCrashedError', what));
  const silence = watchSilence(() => crash('the worker gave no answer'), patience);
  function onHeardNote(note: WorkerNote) {
    if (note.type === 'backend') silence.started();
    onNote(note);
  }
  const owes = (change: 1 | -1) => {
    calls += change;
    silence.owes(change);
  };

  return {
    get isBusy() {
      return calls > 0;
    },
    async call(ask) {
      owes(1);
      try {
        return await call(() => ask(remote));
      } finally {
        owes(-1);
      }
    },
    heard: silence.heard,
    terminate: end,
  };
}
