import type { OnProgress } from '../contract/progress';
import type { GenerateRequest, GenerateResult } from '../contract/request';
import type { Pixels } from '../contract/pixels';
import { noTrail, type Drawn, type PlainTensor, type Trail } from '../contract/trail';
import type { LoadedModel } from '../models/loaded-model';
import { pacer } from './pace';

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

/** Both parts await `pace` before each piece of work. */
interface Parts {
  /** Latents of a picture; `known`: the denoiser's answers of an earlier try. */
  draw(
    model: LoadedModel,
    request: GenerateRequest,
    onProgress: OnProgress,
    pace: () => Promise<void>,
    known: readonly PlainTensor[],
  ): Promise<Drawn>;
  /** The picture that they make. */
  decode(model: LoadedModel, drawn: Drawn, request: GenerateRequest, pace: () => Promise<void>): Promise<Pixels>;
}

/** Draws, unless the trail has what was drawn, and decodes. */
export const pipelineOf =
  ({ draw, decode }: Parts): Pipeline =>
  async (model, request, onProgress, signal, trail = noTrail) => {
    const pace = pacer(signal, request.isCool);
    const drawn = trail.drawn ?? (await draw(model, request, onProgress, pace, trail.answers));
    onProgress({ stage: 'decoding', drawn });
    await pace();
    const { leanedOn, notRead } = drawn;
    return { pixels: await decode(model, drawn, request, pace), leanedOn, notRead };
  };
