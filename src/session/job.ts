import type { ErrorName } from '../contract/errors';
import type { Progress, Recovery } from '../contract/progress';
import type { TimeLeft } from './time-left';

/** What the session is doing. Errors carry a name and numbers, never content. */
export type Job =
  | { readonly state: 'idle' }
  | {
      readonly state: 'running';
      readonly controller: AbortController;
      /** 0-based picture of the job, and how many there are. */
      readonly picture: number;
      readonly pictures: number;
      readonly startedAt: number;
      readonly progress?: Progress;
      /** Faults that the job has survived so far. */
      readonly recoveries: readonly Recovery[];
      /** Cancel was pressed: the step in hand is the last. */
      readonly isStopping?: boolean;
      readonly timeLeft?: TimeLeft | undefined;
    }
  | {
      readonly state: 'done';
      readonly pictures: number;
      readonly elapsedMs: number;
      readonly recoveries: readonly Recovery[];
    }
  | { readonly state: 'cancelled'; readonly pictures: number }
  | { readonly state: 'failed'; readonly errorName: ErrorName; readonly detail: string };

export type RunningJob = Extract<Job, { state: 'running' }>;
