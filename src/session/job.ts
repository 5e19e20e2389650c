import type { ErrorName } from '../contract/errors';
import type { Progress, Recovery } from '../contract/progress';

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
      /** Milliseconds a finished picture of this job took, for the time left. */
      readonly pictureMs?: number;
      /** What comes after the last step, in the time of steps. */
      readonly decodeSteps?: number;
      /** Milliseconds that a step of the picture before this one took, where it was the same work. */
      readonly usualStepMs?: number;
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

/** An earlier picture's pace counts as so many steps: one slow step of this one is no news yet, several are. */
const stepsOfPace = 4;

/** Milliseconds left of a job, from what its steps and pictures took so far; undefined until something was measured. */
export function timeLeftMs(job: RunningJob, now: number): number | undefined {
  const { progress, pictureMs, pictures, picture } = job;
  const later = pictures - picture - 1;
  if (progress?.stage === 'enlarging') {
    const { part, parts, elapsedMs } = progress;
    return part === 0 ? undefined : (elapsedMs / part) * (parts - part);
  }
  if (progress?.stage !== 'denoising' || progress.step === 0) {
    return pictureMs === undefined ? undefined : pictureMs * (later + (progress?.stage === 'decoding' ? 0.1 : 1));
  }
  const { usualStepMs } = job;
  const known = usualStepMs === undefined ? 0 : stepsOfPace;
  const stepMs = (progress.elapsedMs + known * (usualStepMs ?? 0)) / (progress.step + known);
  const decodeMs = stepMs * (job.decodeSteps ?? 0);
  const thisOne = stepMs * (progress.steps - progress.step) + decodeMs;
  const aPicture = pictureMs ?? stepMs * progress.steps + decodeMs;
  return Math.max(0, Math.min(thisOne + later * aPicture, now + 24 * 3600e3));
}
