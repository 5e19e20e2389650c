import type { Pixels } from './pixels';

/** One picture to make. Plain data: it crosses to the worker. Defaults and limits were applied in `session/request.ts`. */
export interface GenerateRequest {
  readonly modelId: string;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly width: number;
  readonly height: number;
  readonly numInferenceSteps: number;
  readonly guidanceScale: number;
  /** Rescale of guided noise (Lin et al. 2023, section 3.4), 0 = off. */
  readonly guidanceRescale?: number;
  readonly clipSkip?: number;
  readonly seed: number;
  /** A scheduler's class name in place of the manifest's. */
  readonly scheduler?: string;
  /** 0…1, image-to-image and inpaint: how much of `image` may change. */
  readonly strength?: number;
  /** Start picture for image-to-image and inpaint. */
  readonly image?: Pixels;
  /** Inpaint: white (or opaque red channel 255) where the picture is to be redrawn. Same size as `image`. */
  readonly mask?: Pixels;
  /** The visitor's own pictures for a model with reference slots. */
  readonly references?: readonly Pixels[];
  /** The reference is all that is to be seen, as it is: nothing is cut out of it or laid on it, and the words name nothing new but its ground. */
  readonly isWhole?: true;
  /** With `image` and `mask`: the words say what is to be in the mask, not what the whole shows. For a model with reference slots. */
  readonly isLocal?: true;
  /** True: rest between steps, so that the device stays cool. */
  readonly isCool?: boolean;
}

/** An artwork from a model's memory that a picture leaned on. */
export interface ArtworkCredit {
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  readonly attribution: string;
  /** Its pixels were recoloured by arithmetic before the network saw it. */
  readonly isRecoloured?: true;
  /** The set it is from draws in another style than was asked for: a small network gave it that style. */
  readonly isRestyled?: true;
}

/** What of a prompt had no effect. Shown to the visitor, never stored. */
export interface NotRead {
  /** Words that the model has never seen. */
  readonly unknown: readonly string[];
  /** Words beyond what the model reads. */
  readonly dropped: number;
  /** Names of things that the picture was not to be covered with. */
  readonly notLaid: readonly string[];
}

export const allRead: NotRead = { unknown: [], dropped: 0, notLaid: [] };

export interface GenerateResult {
  readonly pixels: Pixels;
  readonly leanedOn: readonly ArtworkCredit[];
  readonly notRead: NotRead;
  readonly safety: SafetyVerdict;
  readonly elapsedMs: number;
  /** Of that: fetching and opening networks. */
  readonly loadMs: number;
  readonly stepMs: number;
  readonly backend: Backend;
}

/** What the local picture check says: a filter with errors, never a silent black square. */
export interface SafetyVerdict {
  readonly flagged: boolean;
  readonly reason?: 'explicit' | 'suggestive';
}

export type Backend = 'webgpu' | 'wasm';
