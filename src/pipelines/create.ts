import { namedError } from '../contract/errors';
import type { ModelFamily } from '../contract/manifest';
import type { LoadedModel } from '../models/loaded-model';
import { tokenizerOf } from './encode-prompt';
import { flow, lexicon } from './flow';
import type { Pipeline } from './pipeline';
import { stableDiffusion } from './stable-diffusion';

const pipelines: Readonly<Record<ModelFamily, Pipeline>> = {
  flow,
  sd: stableDiffusion,
  sdxl: stableDiffusion,
  lcm: stableDiffusion,
};

/** The pipeline of a model family. @throws ModelUnsupportedError */
export function createPipeline(family: ModelFamily): Pipeline {
  const pipeline = Object.hasOwn(pipelines, family) ? pipelines[family] : undefined; // a manifest is data: it may name any
  if (!pipeline) throw namedError('ModelUnsupportedError', `no pipeline for models of family "${family}"`);
  return pipeline;
}

/** Reads what a pipeline needs besides its networks (words, artwork), ahead of the first picture. */
export async function readWords(model: LoadedModel): Promise<void> {
  await (model.manifest.family === 'flow' ? lexicon(model) : tokenizerOf(model));
}
