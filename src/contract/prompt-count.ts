/** What a model reads of a prompt. */
export type PromptCount =
  | {
      readonly unit: 'words';
      readonly count: number;
      /** Words beyond this have no effect. */
      readonly most: number;
      readonly dropped: number;
      readonly unknown: readonly string[];
    }
  | {
      readonly unit: 'tokens';
      readonly count: number;
      /** A longer prompt is read in parts of this many tokens. */
      readonly perChunk: number;
      readonly chunks: number;
    };
