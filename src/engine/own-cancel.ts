import { errorNameOf } from '../contract/errors';

/** Reads that two jobs can share at a time: those of a model's networks, of its words, and of the picture check. */
const mostShared = 5;

/**
 * Runs a job's work, and again when it was not the job that was cancelled: a file that it waits for may be on its way for
 * an earlier job, and ends with that one.
 * @throws AbortError when `signal` says so.
 */
export async function unlessCancelledByOthers<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (errorNameOf(error) !== 'AbortError' || signal.aborted || tries === mostShared) throw error;
    }
  }
}
