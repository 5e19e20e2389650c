import type { MotionRequest } from '../contract/motion';
import { pixelsToTensor, tensorToPixels } from '../image/pixels-to-tensor';
import type { LoadedModel } from '../models/loaded-model';
import type { TextEmbeds } from '../models/text-encoder';
import { encodePictures } from '../models/vae';
import { lerp } from '../tensor/interpolate';
import { normalSource, randomNormal, type NormalSource } from '../tensor/random';
import { batchSlice, tensor, sizeOf, type Tensor } from '../tensor/tensor';
import { denoise, readPrompts } from './diffuse';
import type { PromptEmbeds } from './encode-prompt';
import { latentDims } from './flow';
import { keyFrameRequest, keysOf, type MotionParts } from './motion-parts';
import { pacer } from './pace';
import { callOf, runDecoder } from './stable-diffusion';

/**
 * The parts of Stable Diffusion's families. Denoiser and autoencoder stay open from frame to frame, however large the model
 * is: opening them anew for each would take longer than drawing it.
 */
export function stableDiffusionParts(
  model: LoadedModel,
  motion: MotionRequest,
  signal: AbortSignal,
): MotionParts<PromptEmbeds> {
  const keys = keysOf(motion);
  const request = keyFrameRequest(motion, keys[0]);
  const { manifest, maxBufferBytes } = model;
  const pace = pacer(signal);
  const call = callOf(model, request);
  return {
    // All at once: the encoders are opened once, and a long prompt makes the others as long, so that they can be mixed.
    async prepare(key) {
      const { positive, negative, tokens } = await readPrompts(model, {
        ...call,
        prompts: keys.map(({ prompt }) => prompt),
        negativePrompts: keys.map(() => call.negativePrompts[0]),
      });
      const at = keys.findIndex(({ prompt }) => prompt === key.prompt);
      return { positive: only(positive, at), ...(negative && { negative: only(negative, at) }), tokens };
    },
    mix: (a, b, t) => ({
      positive: mixed(a.positive, b.positive, t),
      ...(a.negative && b.negative && { negative: mixed(a.negative, b.negative, t) }),
      tokens: a.tokens,
    }),
    noise: (seed) => randomNormal(latentDims(model, request), seed),
    async denoise(embeds, noise, start, onState) {
      const strength = start && atLeastOneStep(start.strength, motion.numInferenceSteps);
      const { latents } = await denoise(
        model,
        { ...call, ...(start && { start: { clean: start.clean, strength: strength! } }) },
        embeds,
        {
          noise: beginningWith(noise, keys[0].seed),
          pace,
          ...(onState && {
            onStep: ({ seen, original }) => {
              const state = seen();
              onState(state, original ?? state);
            },
          }),
        },
      );
      return latents;
    },
    decode: async (latents) => tensorToPixels(await runDecoder(model, latents, pace)),
    async encode(picture) {
      const encoder = await model.open('vae_encoder');
      return encodePictures(encoder, pixelsToTensor(picture), manifest.vae, mean, { maxBufferBytes, between: pace });
    },
  };
}

/** Of the distribution that an encoder gives out: what is drawn from it would differ, and flicker, from frame to frame. */
const mean: NormalSource = (dims) => tensor(new Float32Array(sizeOf(dims)), dims);

/** The noise given first; later draws, of schedulers that add noise as they go, as a seed's own: alike in every frame. */
function beginningWith(first: Tensor, seed: number): NormalSource {
  let later: NormalSource | undefined;
  let isFirst = true;
  return (dims) => {
    if (isFirst) {
      isFirst = false;
      return first;
    }
    if (!later) {
      later = normalSource(seed);
      later(first.dims);
    }
    return later(dims);
  };
}

/** A frame that is not redrawn at all would stand still. */
function atLeastOneStep(strength: number, steps: number): number {
  return Math.trunc(steps * strength) >= 1 ? strength : Math.min(1, (1 + 1e-6) / steps);
}

function only({ hidden, pooled }: TextEmbeds, at: number): TextEmbeds {
  return { hidden: batchSlice(hidden, at, at + 1), ...(pooled && { pooled: batchSlice(pooled, at, at + 1) }) };
}

function mixed(a: TextEmbeds, b: TextEmbeds, t: number): TextEmbeds {
  return { hidden: lerp(a.hidden, b.hidden, t), ...(a.pooled && b.pooled && { pooled: lerp(a.pooled, b.pooled, t) }) };
}
