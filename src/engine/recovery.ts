import { errorNameOf, type ErrorName } from '../contract/errors';
import type { Remedy } from '../contract/progress';
import type { Backend } from '../contract/request';
import { bytesPerPixel } from '../models/vae-tiling';

/** What a job is spared after a fault. Empty: nothing. */
export interface Care {
  readonly backend?: Backend;
  readonly maxBufferBytes?: number;
}

/** What this session has found out about the device. Held in memory by the session, and said nowhere else. */
export interface DeviceVerdict {
  care: Care;
}

/** How often a job is tried again in the same way, before another way is taken. */
export const retries = 2;
/** Largest tensors of smaller and smaller tiles: 320 and 256 pixels along an edge. */
const tileLimits = [128 * 2 ** 20, 64 * 2 ** 20];

const faults: readonly ErrorName[] = ['WorkerCrashedError', 'DeviceLostError', 'OutOfMemoryError', 'WrongResultError'];
/** A mistake of our own bears one of the language's names; doing it again would only repeat it. */
const mistakes = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'];

/** Whether another worker or device may do better. The runtime's own errors come in prose, under no name that we know. */
export function isFault(error: unknown): boolean {
  const name = errorNameOf(error);
  if (name === 'UnknownError') return error instanceof Error && !mistakes.includes(error.name);
  return faults.includes(name);
}

export interface Setback {
  readonly fault: ErrorName;
  readonly care: Care;
  /** Where the job ran, as far as is known. */
  readonly backend: Backend | undefined;
  /** Times that this job failed under this care. */
  readonly failures: number;
  readonly wasDecoding: boolean;
  /** Of the whole picture. */
  readonly pixels: number;
}

/** What to do next: the same again, then smaller tiles where they can help, then the processor. Undefined: give up. */
export function nextAttempt(setback: Setback): { readonly remedy: Remedy; readonly care: Care } | undefined {
  const { fault, care, backend, failures, wasDecoding, pixels } = setback;
  const onProcessor = (care.backend ?? backend) === 'wasm';
  // Too little room and wrong numbers come back on the same card, so no time is lost with it.
  const comesBack = fault === 'OutOfMemoryError' || fault === 'WrongResultError';
  if (comesBack && wasDecoding) {
    const held = Math.min(care.maxBufferBytes ?? Infinity, pixels * bytesPerPixel);
    const maxBufferBytes = tileLimits.find((limit) => limit < held);
    if (maxBufferBytes !== undefined) return { remedy: 'smaller-tiles', care: { ...care, maxBufferBytes } };
  }
  if (failures <= retries && (onProcessor || !comesBack)) return { remedy: 'again', care };
  return onProcessor ? undefined : { remedy: 'processor', care: { ...care, backend: 'wasm' } };
}
