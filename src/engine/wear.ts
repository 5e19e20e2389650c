import { modelBytes } from '../catalog/catalog';
import type { ModelManifest } from '../contract/manifest';

/** Models up to this size stay open whole between jobs; larger ones free each part after use. */
const keepOpenBytes = 300 * 1024 * 1024;

export const keepsOpen = (model: ModelManifest) => modelBytes(model) <= keepOpenBytes;

/** Denoiser calls after which a worker must end. Some browsers end a tab soon after (onnxruntime #27584). */
const mostSteps = 1000;
/** Of what a worker may do at most; from here on it ends when nothing waits for it. */
const enough = 0.6;
/** Bytes of networks opened and freed again. */
const mostOpenedBytes = 8 * 2 ** 30;

/** How much one worker has done. A WASM heap never shrinks, and one that opens large networks again and again gets holes. */
export function wearOf(models: readonly ModelManifest[]) {
  let steps = 0;
  let openedBytes = 0;
  const share = () => Math.max(steps / mostSteps, openedBytes / mostOpenedBytes);
  return {
    get isEnough() {
      return share() >= enough;
    },
    get isMost() {
      return share() >= 1;
    },
    add(modelId: string, stepsDone: number) {
      const model = models.find(({ id }) => id === modelId);
      steps += stepsDone;
      if (model && !keepsOpen(model)) openedBytes += modelBytes(model);
    },
    reset() {
      [steps, openedBytes] = [0, 0];
    },
  };
}
