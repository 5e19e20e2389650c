import type { Tensor } from '../tensor/tensor';

/**
 * How noise becomes less noise. All arithmetic is in float64 inside and float32 outside.
 * `i` indexes `timesteps`, so a scheduler made for one job keeps only the history its formula needs.
 */
export interface Scheduler {
  /** What the network is told at each call; fractional where diffusers' are. */
  readonly timesteps: readonly number[];
  readonly sigmas?: readonly number[];
  readonly initNoiseSigma: number;
  /** First index into `timesteps` (image-to-image starts later). */
  readonly begin: number;
  scaleModelInput(latents: Tensor, i: number): Tensor;
  /** One step. `noise()` draws standard normal noise of the latents' dims: called only where diffusers calls randn. */
  step(modelOutput: Tensor, i: number, latents: Tensor, noise: () => Tensor): Tensor;
  /** The clean latents that this step works towards (diffusers' `pred_original_sample`), where the formula has them. */
  predictOriginal?(modelOutput: Tensor, i: number, latents: Tensor): Tensor;
  /** Noised copy of clean latents at `timesteps[i]`, for image-to-image starts and inpainting. */
  addNoise(clean: Tensor, noise: Tensor, i: number): Tensor;
}
