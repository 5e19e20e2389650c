import { namedError } from '../contract/errors';
import type { LoadedModel } from '../models/loaded-model';
import { encodePictures } from '../models/vae';
import type { Scheduler } from '../schedulers/scheduler';
import type { NormalSource } from '../tensor/random';
import { concat, repeatEach, scale, type Tensor } from '../tensor/tensor';

/** A picture to begin with. */
export interface StartPicture {
  /** [1, 3, height, width] in −1…1. */
  readonly picture: Tensor;
  /** 0…1: how much of it may change. */
  readonly strength: number;
  /** Inpaint: 1 where it is to be redrawn, 0 where it is kept. */
  readonly mask?: {
    /** [1, 1, height, width]. */
    readonly pixels: Tensor;
    /** [1, 1, h, w], a latent cell each. */
    readonly cells: Tensor;
  };
}

/** The same picture, encoded already. */
export interface StartLatents {
  /** [pictures, channels, h, w], clean. */
  readonly clean: Tensor;
  readonly strength: number;
  readonly mask?: never;
}

export interface Start {
  /** [pictures, channels, h, w]. */
  readonly latents: Tensor;
  /** What an inpainting network (9 channels) sees beside the latents: mask and masked picture. */
  readonly besides?: Tensor;
  /** What other networks' results are held to outside the mask. */
  readonly keep?: Keep;
}

export interface Keep {
  readonly cells: Tensor;
  readonly clean: Tensor;
  readonly noise: Tensor;
}

interface StartCall {
  readonly prompts: readonly string[];
  readonly imagesPerPrompt: number;
  readonly width: number;
  readonly height: number;
  readonly start?: StartPicture | StartLatents;
}

/** First latents, drawn in diffusers' order: the picture's posterior, the noise, the masked picture's posterior. */
export async function startLatents(
  model: LoadedModel,
  scheduler: Scheduler,
  call: StartCall,
  inChannels: number,
  noise: NormalSource,
): Promise<Start> {
  const { vae } = model.manifest;
  const pictures = call.prompts.length * call.imagesPerPrompt;
  const dims = [pictures, vae.latent_channels, call.height / vae.downscale, call.width / vae.downscale];
  const { start } = call;
  const seesMask = inChannels === 2 * vae.latent_channels + 1;
  if (inChannels !== vae.latent_channels && !(seesMask && start?.mask)) {
    throw namedError(
      'ModelUnsupportedError',
      `the denoiser takes ${inChannels} channels, which this task does not fill`,
    );
  }
  if (!start) return { latents: scale(noise(dims), scheduler.initNoiseSigma) };
  if ('clean' in start) return { latents: scheduler.addNoise(start.clean, noise(dims), scheduler.begin) };

  const encoder = await model.open('vae_encoder');
  const encode = async (picture: Tensor) =>
    repeatEach(await encodePictures(encoder, picture, vae, noise, { maxBufferBytes: model.maxBufferBytes }), pictures);

  const fromNoise = start.mask !== undefined && start.strength === 1;
  const clean = fromNoise && seesMask ? undefined : await encode(start.picture);
  const drawn = noise(dims);
  const latents =
    fromNoise || !clean ? scale(drawn, scheduler.initNoiseSigma) : scheduler.addNoise(clean, drawn, scheduler.begin);
  if (!start.mask) {
    await model.done('vae_encoder');
    return { latents };
  }

  // Its noise is drawn for every network, needed or not: a seed's later noise must not shift.
  const masked = await encode(withoutMasked(start.picture, start.mask.pixels));
  await model.done('vae_encoder');
  const cells = repeatEach(start.mask.cells, pictures);
  if (seesMask) return { latents, besides: concat(1, cells, masked) };
  return { latents, ...(clean && { keep: { cells, clean, noise: drawn } }) };
}

/** Puts the picture back outside the mask: clean, or at the noise level of timestep `next` where there is one to come. */
export function keepOutside(
  latents: Tensor,
  { cells, clean, noise }: Keep,
  scheduler: Scheduler,
  next: number | undefined,
): Tensor {
  const outside = next === undefined ? clean : scheduler.addNoise(clean, noise, next);
  const size = cells.data.length / cells.dims[0]!;
  const channels = latents.dims[1]!;
  const data = latents.data.map((value, i) => {
    const picture = Math.floor(i / (size * channels));
    const redraw = cells.data[picture * size + (i % size)]!;
    return (1 - redraw) * outside.data[i]! + redraw * value;
  });
  return { data, dims: latents.dims };
}

/** The picture with mid-grey where it is to be redrawn. */
function withoutMasked({ data, dims }: Tensor, { data: mask }: Tensor): Tensor {
  return { data: data.map((value, i) => (mask[i % mask.length]! < 0.5 ? value : 0)), dims };
}
