import type { ErrorName } from './errors';
import type { Pixels } from './pixels';
import type { Drawn, PlainTensor } from './trail';

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
      /** For the job's trail; goes no further than the engine's page side. */
      readonly answer?: PlainTensor;
    }
  | { readonly stage: 'decoding'; readonly drawn?: Drawn }
  /** A picture is enlarged in parts; `part` of them are finished. */
  | { readonly stage: 'enlarging'; readonly part: number; readonly parts: number; readonly elapsedMs: number }
  | ({ readonly stage: 'recovering' } & Recovery);

/** A fault that a job survived, and how. */
export interface Recovery {
  readonly fault: ErrorName;
  readonly remedy: Remedy;
}

/** The same again on a fresh worker; in smaller tiles; on the processor in place of the graphics card. */
export type Remedy = 'again' | 'smaller-tiles' | 'processor';

export type OnProgress = (progress: Progress) => void;
