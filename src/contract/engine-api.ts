import type { ProbeResult } from './forecast';
import type { HostConfig } from './host';
import type { ModelManifest } from './manifest';
import type { MotionJob, OnMotionEvent } from './motion';
import type { Pixels } from './pixels';
import type { OnProgress } from './progress';
import type { PromptCount } from './prompt-count';
import type { Backend, GenerateRequest, GenerateResult, SafetyVerdict } from './request';
import type { Trail } from './trail';

/** Where this copy's files are and what the visitor allows: sent once, before anything else. */
export interface EngineOptions {
  /** Absolute address of the page's folder. */
  readonly baseUrl: string;
  readonly models: readonly ModelManifest[];
  readonly host: HostConfig;
  readonly backend: Backend | 'auto';
  /** Most threads WASM may use (more than one needs a cross-origin isolated page). */
  readonly maxThreads: number;
  /** False: not even model files are kept. */
  readonly keepModels: boolean;
  /** A smaller largest tensor than the device says it can hold: pictures are decoded in smaller tiles. */
  readonly maxBufferBytes?: number;
}

/** What a worker tells the page of its own accord. */
export type WorkerNote =
  | { readonly type: 'request'; readonly record: RequestRecord }
  | { readonly type: 'backend'; readonly backend: Backend };

/** One request the tab made, for the Privacy panel. Addresses of model files only: never content. */
export interface RequestRecord {
  readonly url: string;
  readonly bytes: number;
  readonly reason: 'model file' | 'catalog';
  readonly fromCache: boolean;
}

/** How the model is being run, said in the page. */
export interface EngineReport {
  readonly backend: Backend;
  readonly threads: number;
  /** Milliseconds that fetching and compiling the runtime took. */
  readonly startMs: number;
  /** Why not the faster way, as a key for `ui/messages`; absent when there is nothing to say. */
  readonly note?: 'no-webgpu' | 'slow-webgpu' | 'no-threads';
  /** Set when the browser refused to keep model files. */
  readonly storageRefused: boolean;
}

/** Bytes of a model at hand so far, those that storage had already among them. */
export type OnBytes = (loadedBytes: number) => void;

export type EnlargeFactor = 2 | 4;

/** The whole worker boundary. Arguments in the order data, callback, signal. Only plain data crosses. */
export interface EngineApi {
  configure(options: EngineOptions, onNote: (note: WorkerNote) => void): Promise<void>;
  /** Fetches and opens a model ahead of the first picture. */
  warm(modelId: string, onProgress: OnProgress, signal: AbortSignal): Promise<EngineReport>;
  /** Measures the device for a forecast, between jobs. About a second. */
  probe(signal: AbortSignal): Promise<ProbeResult>;
  /**
   * Brings a model's files into storage without opening any. False: the browser refuses to keep them. Goes on where an
   * earlier one stopped, and beside a running job.
   */
  download(modelId: string, onBytes: OnBytes, signal: AbortSignal): Promise<boolean>;
  /** Goes on from the trail that an earlier worker left, if any. */
  generate(
    request: GenerateRequest,
    trail: Trail,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<GenerateResult>;
  /** What the open model reads of a prompt; undefined while another model, or none, is open. Waits for no job. */
  countPrompt(modelId: string, prompt: string): Promise<PromptCount | undefined>;
  /** A copy twice or four times as large, its edges redrawn by a network of the app's own. */
  enlarge(picture: Pixels, factor: EnlargeFactor, onProgress: OnProgress, signal: AbortSignal): Promise<Pixels>;
  /** Makes frames of a clip; each is handed over as soon as it is done. */
  motion(job: MotionJob, onEvent: OnMotionEvent, signal: AbortSignal): Promise<void>;
  /**
   * The picture check alone, for what no model here drew.
   * @throws SafetyError for a photo that is flagged
   */
  check(pixels: Pixels, isPhoto: boolean, signal: AbortSignal): Promise<SafetyVerdict>;
}
