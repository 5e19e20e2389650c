import type { Progress } from '../contract/progress';
import type { GenerateRequest } from '../contract/request';
import type { RunningJob } from './job';

/** How fast the picture before was drawn: what a job knows of the next before it was measured. */
export class PicturePace {
  #last: { readonly of: string; readonly stepMs: number; readonly decodeSteps: number } | undefined;

  /** A step tells of other pictures only where it is the same work; what follows the steps is told in their time. */
  before(request: GenerateRequest): Pick<RunningJob, 'usualStepMs' | 'decodeSteps'> {
    if (!this.#last) return {};
    const { of, stepMs, decodeSteps } = this.#last;
    return { decodeSteps, ...(of === workOf(request) && { usualStepMs: stepMs }) };
  }

  /** Hears a picture's progress; `done` when it is there. */
  watch(request: GenerateRequest): { hear(progress: Progress): void; done(): void } {
    let last: { readonly at: number; readonly stepMs: number } | undefined;
    return {
      hear(progress) {
        if (progress.stage === 'denoising' && progress.step > 0)
          last = { at: performance.now(), stepMs: progress.elapsedMs / progress.step };
      },
      done: () => {
        if (!last || last.stepMs <= 0) return;
        const { at, stepMs } = last;
        this.#last = { of: workOf(request), stepMs, decodeSteps: (performance.now() - at) / stepMs };
      },
    };
  }
}

function workOf({ modelId, width, height, guidanceScale }: GenerateRequest): string {
  return [modelId, width, height, guidanceScale > 1].join();
}
