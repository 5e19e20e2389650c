const tickMs = 5000;
/** A hidden tab's timers tick once a minute at least: what is longer was sleep. */
const sleepMs = 90_000;

export interface AwakeClock {
  /** Milliseconds, without those in which the machine slept. */
  now(): number;
  stop(): void;
}

/** For durations that are told to the visitor: a lid that was closed for a night is no part of a picture's time. */
export function startAwakeClock(): AwakeClock {
  let slept = 0;
  let last = performance.now();
  const now = () => {
    const time = performance.now();
    if (time - last > sleepMs) slept += time - last;
    last = time;
    return time - slept;
  };
  const timer = setInterval(now, tickMs);
  return { now, stop: () => clearInterval(timer) };
}
