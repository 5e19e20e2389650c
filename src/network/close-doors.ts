import { guardClipboard, guardStores } from './guard-stores';

/**
 * What no content policy covers, the page takes away from itself before anything else runs, so that no library in it can
 * use it: peer connections, cookies, storage that nothing here needs, channels to other tabs, new windows, looking up a name
 * ahead, and leading the tab to another site.
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
  refuseHints();
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

/** A link that asks to look up a name or to connect ahead is bound by no policy: `rel` takes no such word. */
function refuseHints(): void {
  const isHint = (rel: unknown) => /dns-prefetch|preconnect/i.test(String(rel));
  const { set, ...rel } = Object.getOwnPropertyDescriptor(HTMLLinkElement.prototype, 'rel')!; // every browser has it
  Object.defineProperty(HTMLLinkElement.prototype, 'rel', {
    ...rel,
    set(this: HTMLLinkElement, value: string) {
      if (!isHint(value)) set!.call(this, value);
    },
    configurable: false,
  });
  const { setAttribute } = Element.prototype;
  HTMLLinkElement.prototype.setAttribute = function (name, value) {
    if (name.toLowerCase() !== 'rel' || !isHint(value)) setAttribute.call(this, name, value);
  };
  takeAway(HTMLLinkElement.prototype, 'relList');
}

function takeAway(owner: object, name: string): void {
  Object.defineProperty(owner, name, { value: undefined, configurable: false, writable: false });
}
