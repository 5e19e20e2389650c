/**
 * The signal of work that several jobs may wait for, such as the reading of a model: it goes on while one of them wants it.
 */
export interface SharedCancel {
  /** Aborted when the last job that wanted it was cancelled; whoever comes after that is given another. */
  readonly signal: AbortSignal;
  /** While `job` lasts, and until its own signal says otherwise, the work is wanted. */
  during<T>(signal: AbortSignal, job: () => Promise<T>): Promise<T>;
}

export function sharedCancel(): SharedCancel {
  let controller = new AbortController();
  const wanting = new Set<() => void>();
  return {
    get signal() {
      return controller.signal;
    },
    async during(signal, job) {
      signal.throwIfAborted();
      const cancel = () => {
        wanting.delete(cancel);
        if (wanting.size > 0) return;
        controller.abort(signal.reason);
        controller = new AbortController();
      };
      wanting.add(cancel);
      signal.addEventListener('abort', cancel, { once: true });
      try {
        return await job();
      } finally {
        signal.removeEventListener('abort', cancel);
        wanting.delete(cancel);
      }
    },
  };
}
