import type { ModelManifest } from '../contract/manifest';
import type { Preferences } from '../contract/preferences';
import { dropPreferences, keepPreferences, readPreferences } from '../storage/preferences';
import type { Settings } from './settings';

/** Look, language, last model and size: for this visit, and on this device only while the visitor wants that. */
export class PreferenceKeeper {
  chosen = $state.raw<Preferences>({});
  isKept = $state(false);
  /** The browser refused to keep them. */
  isRefused = $state(false);
  readonly #models: readonly ModelManifest[];

  constructor(models: readonly ModelManifest[]) {
    this.#models = models;
    const kept = readPreferences(models);
    this.isKept = kept !== undefined;
    this.chosen = kept ?? {};
  }

  choose(change: Preferences): void {
    this.chosen = { ...this.chosen, ...change };
    if (this.isKept) this.keep(true);
  }

  /** Off: what was kept is removed at once. */
  keep(wanted: boolean): void {
    this.isKept = wanted && keepPreferences(this.chosen, this.#models);
    this.isRefused = wanted && !this.isKept;
    if (!wanted) dropPreferences();
  }

  /** Settings of a model, at the size that was used last if the model has it. */
  applyTo(settings: Settings, model: ModelManifest): Settings {
    const { modelId, width, height } = this.chosen;
    const size = model.limits.sizes.find((one) => one[0] === width && one[1] === height);
    return modelId === model.id && size ? { ...settings, width: size[0], height: size[1] } : settings;
  }

  /** The model that was used last, or the first. */
  model(): ModelManifest {
    return this.#models.find(({ id }) => id === this.chosen.modelId) ?? this.#models[0]!;
  }
}
