import type { ModelManifest } from '../contract/manifest';

/** What the visitor may set for the next pictures. Every default comes from the model's manifest. */
export interface Settings {
  modelId: string;
  width: number;
  height: number;
  numInferenceSteps: number;
  guidanceScale: number;
  strength: number;
  seed: number;
  /** True: the next picture uses the same seed again. */
  isSeedLocked: boolean;
  numPictures: number;
  /** A style's id, or '' for none. */
  styleId: string;
  /** A scheduler's class name, or '' for the model's own. */
  scheduler: string;
  /** True: the device rests between steps and pictures. */
  isCool: boolean;
}

export const maxPictures = 16;
export const maxSeed = 2 ** 32 - 1;

export function initialSettings(): Settings {
  return {
    modelId: '',
    width: 0,
    height: 0,
    numInferenceSteps: 1,
    guidanceScale: 1,
    strength: 1,
    seed: randomSeed(),
    isSeedLocked: false,
    numPictures: 1,
    styleId: '',
    scheduler: '',
    isCool: false,
  };
}

/** The settings for a model newly chosen: its defaults, and of the old ones what does not depend on a model. */
export function settingsFor(model: ModelManifest, old: Settings): Settings {
  const { defaults } = model;
  return {
    ...old,
    modelId: model.id,
    width: defaults.width,
    height: defaults.height,
    numInferenceSteps: defaults.num_inference_steps,
    guidanceScale: defaults.guidance_scale,
    strength: defaults.strength ?? 0.7,
    styleId: '',
    scheduler: '',
  };
}

export function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!;
}
