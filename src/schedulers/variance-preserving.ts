import { combine, type Tensor } from '../tensor/tensor';
import { flagOf, type SchedulerConfig } from './scheduler-config';

/** ᾱ after the last step: of a clean picture, or of the first training step. */
export function finalAlpha(config: SchedulerConfig, alphasCumprod: Float32Array, oneByDefault: boolean): number {
  return flagOf(config, 'set_alpha_to_one', oneByDefault) ? 1 : alphasCumprod[0]!;
}

/** `sqrt(ᾱ) · clean + sqrt(1 − ᾱ) · noise` at `timesteps[i]`. */
export function addNoiseAt(timesteps: readonly number[], alphasCumprod: Float32Array) {
  return (clean: Tensor, noise: Tensor, i: number): Tensor => {
    const alpha = alphasCumprod[timesteps[i]!]!;
    return combine([Math.sqrt(alpha), clean], [Math.sqrt(1 - alpha), noise]);
  };
}
