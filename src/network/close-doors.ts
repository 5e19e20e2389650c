import { takeAway } from './guard';
import { guardElements } from './guard-elements';
import { guardClipboard, guardStores } from './guard-stores';

/**
 * What no content policy covers, the page takes away from itself before anything else runs, so that no library in it can
 * use it: peer connections, cookies, storage that nothing here needs, channels to other tabs, new windows, frames,
 * looking up a name ahead, and leading the tab to another site.
 */
export function closeDoors(): void {
  for (const name of [
    'RTCPeerConnection',
    'webkitRTCPeerConnection',
    'RTCDataChannel',
    'sessionStorage',
    'cookieStore',
    'BroadcastChannel',
    'SharedWorker',
    'name', // of the window: it outlives the page
  ]) {
    takeAway(globalThis, name);
  }
  takeAway(StorageManager.prototype, 'getDirectory');
  takeAway(Document.prototype, 'cookie');
  takeAway(Navigator.prototype, 'storageBuckets');
  takeAway(window, 'open');
  guardStores();
  guardClipboard();
  guardElements();
  navigation()?.addEventListener('navigate', stay);
}

/** Not in TypeScript's DOM library, nor in every browser. */
export interface LeavingEvent extends Event {
  readonly userInitiated: boolean;
  readonly downloadRequest: string | null;
  readonly destination: { readonly url: string };
}

export function navigation(): EventTarget | undefined {
  return (globalThis as { navigation?: EventTarget }).navigation;
}

/** Only a person leads the tab elsewhere, by a link or the browser's own controls; a script does not. */
function stay(event: Event): void {
  const { userInitiated, downloadRequest, destination } = event as LeavingEvent; // the one event of that name
  if (userInitiated || downloadRequest !== null) return;
  if (new URL(destination.url).origin !== location.origin) event.preventDefault();
}
