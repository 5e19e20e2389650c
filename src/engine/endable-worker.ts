import { releaseProxy, wrap, type Remote } from 'comlink';
import { namedError } from '../contract/errors';
import { startWorker } from './start-worker';

export interface EndableWorker<Api> {
  readonly remote: Remote<Api>;
  /** Runs a call; rejects when the worker is ended or crashes first, since a terminated worker answers nobody. */
  call<T>(answer: () => Promise<T>): Promise<T>;
  /** `reason` is what pending calls reject with. */
  terminate(reason?: Error): void;
}

const running = new Set<Worker>();
const requests: WorkerRequest[] = [];

/** A request that a worker made: an address of this site's files. */
export interface WorkerRequest {
  readonly url: string;
  readonly bytes: number;
  readonly fromHost: boolean;
}

/** Of every worker so far, those that ended too. */
export function workerRequests(): readonly WorkerRequest[] {
  return requests;
}

/** How many workers live now. */
export function runningWorkers(): number {
  return running.size;
}

/** A worker of our own for one job. `url` comes from a `?worker&url` import. */
export function startEndableWorker<Api>(url: string, name: string): EndableWorker<Api> {
  const worker = startWorker(url, name);
  running.add(worker);
  worker.addEventListener('message', ({ data }: MessageEvent<{ requests?: WorkerRequest[] } | null>) => {
    if (Array.isArray(data?.requests)) requests.push(...data.requests); // from worker-requests.ts; the rest is comlink's
  });
  const remote = wrap<Api>(worker);
  const ended = new AbortController();
  let isTerminated = false;
  worker.onerror = () => ended.abort(namedError('WorkerCrashedError', 'the worker stopped'));
  return {
    remote,
    call: (answer) =>
      new Promise((resolve, reject) => {
        const end = () => reject(ended.signal.reason as Error); // always an Error
        if (ended.signal.aborted) return end();
        ended.signal.addEventListener('abort', end, { once: true });
        answer()
          .then(resolve, reject)
          .finally(() => ended.signal.removeEventListener('abort', end));
      }),
    terminate(reason = namedError('AbortError', 'the worker was ended')) {
      if (isTerminated) return; // crashed and given up, say, by two who waited for it
      isTerminated = true;
      // comlink would keep the ended worker, and by its handler all that the last call was about, until the proxy is collected.
      running.delete(worker);
      worker.onerror = null;
      remote[releaseProxy]();
      worker.terminate();
      ended.abort(reason);
    },
  };
}

/** The same for a worker that is told its options by `configure` before anything else. */
export function startConfiguredWorker<Api>(
  url: string,
  name: string,
  configure: (remote: Remote<Api>) => Promise<void>,
): EndableWorker<Api> {
  const worker = startEndableWorker<Api>(url, name);
  const configured = worker.call(() => configure(worker.remote));
  configured.catch(() => undefined); // whoever calls hears of it
  return {
    ...worker,
    call: (answer) =>
      worker.call(async () => {
        await configured;
        return answer();
      }),
  };
}
