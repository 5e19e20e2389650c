/**
 * A worker that ends itself, or that the browser ends, tells nobody. Two ways to know: a lock that it holds for as long as
 * it lives, and a silence that no work explains.
 */

/** In the worker: holds the lock `name` until the worker is gone. Resolves when it is held. */
export function holdLifeline(name: string): Promise<void> {
  return new Promise((resolve) => {
    const locks = globalThis.navigator?.locks as LockManager | undefined; // not on insecure pages
    if (!locks) return resolve();
    locks
      .request(name, () => {
        resolve();
        return new Promise(() => undefined);
      })
      .catch(() => resolve());
  });
}

/** On the page, once the worker holds it: calls `onDead` when the worker is gone, unless `signal` aborts first. */
export function watchLifeline(name: string, onDead: () => void, signal: AbortSignal): void {
  const locks = globalThis.navigator?.locks as LockManager | undefined; // not on insecure pages
  if (!locks || signal.aborted) return;
  locks.request(name, { signal }, () => onDead()).catch(() => undefined); // the signal's reason
}

export interface Patience {
  readonly tickMs: number;
  /** Before the runtime has started: compiling takes seconds, and what is fetched meanwhile is heard. */
  readonly ticksToStart: number;
  /** Before the first step: the model may be large and the device slow. */
  readonly ticksAtFirst: number;
  /** Afterwards: so many times the longest silence so far, and at least `leastTicks`. */
  readonly times: number;
  readonly leastTicks: number;
}

export const usualPatience: Patience = {
  tickMs: 1000,
  ticksToStart: 120,
  ticksAtFirst: 600,
  times: 20,
  leastTicks: 120,
};

export interface SilenceWatch {
  /** The worker's runtime is there. */
  started(): void;
  /** The worker said something; `isStep`: that a step was finished. */
  heard(isStep: boolean): void;
  /** A call was made (1) or answered (−1). Only a worker that owes an answer is waited for. */
  owes(change: 1 | -1): void;
}

/**
 * Calls `onSilent` when a worker that owes an answer is silent for too long. Silence is counted in ticks, not by the
 * clock: a machine that sleeps and a tab that is hidden do not tick, and their workers are not to blame.
 */
export function watchSilence(onSilent: () => void, patience: Patience): SilenceWatch {
  let owed = 0;
  let ticks = 0;
  let hasStarted = false;
  let longest: number | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  function tick() {
    ticks++;
    const beforeSteps = hasStarted ? patience.ticksAtFirst : patience.ticksToStart;
    const most = longest === undefined ? beforeSteps : Math.max(patience.leastTicks, patience.times * longest);
    if (ticks > most) onSilent();
  }

  return {
    started() {
      hasStarted = true;
      ticks = 0;
    },
    heard(isStep) {
      if (isStep) longest = Math.max(longest ?? 0, ticks);
      ticks = 0;
    },
    owes(change) {
      owed += change;
      ticks = 0;
      clearInterval(timer);
      timer = owed > 0 ? setInterval(tick, patience.tickMs) : undefined;
    },
  };
}
