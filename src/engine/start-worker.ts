import { ownScript } from '../network/own-script';

/** Starts one of the app's own workers under Trusted Types. `url` comes from a `?worker&url` import, never from data. */
export function startWorker(url: string, name: string): Worker {
  return new Worker(ownScript(url), { type: 'module', name });
}
