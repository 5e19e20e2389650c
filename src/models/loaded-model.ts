import type { ModelManifest } from '../contract/manifest';
import type { OnnxNetwork } from '../runtime/onnx-network';

/** What `open` gives; the layers above do not see the runtime. */
export type { OnnxNetwork };

/**
 * A model whose parts arrive when they are asked for. Where the bytes come from (cache, this site, a folder in Node) is
 * the maker's business; pipelines see only this.
 */
export interface LoadedModel {
  readonly manifest: ModelManifest;
  /** The largest tensor that the device can hold, where it says so. */
  readonly maxBufferBytes?: number | undefined;
  hasComponent(name: string): boolean;
  /** Opens a component, or returns the one already open. */
  open(component: string): Promise<OnnxNetwork>;
  /** Frees a component that this job no longer needs, if the model is too large to keep whole. */
  done(component: string): Promise<void>;
  /** Awaited before the first step, whose time is told: what can be opened now is not opened among the steps. */
  beforeSteps?: () => Promise<void>;
  /** A small file of the model (vocabulary, artwork index), read once and kept. */
  file(path: string): Promise<Uint8Array>;
}
