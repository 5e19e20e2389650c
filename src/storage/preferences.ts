import { settingsKey as key } from '../contract/kept-names';
import type { ModelManifest } from '../contract/manifest';
import { languageCodes, movements, themes, type Preferences } from '../contract/preferences';

/**
 * The visitor's settings, kept on this device only when asked. What is written and what is read back both go through
 * `known`: only values from the closed lists of the contract and of the models' manifests pass, so no content can.
 */

/** What is kept; undefined when nothing is, or the browser refuses. */
export function readPreferences(models: readonly ModelManifest[]): Preferences | undefined {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : known(JSON.parse(text), models);
  } catch {
    return undefined;
  }
}

/** Returns false when the browser refuses. */
export function keepPreferences(preferences: Preferences, models: readonly ModelManifest[]): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(known(preferences, models)));
    return true;
  } catch {
    return false;
  }
}

export function dropPreferences(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // refused: then nothing is kept either
  }
}

/** Of anything at all, what a preference may be. */
function known(value: unknown, models: readonly ModelManifest[]): Preferences {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Partial<
    Record<keyof Preferences, unknown>
  >;
  const theme = themes.find((one) => one === given.theme);
  const movement = movements.find((one) => one === given.movement);
  const language = languageCodes.find((one) => one === given.language);
  const model = models.find(({ id }) => id === given.modelId);
  const size = model?.limits.sizes.find(([width, height]) => width === given.width && height === given.height);
  return {
    ...(theme && { theme }),
    ...(movement && { movement }),
    ...(language && { language }),
    ...(model && { modelId: model.id }),
    ...(size && { width: size[0], height: size[1] }),
  };
}
