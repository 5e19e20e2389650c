import type { AppFile, AppFiles, HandledRequest, OfflineMessage, OfflineReport } from '../contract/offline';
import { hex } from '../contract/hex';
import { appCachePrefix, sealCacheName } from '../contract/offline';
import { routeOf, sealedPolicy } from './routes';

/**
 * Serves the files of one build from this device, and under the seal nothing else. It keeps public files only: no request
 * with a body or a query gets past it. Registered only when the visitor turns on "Work offline" or the seal.
 */
declare const self: ServiceWorkerGlobalScope & {
  /** Written into this script by `tools/build/service-worker.ts`, so that another build is another script. */
  readonly ephemeraFiles: AppFiles;
  readonly ephemeraVersion: string;
};

const { scope } = self.registration;
const files = self.ephemeraFiles;
const cacheName = `${appCachePrefix(scope)}${self.ephemeraVersion}`;
const handled: HandledRequest[] = [];
/** Client ids of sealed pages; read from storage once, since the browser ends an idle service worker when it likes. */
let seals: Promise<Set<string>> | undefined;

self.addEventListener('install', (event) => event.waitUntil(keepShell()));

self.addEventListener('activate', (event) => event.waitUntil(begin()));

self.addEventListener('fetch', (event) => event.respondWith(answer(event.request)));

self.addEventListener('message', (event) => event.waitUntil(obey(event)));

async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(files.shell.map((file) => fetchAndKeep(cache, file)));
  const settings = await ask('host.json');
  if (settings.ok) await cache.put(address('host.json'), settings);
}

/** What older builds kept goes; pages that are open already are served from now on. */
async function begin(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(appCachePrefix(scope)) && name !== cacheName) await caches.delete(name);
  }
  await self.clients.claim();
}

async function obey(event: ExtendableMessageEvent): Promise<void> {
  const message = event.data as OfflineMessage; // only our own pages can write here
  if (message === 'take-over') return self.skipWaiting();
  if (message === 'seal' && event.source && 'id' in event.source) {
    const cache = await caches.open(sealCacheName(scope));
    await cache.put(address(`sealed/${event.source.id}`), new Response());
    seals = undefined;
  }
  const report: OfflineReport = { version: self.ephemeraVersion, isSealed: await isSealed(), requests: handled };
  event.ports[0]?.postMessage(report);
}

async function answer(request: Request): Promise<Response> {
  const { method, url, mode } = request;
  const isNavigation = mode === 'navigate';
  const route = routeOf({ method, url, isNavigation, hasRange: request.headers.has('Range') }, scope, files);
  const sealed = await isSealed();
  if (isNavigation && !sealed && (await isTimeToTakeOver())) return startAnew();
  switch (route.to) {
    case 'kept':
      return kept(route.file, request, sealed);
    case 'settings':
      return settings(sealed);
    case 'host':
      if (sealed) return refuse(url);
      return note(url, 'host', await fetch(request));
    case 'refused':
      return refuse(url);
  }
}

async function kept(file: AppFile, request: Request, sealed: boolean): Promise<Response> {
  const cache = await caches.open(cacheName);
  const found = await cache.match(address(file.path));
  if (!found && sealed) return refuse(request.url);
  const response = found ?? (await fetchAndKeep(cache, file));
  handled.push({ path: file.path, bytes: file.bytes, from: found ? 'kept' : 'host' });
  return sealed && request.destination === 'worker' ? underSeal(response, await cache.keys()) : response;
}

async function settings(sealed: boolean): Promise<Response> {
  const cache = await caches.open(cacheName);
  const fresh = sealed ? undefined : await ask('host.json').catch(() => undefined);
  if (fresh?.ok) {
    await cache.put(address('host.json'), fresh.clone());
    return note(address('host.json'), 'host', fresh);
  }
  const found = await cache.match(address('host.json'));
  return found ? note(address('host.json'), 'kept', found) : refuse(address('host.json'));
}

/** A worker's script takes its policy with it. Pages and scripts have theirs from the page. */
function underSeal(script: Response, kept: readonly Request[]): Response {
  const headers = new Headers(script.headers);
  const addresses = kept.map(({ url }) => url).filter((url) => /\.(wasm|json)$/.test(url));
  headers.set('Content-Security-Policy', sealedPolicy(headers.get('Content-Security-Policy'), addresses));
  return new Response(script.body, { status: script.status, headers });
}

/**
 * Fetches a file of this build and keeps it, if it is what the build's list says: a host that has another build by now
 * cannot mix the two.
 */
async function fetchAndKeep(cache: Cache, file: AppFile): Promise<Response> {
  const response = await ask(file.path);
  const bytes = response.ok ? await response.clone().arrayBuffer() : new ArrayBuffer(0);
  if (hex(await crypto.subtle.digest('SHA-256', bytes)) !== file.sha256) {
    throw new Error(`${file.path} is not the file of this build`);
  }
  await cache.put(address(file.path), response.clone());
  return response;
}

function ask(path: string): Promise<Response> {
  return fetch(address(path), {
    cache: path.startsWith('assets/') ? 'default' : 'no-cache',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
  });
}

/**
 * A newer build waits until no page of the old one is open. A navigation with at most one page open is that page being
 * loaded anew, so there is nothing to mix: the newer build takes over, and the page is asked for again.
 */
async function isTimeToTakeOver(): Promise<boolean> {
  if (!self.registration.waiting) return false;
  return (await self.clients.matchAll({ type: 'window' })).length < 2;
}

async function startAnew(): Promise<Response> {
  self.registration.waiting?.postMessage('take-over' satisfies OfflineMessage);
  const page = await caches.match(address('index.html'), { cacheName });
  const headers = new Headers(page?.headers);
  headers.set('Refresh', '0');
  return new Response('', { headers });
}

/** While any sealed page lives, nothing but what is kept is served, to it, its workers or anyone of this copy. */
async function isSealed(): Promise<boolean> {
  seals ??= readSeals();
  const known = await seals;
  for (const id of known) {
    if (await self.clients.get(id)) return true;
    known.delete(id);
    await (await caches.open(sealCacheName(scope))).delete(address(`sealed/${id}`));
  }
  return false;
}

async function readSeals(): Promise<Set<string>> {
  if (!(await caches.has(sealCacheName(scope)))) return new Set();
  const marks = await (await caches.open(sealCacheName(scope))).keys();
  return new Set(marks.map(({ url }) => url.slice(address('sealed/').length)));
}

function note(url: string, from: HandledRequest['from'], response: Response): Response {
  const bytes = Number(response.headers.get('Content-Length') ?? 0);
  handled.push({ path: shownPath(url), bytes, from });
  return response;
}

function refuse(url: string): Response {
  handled.push({ path: shownPath(url), bytes: 0, from: 'refused' });
  return Response.error();
}

/** Without a query: what was refused is shown, not what it carried. */
function shownPath(url: string): string {
  const { origin, pathname } = new URL(url);
  const folder = new URL(scope).pathname;
  return origin === self.location.origin && pathname.startsWith(folder)
    ? pathname.slice(folder.length)
    : origin + pathname;
}

const address = (path: string) => new URL(path, scope).href;
