import type { OnProgress } from '../contract/progress';
import type { GenerateRequest, GenerateResult } from '../contract/request';
import type { Trail } from '../contract/trail';
import type { LoadedModel } from '../models/loaded-model';

/**
 * Makes one picture. Checks `signal` between steps, after giving the event loop a turn. Leaves a trail in its progress;
 * given one, it goes on from there and makes the same picture.
 */
export type Pipeline = (
  model: LoadedModel,
  request: GenerateRequest,
  onProgress: OnProgress,
  signal: AbortSignal,
  trail?: Trail,
) => Promise<Omit<GenerateResult, 'safety' | 'elapsedMs' | 'loadMs' | 'stepMs' | 'backend'>>;
