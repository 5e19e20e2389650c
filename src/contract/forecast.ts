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
