import type { Progress } from '../contract/progress';
import type { Drawn, PlainTensor, Trail } from '../contract/trail';

/** A job's trail, on the page's side. It is content: it lives as long as the call that made it, and nowhere else. */
export interface TrailKeeper {
  readonly trail: Trail;
  /** Takes what belongs to the trail out of a progress, and gives back the rest. */
  take(progress: Progress): Progress;
  /** What a device that computes wrongly said before is not believed. */
  distrust(): void;
}

export function keepTrail(): TrailKeeper {
  let answers: PlainTensor[] = [];
  let drawn: Drawn | undefined;
  return {
    get trail() {
      return { answers, ...(drawn && { drawn }) };
    },
    take(progress) {
      if (progress.stage === 'denoising') {
        const { answer, ...rest } = progress;
        // After a message that was lost, later answers do not join on.
        if (answer && progress.step === answers.length + 1) answers.push(answer);
        return rest;
      }
      if (progress.stage === 'decoding') {
        if (progress.drawn) [drawn, answers] = [progress.drawn, []];
        return { stage: 'decoding' };
      }
      return progress;
    },
    distrust() {
      [drawn, answers] = [undefined, []];
    },
  };
}
