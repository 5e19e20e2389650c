import type { Pixels } from './pixels';

/** Where a job is. Progress travels on its own port and may arrive after the result: the receiver drops what is late. */
export type Progress =
  | { readonly stage: 'downloading'; readonly loadedBytes: number; readonly totalBytes: number }
  | { readonly stage: 'preparing'; readonly component: string }
  | { readonly stage: 'encoding' }
  | {
      readonly stage: 'denoising';
      /** 1-based: steps finished. */
      readonly step: number;
      readonly steps: number;
      readonly elapsedMs: number;
      /** The picture so far, by the manifest's latent-to-RGB matrix, one pixel a latent cell. */
      readonly preview?: Pixels;
    }
  | { readonly stage: 'decoding' };

export type OnProgress = (progress: Progress) => void;
