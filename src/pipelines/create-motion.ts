import { namedError } from '../contract/errors';
import type { ModelFamily } from '../contract/manifest';
import type { MotionRequest } from '../contract/motion';
import type { LoadedModel } from '../models/loaded-model';
import { flowParts } from './motion-flow';
import type { MotionParts } from './motion-parts';
import { stableDiffusionParts } from './motion-stable-diffusion';

type MakeParts = (model: LoadedModel, motion: MotionRequest, signal: AbortSignal) => MotionParts<unknown>;

// Each family's conditioning goes only where that family's parts made it.
const families: Readonly<Record<ModelFamily, MakeParts>> = {
  flow: flowParts as MakeParts,
  sd: stableDiffusionParts as MakeParts,
  sdxl: stableDiffusionParts as MakeParts,
  lcm: stableDiffusionParts as MakeParts,
};

/** @throws ModelUnsupportedError */
export function createMotionParts(
  model: LoadedModel,
  motion: MotionRequest,
  signal: AbortSignal,
): MotionParts<unknown> {
  const { family } = model.manifest;
  const make = Object.hasOwn(families, family) ? families[family] : undefined; // a manifest is data: it may name any
  if (!make) throw namedError('ModelUnsupportedError', `no motion for models of family "${family}"`);
  return make(model, motion, signal);
}
