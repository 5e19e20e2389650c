import type { KeyFrame, MotionRequest } from '../contract/motion';
import type { Pixels } from '../contract/pixels';
import type { GenerateRequest } from '../contract/request';
import type { Tensor } from '../tensor/tensor';

/** After each step: the latents as they are, and what the model takes the finished picture to be. */
export type OnState = (latents: Tensor, clean: Tensor) => void;

/** A start other than noise: clean latents, and how much of them may change, 0…1. */
export interface StartFrom {
  readonly clean: Tensor;
  readonly strength: number;
}

/**
 * What Motion needs of a model family: the parts of one picture, and a way to stand between two prompts. `C` is what the
 * family's network is told besides the latents and the time.
 */
export interface MotionParts<C> {
  prepare(key: KeyFrame): Promise<C>;
  /** `a` at t = 0, `b` at t = 1. */
  mix(a: C, b: C, t: number): C;
  /** Standard normal, of the latents' dims. */
  noise(seed: number): Tensor;
  denoise(conditioning: C, noise: Tensor, start?: StartFrom, onState?: OnState): Promise<Tensor>;
  decode(latents: Tensor): Promise<Pixels>;
  encode(picture: Pixels): Promise<Tensor>;
}

/** The key frames; a nameless one where a picture alone is what a motion begins with. */
export function keysOf({ keyFrames }: MotionRequest): readonly [KeyFrame, ...KeyFrame[]] {
  const [first = { prompt: '', seed: 0 }, ...others] = keyFrames;
  return [first, ...others];
}

/** One key frame as a picture of its own. */
export function keyFrameRequest(motion: MotionRequest, key: KeyFrame): GenerateRequest {
  const { modelId, negativePrompt, width, height, numInferenceSteps, guidanceScale, references } = motion;
  return {
    ...{ modelId, negativePrompt, width, height, numInferenceSteps, guidanceScale },
    ...key,
    ...(references && { references }),
  };
}
