import type { Progress } from '../contract/progress';
import type { ModelManifest } from '../contract/manifest';
import type { GenerateRequest } from '../contract/request';
import { foretoldDecodeSteps } from './forecast';
import type { RunningJob } from './job';

/** How fast the picture before was drawn: what a job knows of the next before it was measured. */
export class PicturePace {
  #last:
    | { readonly modelId: string; readonly work: string; readonly stepMs: number; readonly decodeSteps: number }
    | undefined;

  /** A step tells of other pictures only where it is the same work; what follows the steps is told in their time. */
  before(request: GenerateRequest, models: readonly ModelManifest[]): Pick<RunningJob, 'usualStepMs' | 'decodeSteps'> {
    const model = models.find(({ id }) => id === request.modelId);
    if (!model) return {};
    const last = this.#last?.modelId === model.id ? this.#last : undefined;
    return {
      decodeSteps: last?.decodeSteps ?? foretoldDecodeSteps(model, request),
      ...(last?.work === workOf(request) && { usualStepMs: last.stepMs }),
    };
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
        const decodeSteps = (performance.now() - at) / stepMs;
        this.#last = { modelId: request.modelId, work: workOf(request), stepMs, decodeSteps };
      },
    };
  }
}

function workOf({ width, height, guidanceScale }: GenerateRequest): string {
  return [width, height, guidanceScale > 1].join();
}
