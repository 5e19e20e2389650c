import { releaseProxy, wrap, type Remote } from 'comlink';
import { namedError } from '../contract/errors';
import { startWorker } from './start-worker';

export interface EndableWorker<Api> {
  readonly remote: Remote<Api>;
  /** Runs a call; rejects when the worker is ended or crashes first, since a terminated worker answers nobody. */
  call<T>(answer: () => Promise<T>): Promise<T>;
  terminate(): void;
}

/** A worker of our own for one job. `url` comes from a `?worker&url` import. */
export function startEndableWorker<Api>(url: string, name: string): EndableWorker<Api> {
  const worker = startWorker(url, name);
  const remote = wrap<Api>(worker);
  const ended = new AbortController();
  worker.onerror = () => ended.abort(namedError('WorkerCrashedError', 'the worker stopped'));
  return {
    remote,
    call: (answer) =>
      new Promise((resolve, reject) => {
        const end = () => reject(ended.signal.reason as Error); // always one of the two made here
        if (ended.signal.aborted) return end();
        ended.signal.addEventListener('abort', end, { once: true });
        answer()
          .then(resolve, reject)
          .finally(() => ended.signal.removeEventListener('abort', end));
      }),
    terminate() {
      // comlink would keep the ended worker, and by its handler all that the last call was about, until the proxy is collected.
      worker.onerror = null;
      remote[releaseProxy]();
      worker.terminate();
      ended.abort(namedError('AbortError', 'the worker was ended'));
    },
  };
}

/** The same for a worker that is told its options before anything else. */
export function startConfiguredWorker<Options, Api extends { configure(options: Options): unknown }>(
  url: string,
  name: string,
  options: Options,
): EndableWorker<Api> {
  const worker = startEndableWorker<Api>(url, name);
  // The compiler cannot see through comlink's mapping of a type that is still open.
  const { configure } = worker.remote as unknown as { configure(options: Options): Promise<void> };
  const configured = configure(options);
  return {
    ...worker,
    call: (answer) =>
      worker.call(async () => {
        await configured;
        return answer();
      }),
  };
}
