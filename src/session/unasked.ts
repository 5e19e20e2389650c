import { firstPictureFiles, modelBytes } from '../catalog/catalog';
import type { ModelManifest } from '../contract/manifest';
import { areStored } from '../storage/model-cache';
import type { Session } from './session.svelte';

/** A copy may open with a large model: that waits until it is asked for. */
const mostBytes = 64 * 2 ** 20;

/** Whether the chosen model is the one the page opens with, and small: only that may be fetched before Generate. */
export function isSmallDefault({ model, models }: Pick<Session, 'model' | 'models'>): boolean {
  return model === models[0] && modelBytes(model) <= mostBytes;
}

/** Whether a picture from words needs nothing of the network but the runtime, which the browser's own cache has. */
export function isWhollyStored(model: ModelManifest): Promise<boolean> {
  const needed = new Set(firstPictureFiles(model));
  return areStored(model.files.filter(({ path }) => needed.has(path)));
}
