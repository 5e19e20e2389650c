import type { ArtworkCredit, NotRead } from './request';

/** A tensor as plain data, which may cross to a worker. */
export interface PlainTensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/**
 * What a job has left behind so far. With the request it is enough for another worker, on another device, to go on: noise
 * and schedule follow from the request, and the answers of the steps that were done are not asked for again.
 */
export interface Trail {
  /** What the denoiser answered at each finished step, from the first. */
  readonly answers: readonly PlainTensor[];
  /** After the last step: all that is left is to decode. */
  readonly drawn?: Drawn;
}

/** A picture before it is decoded, and what is said about it. */
export interface Drawn {
  readonly latents: PlainTensor;
  /** To be added to the decoded picture, [1, 3, H, W] in bytes: detail of the visitor's own that latents do not hold. */
  readonly finer?: PlainTensor;
  readonly leanedOn: readonly ArtworkCredit[];
  readonly notRead: NotRead;
}

export const noTrail: Trail = { answers: [] };
