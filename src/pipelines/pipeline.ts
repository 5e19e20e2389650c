import type { OnProgress } from '../contract/progress';
import type { GenerateRequest, GenerateResult } from '../contract/request';
import type { LoadedModel } from '../models/loaded-model';

/** Makes one picture. Checks `signal` between steps, after giving the event loop a turn. */
export type Pipeline = (
  model: LoadedModel,
  request: GenerateRequest,
  onProgress: OnProgress,
  signal: AbortSignal,
) => Promise<Omit<GenerateResult, 'safety' | 'elapsedMs' | 'stepMs' | 'backend'>>;

/** Lets messages in (a cancel, say): awaiting a settled promise does not. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
