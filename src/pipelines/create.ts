import { namedError } from '../contract/errors';
import type { ModelFamily } from '../contract/manifest';
import { flow } from './flow';
import type { Pipeline } from './pipeline';

const pipelines: Readonly<Partial<Record<ModelFamily, Pipeline>>> = { flow };

/** The pipeline of a model family. @throws ModelUnsupportedError */
export function createPipeline(family: ModelFamily): Pipeline {
  const pipeline = pipelines[family];
  if (!pipeline) throw namedError('ModelUnsupportedError', `no pipeline for models of family "${family}"`);
  return pipeline;
}
