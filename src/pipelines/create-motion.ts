import { namedError } from '../contract/errors';
import type { ModelFamily } from '../contract/manifest';
import type { MotionRequest } from '../contract/motion';
import type { LoadedModel } from '../models/loaded-model';
import { flowParts } from './motion-flow';
import type { MotionParts } from './motion-parts';

type MakeParts = (model: LoadedModel, motion: MotionRequest, signal: AbortSignal) => MotionParts<unknown>;

const families: Readonly<Partial<Record<ModelFamily, MakeParts>>> = {
  // Each family's conditioning goes only where that family's parts made it.
  flow: flowParts as MakeParts,
};

/** The families that Motion can draw with. */
export const motionFamilies = Object.keys(families);

/** @throws ModelUnsupportedError */
export function createMotionParts(
  model: LoadedModel,
  motion: MotionRequest,
  signal: AbortSignal,
): MotionParts<unknown> {
  const make = families[model.manifest.family];
  if (!make) throw namedError('ModelUnsupportedError', `no motion for models of family "${model.manifest.family}"`);
  return make(model, motion, signal);
}
