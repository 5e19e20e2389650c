import type { Backend } from './request';

/** What the device can do, measured. Nothing in it is the visitor's. */
export interface ProbeResult {
  readonly backend: Backend;
  /** Multiplications and additions a second. */
  readonly convolutionPerSecond: number;
  readonly productPerSecond: number;
  /** The largest tensor that the device can hold, where it says so. */
  readonly maxBufferBytes?: number;
  /** Optional abilities of the graphics card. */
  readonly features: readonly string[];
  /** By model: why no pipeline here can use its networks, as far as its manifest tells. */
  readonly unusable: Readonly<Record<string, readonly string[]>>;
  readonly tookMs: number;
}

/**
 * Weights beside a graph that are this large or larger are opened lean on the processor: half floats stay half floats, and
 * one weight at a time is made whole. Otherwise all are, and with their copies pass the 4 GB that a page can have; or leave
 * the next part a heap that never shrinks.
 */
export const leanBytes = 0.5e9;
