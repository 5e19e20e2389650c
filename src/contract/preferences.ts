export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const movements = ['system', 'reduced'] as const;
/** Whether things on the page may move. */
export type Movement = (typeof movements)[number];

export const languageCodes = ['en', 'de', 'fr', 'es', 'pt', 'ja', 'zh', 'ar'] as const;
export type Language = (typeof languageCodes)[number];

/**
 * What a visitor may let this device remember, and nothing else: words from closed lists, a public model's id, and one of the
 * sizes that its manifest names. None of it can be content.
 */
export interface Preferences {
  readonly theme?: Theme;
  readonly movement?: Movement;
  readonly language?: Language;
  readonly modelId?: string;
  readonly width?: number;
  readonly height?: number;
}
