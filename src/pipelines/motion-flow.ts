import type { MotionRequest } from '../contract/motion';
import type { LoadedModel } from '../models/loaded-model';
import { lerp } from '../tensor/interpolate';
import { randomNormal } from '../tensor/random';
import { addScaled } from '../tensor/tensor';
import { decode, denoise, encodeImage, flowScheduler, latentDims, prepare, type Conditioning } from './flow';
import { keyFrameRequest, keysOf, type MotionParts } from './motion-parts';
import { pacer } from './pace';

/** The default model's parts. */
export function flowParts(model: LoadedModel, motion: MotionRequest, signal: AbortSignal): MotionParts<Conditioning> {
  const request = keyFrameRequest(motion, keysOf(motion)[0]);
  const dims = latentDims(model, request);
  // Where the noise is what is seen to move or to become a picture, nothing but noise comes first.
  const isFromNoise = motion.kind === 'becoming' || motion.kind === 'drift';
  return {
    prepare: (key) => prepare(model, keyFrameRequest(motion, key)),
    mix: mixConditioning,
    noise: (seed) => randomNormal(dims, seed),
    decode: (latents) => decode(model, latents),
    encode: (picture) => encodeImage(model, picture),
    denoise(conditioning, noise, start, onState) {
      const { begin, ...scheduler } = flowScheduler(model, request, start || isFromNoise ? 1 : conditioning.start);
      // An image-to-image start: later steps only, from the picture with noise added.
      const first = start ? firstStep(scheduler.timesteps.length, start.strength) : begin;
      const latents = scheduler.addNoise(start?.clean ?? conditioning.composed, noise, first);
      return denoise(model, conditioning, latents, { ...scheduler, begin: first }, pacer(signal), {
        ...(onState && {
          onStep: (before, velocity, i) => {
            const { sigmas } = scheduler;
            const after = addScaled(before, velocity, sigmas![i + 1]! - sigmas![i]!);
            onState(after, addScaled(before, velocity, -sigmas![i]!));
          },
        }),
      });
    },
  };
}

/** As diffusers' flow image-to-image, but at least one step is always run: a frame that is not redrawn would stand still. */
function firstStep(steps: number, strength: number): number {
  return Math.min(steps - 1, Math.trunc(Math.max(steps - Math.min(steps * strength, steps), 0)));
}

/** Words, artwork, placement and colours change together and evenly. */
function mixConditioning(a: Conditioning, b: Conditioning, t: number): Conditioning {
  if (t === 0) return a;
  if (t === 1) return b;
  const [from, to] = [a.references, b.references];
  return {
    ...a,
    promptEmbeds: lerp(a.promptEmbeds, b.promptEmbeds, t),
    composed: lerp(a.composed, b.composed, t),
    start: a.start + (b.start - a.start) * t,
    references: {
      referenceLatents: lerp(from.referenceLatents, to.referenceLatents, t),
      referenceNames: lerp(from.referenceNames, to.referenceNames, t),
      referenceMask: lerp(from.referenceMask, to.referenceMask, t),
      referenceFlags: lerp(from.referenceFlags, to.referenceFlags, t),
    },
  };
}
