import { appCachePrefix, sealCacheName, type OfflineMessage, type OfflineReport } from '../contract/offline';
import { ownScript } from '../network/own-script';

/** The page's side of the service worker: on, off, seal, and what it keeps. `scope` is the address of the app's folder. */

/** A file that the service worker keeps, or the mark of a sealed tab. */
export interface KeptFile {
  readonly cacheName: string;
  readonly url: string;
  /** The path in the app's folder. */
  readonly path: string;
  readonly bytes: number;
}

/** Whether the browser has what it takes: https or localhost, and service workers not switched off. */
export function canWorkOffline(): boolean {
  return globalThis.isSecureContext && 'serviceWorker' in navigator;
}

export async function isOffline(scope: string): Promise<boolean> {
  return canWorkOffline() && (await registrationOf(scope)) !== undefined;
}

/** Registers the service worker and waits until it serves this page. @throws when the browser or the host refuses. */
export async function turnOn(scope: string): Promise<void> {
  const registration = await navigator.serviceWorker.register(ownScript(new URL('sw.js', scope).href), { scope });
  const worker = registration.installing ?? registration.waiting;
  if (worker && !registration.active) await activated(worker);
  await controlled(scope);
}

/** Takes the service worker and all that it keeps away. */
export async function turnOff(scope: string): Promise<void> {
  if (!canWorkOffline()) return;
  await (await registrationOf(scope))?.unregister();
  for (const name of await ownCaches(scope)) await caches.delete(name);
}

/** Tells the service worker that this tab is sealed. It stays so until the tab is loaded anew. */
export function seal(scope: string): Promise<OfflineReport> {
  return ask(scope, 'seal');
}

export async function report(scope: string): Promise<OfflineReport | undefined> {
  return canWorkOffline() && controllerOf(scope) ? ask(scope, 'report') : undefined;
}

export async function listKept(scope: string): Promise<readonly KeptFile[]> {
  if (!canWorkOffline()) return [];
  const listed: KeptFile[] = [];
  for (const cacheName of await ownCaches(scope)) {
    const cache = await caches.open(cacheName);
    for (const { url } of await cache.keys()) {
      const { size } = (await (await cache.match(url))?.blob()) ?? { size: 0 };
      listed.push({ cacheName, url, path: url.slice(scope.length), bytes: size });
    }
  }
  return listed;
}

export async function removeKept({ cacheName, url }: KeptFile): Promise<void> {
  await (await caches.open(cacheName)).delete(url);
}

async function registrationOf(scope: string): Promise<ServiceWorkerRegistration | undefined> {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  return registration?.scope === scope ? registration : undefined; // another app may own a folder above
}

async function ownCaches(scope: string): Promise<readonly string[]> {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(appCachePrefix(scope)) || name === sealCacheName(scope));
}

function activated(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('the files of this build could not all be kept'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

/** Ours, if it serves this page: an app in a folder above may have one too. */
function controllerOf(scope: string): ServiceWorker | undefined {
  const { controller } = navigator.serviceWorker;
  return controller?.scriptURL === new URL('sw.js', scope).href ? controller : undefined;
}

function controlled(scope: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => controllerOf(scope) && resolve();
    navigator.serviceWorker.addEventListener('controllerchange', look);
    look();
  });
}

function ask(scope: string, message: OfflineMessage): Promise<OfflineReport> {
  return new Promise((resolve, reject) => {
    const controller = controllerOf(scope);
    if (!controller) return reject(new Error('no service worker serves this page'));
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      port1.close();
      resolve(data as OfflineReport); // service.worker.ts sends nothing else
    };
    controller.postMessage(message, [port2]);
  });
}
