/**
 * What no content policy covers, the page takes away from itself before anything else runs, so that no library in it can
 * use it: peer connections, cookies, storage that nothing here needs, new windows, and leading the tab to another site.
 */
export function closeDoors(): void {
  for (const name of [
    'RTCPeerConnection',
    'webkitRTCPeerConnection',
    'RTCDataChannel',
    'sessionStorage',
    'cookieStore',
  ]) {
    takeAway(globalThis, name);
  }
  takeAway(StorageManager.prototype, 'getDirectory');
  takeAway(Document.prototype, 'cookie');
  takeAway(window, 'open');
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

function takeAway(owner: object, name: string): void {
  Object.defineProperty(owner, name, { value: undefined, configurable: false, writable: false });
}
