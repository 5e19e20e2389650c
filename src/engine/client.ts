import { proxy, type Remote } from 'comlink';
import type { EngineApi, EngineOptions, OnBytes, RequestRecord, WorkerNote } from '../contract/engine-api';
import { errorNameOf, namedError } from '../contract/errors';
import type { OnMotionEvent } from '../contract/motion';
import type { OnProgress, Progress, Recovery } from '../contract/progress';
import type { Backend, GenerateRequest, GenerateResult } from '../contract/request';
import { startDiffusionWorker, type DiffusionWorker } from './diffusion-client';
import { keepTrail } from './keep-trail';
import { isFault, nextAttempt, type DeviceVerdict } from './recovery';
import { usualPatience } from './watch-worker';
import { wearOf } from './wear';

/**
 * The engine as the session sees it: workers come and go behind it, and a job outlives them. One that fails for want of a
 * sound worker or device is taken up by the next from where it was.
 */
export interface Engine extends Pick<
  EngineApi,
  'warm' | 'probe' | 'download' | 'countPrompt' | 'enlarge' | 'motion' | 'check'
> {
  generate(request: GenerateRequest, onProgress: OnProgress, signal: AbortSignal): Promise<GenerateResult>;
  /** What this engine's workers fetched, the ended ones too. */
  requests(): Promise<readonly RequestRecord[]>;
  /** Nothing waits: a worker that has done much is ended now, not in the middle of the next job. True if one was. */
  rest(): boolean;
  /** Ends the worker at once, with everything it holds; whatever was pending rejects with AbortError. */
  terminate(): void;
}

/** `verdict` is the session's: what one engine finds out about the device, the next one knows. */
export type StartEngine = (options: EngineOptions, verdict: DeviceVerdict) => Engine;

interface Job<T> {
  /** Of the picture, for what may be too large. */
  readonly pixels: number;
  readonly signal: AbortSignal;
  readonly onRecovery: (recovery: Recovery) => void;
  /** One try; `heard` wants to know of every message. */
  run(remote: Remote<EngineApi>, heard: (stage: string) => void): Promise<T>;
}

export const startEngine = (options: EngineOptions, verdict: DeviceVerdict, patience = usualPatience): Engine => {
  const records: RequestRecord[] = [];
  const wear = wearOf(options.models);
  let worker: DiffusionWorker | undefined;
  let backend: Backend | undefined;
  let isEnded = false;

  const onNote = (note: WorkerNote) => {
    if (note.type === 'request') records.push(note.record);
    else ({ backend } = note);
  };

  function useWorker(): DiffusionWorker {
    if (isEnded) throw namedError('AbortError', 'the engine was ended');
    worker ??= startDiffusionWorker({ ...options, ...verdict.care }, onNote, patience);
    return worker;
  }

  function drop(old: DiffusionWorker, reason?: Error) {
    old.terminate(reason);
    if (worker === old) worker = undefined;
  }

  /** Runs a job on one worker after another, until one finishes it or nothing is left to try. */
  async function persist<T>({ pixels, signal, onRecovery, run }: Job<T>): Promise<T> {
    const careAtFirst = verdict.care;
    let failures = 0;
    for (;;) {
      const used = useWorker();
      let stage = '';
      const heard = (what: string) => {
        stage = what;
        used.heard(what === 'denoising' || what === 'step');
      };
      try {
        return await used.call((remote) => run(remote, heard));
      } catch (error) {
        if (isEnded || signal.aborted || !(isFault(error) || (failures > 0 && isUnsupported(error)))) throw error;
        // Others may wait for the same worker: they go on with the next one too.
        drop(used, namedError('WorkerCrashedError', 'the worker was replaced'));
        const fault = errorNameOf(error);
        const { care } = verdict;
        const next = nextAttempt({
          fault,
          care,
          backend,
          failures: ++failures,
          wasDecoding: stage === 'decoding',
          pixels,
        });
        if (!next) {
          verdict.care = careAtFirst; // nothing helped: it was not the device
          throw error;
        }
        if (next.care !== care) failures = 0;
        verdict.care = next.care;
        onRecovery({ fault, remedy: next.remedy });
      }
    }
  }

  /** Ends a worker before its memory hurts: a heap never shrinks, and the next job starts another. */
  function recycle(): boolean {
    if (!worker || worker.isBusy) return false;
    wear.reset();
    drop(worker);
    return true;
  }

  function wearOut(model: string, steps: number) {
    wear.add(model, steps);
    if (wear.isMost) recycle();
  }

  return {
    async warm(modelId, onProgress, signal) {
      const used = useWorker();
      const onHeard: OnProgress = (progress) => {
        used.heard(false);
        onProgress(progress);
      };
      return used
        .call((remote) => remote.warm(modelId, proxy(onHeard), signal))
        .catch((error: unknown) => {
          if (isFault(error)) drop(used); // the job that needs the model starts another
          throw error;
        });
    },

    async probe(signal) {
      return useWorker().call((remote) => remote.probe(signal));
    },

    async download(modelId, onBytes, signal) {
      const used = useWorker();
      const onHeard: OnBytes = (loadedBytes) => {
        used.heard(false);
        onBytes(loadedBytes);
      };
      return used.call((remote) => remote.download(modelId, proxy(onHeard), signal));
    },

    async generate(request, onProgress, signal) {
      const keeper = keepTrail();
      const result = await persist({
        pixels: request.width * request.height,
        signal,
        onRecovery(recovery) {
          if (recovery.fault === 'WrongResultError' && recovery.remedy === 'processor') keeper.distrust();
          onProgress({ stage: 'recovering', ...recovery });
        },
        run(remote, heard) {
          const onHeard = (progress: Progress) => {
            heard(progress.stage);
            onProgress(keeper.take(progress));
          };
          return remote.generate(request, keeper.trail, proxy(onHeard), signal);
        },
      });
      wearOut(request.modelId, request.numInferenceSteps);
      return result;
    },

    async countPrompt(modelId, prompt) {
      return worker?.call(async (remote) => await remote.countPrompt(modelId, prompt));
    },

    enlarge(picture, factor, onProgress, signal) {
      return persist({
        pixels: picture.width * picture.height,
        signal,
        onRecovery: (recovery) => onProgress({ stage: 'recovering', ...recovery }),
        run(remote, heard) {
          const onHeard: OnProgress = (progress) => {
            heard(progress.stage);
            onProgress(progress);
          };
          return remote.enlarge(picture, factor, proxy(onHeard), signal);
        },
      });
    },

    async motion(job, onEvent, signal) {
      const { motion } = job;
      const wanted = new Set(job.wanted);
      const known = [...job.known];
      await persist({
        pixels: motion.width * motion.height,
        signal,
        onRecovery: (recovery) => onEvent({ type: 'progress', progress: { stage: 'recovering', ...recovery } }),
        run(remote, heard) {
          const onHeard: OnMotionEvent = (event) => {
            heard(event.type);
            if (event.type === 'frame') for (const index of event.indices) wanted.delete(index);
            if (event.type === 'latents') known.push(event.latents);
            onEvent(event);
          };
          return remote.motion({ motion, wanted: [...wanted], known }, proxy(onHeard), signal);
        },
      });
      wearOut(motion.modelId, job.wanted.length * motion.numInferenceSteps);
    },

    check(pixels, isPhoto, signal) {
      return persist({
        pixels: pixels.width * pixels.height,
        signal,
        onRecovery: () => undefined,
        run: (remote) => remote.check(pixels, isPhoto, signal),
      });
    },

    async requests() {
      return records;
    },

    rest() {
      return wear.isEnough && recycle();
    },

    terminate() {
      isEnded = true;
      worker?.terminate();
      worker = undefined;
    },
  };
};

/** A card that was named and is not there any more. */
const isUnsupported = (error: unknown) => errorNameOf(error) === 'ModelUnsupportedError';
