/** A file of this build as the service worker knows it: the build writes the list into the worker's own script. */
export interface AppFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface AppFiles {
  /** Kept as soon as "Work offline" is on: the page, its scripts and its lists. */
  readonly shell: readonly AppFile[];
  /** Kept when first used: the runtimes, of which a device needs one. */
  readonly onUse: readonly AppFile[];
}

/** One request that the service worker answered, for the Privacy panel. */
export interface HandledRequest {
  readonly path: string;
  readonly bytes: number;
  readonly from: 'kept' | 'host' | 'refused';
}

export type OfflineMessage = 'report' | 'seal' | 'take-over';

/** The answer to every message. */
export interface OfflineReport {
  /** The build that is kept: the start of a hash over its list of files. */
  readonly version: string;
  readonly isSealed: boolean;
  /** Since the browser last started the service worker. */
  readonly requests: readonly HandledRequest[];
}

/** What one cache of ours is called: copies under other paths of the same origin have their own. */
export const appCachePrefix = (scope: string) => `ephemera-app ${new URL(scope).pathname} `;
export const sealCacheName = (scope: string) => `ephemera-seal ${new URL(scope).pathname}`;
