/** Every way out of the tab that "Try to leak" tries. */
export type LeakWay =
  | 'fetch'
  | 'xhr'
  | 'beacon'
  | 'websocket'
  | 'eventsource'
  | 'webtransport'
  | 'webrtc'
  | 'image'
  | 'media'
  | 'font'
  | 'stylesheet'
  | 'script'
  | 'eval'
  | 'form'
  | 'link-click'
  | 'frame'
  | 'empty-frame'
  | 'object'
  | 'prefetch'
  | 'prerender'
  | 'dns-prefetch'
  | 'preconnect'
  | 'worker'
  | 'data-worker'
  | 'shared-worker'
  | LeakWayOfWorker
  | 'service-worker'
  | 'css'
  | 'reporting'
  | 'fetch-later'
  | 'new-window'
  | 'navigation'
  | 'clipboard'
  | 'other-tabs'
  | 'cookie'
  | 'local-storage'
  | 'session-storage'
  | 'indexed-db'
  | 'cache'
  | 'storage-buckets'
  | 'file-system'
  | 'window-name'
  | 'history-state';

/** What `leak.worker.ts` tries from inside a worker of ours. */
export type LeakWayOfWorker = 'fetch-in-worker' | 'import-in-worker' | 'nested-worker';

export interface LeakAttempt {
  readonly way: LeakWay;
  readonly blocked: boolean;
  /** The policy's directive, a `LeakStop`, or the name of the browser's own error. */
  readonly by: string;
}

/** Closed when the page opened; not in this browser; taken by the browser out of what was asked. */
export type LeakStop = 'closed' | 'absent' | 'struck-out';
