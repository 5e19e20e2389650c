import { namedError } from '../contract/errors';
import type { ModelFamily } from '../contract/manifest';
import { flow } from './flow';
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
