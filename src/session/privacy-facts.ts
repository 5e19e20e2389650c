import { modelBytes } from '../catalog/catalog';
import { runningWorkers, workerRequests } from '../engine/endable-worker';
import type { Content } from './content.svelte';
import type { Session } from './session.svelte';

/** What of the visitor's is in the tab's memory now. */
export interface InMemory {
  readonly characters: number;
  readonly photos: number;
  readonly pictures: number;
  readonly clips: number;
  /** Of pixels, files and latents: everything that can be reached from the content. */
  readonly bytes: number;
}

/** What Forget everything did: counted before and after, not claimed. */
export interface ForgetReport {
  readonly pictures: number;
  readonly workers: number;
  /** Addresses of downloads that were still open. */
  readonly addresses: number;
  readonly before: InMemory;
  readonly after: InMemory;
}

export function inMemory(content: Content): InMemory {
  const { prompt, negativePrompt, history, motion, portrait, reference, pictures, published } = content;
  const typed = [
    ...[prompt, negativePrompt, ...history, ...motion.keyFrames.map((frame) => frame.prompt)],
    ...[published.title, ...Object.values(published.captions)],
  ];
  return {
    characters: typed.reduce((sum, text) => sum + text.length, 0),
    photos: (reference ? 1 : 0) + (portrait.photo ? 1 : 0),
    pictures: pictures.length + content.bin.length,
    clips: motion.clips.length,
    bytes: heldBytes(content),
  };
}

/** Bytes of the models that are open, and the workers that live. */
export function enginesInMemory({ report, model }: Session): { readonly models: number; readonly workers: number } {
  return { models: report ? modelBytes(model) : 0, workers: runningWorkers() };
}

/** Walks all that can be reached, so that a new kind of content cannot be missed. Each buffer counts once. */
function heldBytes(value: unknown, seen = new Set<object>()): number {
  if (typeof value !== 'object' || value === null) return 0;
  const held = ArrayBuffer.isView(value) ? value.buffer : value;
  if (seen.has(held)) return 0;
  seen.add(held);
  if (held instanceof ArrayBuffer || held instanceof SharedArrayBuffer) return held.byteLength;
  if (held instanceof Blob) return held.size;
  const inner = held instanceof Map || held instanceof Set ? [...held].flat() : fieldsOf(held);
  return inner.reduce<number>((sum, one) => sum + heldBytes(one, seen), 0);
}

/** Svelte turns a class's `$state` fields into getters of its prototype. */
function fieldsOf(object: object): unknown[] {
  const prototype: unknown = Object.getPrototypeOf(object);
  const getters =
    typeof prototype === 'object' && prototype !== null && prototype !== Object.prototype
      ? Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { get }]) => (get ? [name] : []))
      : [];
  return [...Object.values(object), ...getters.map((name) => (object as Record<string, unknown>)[name])]; // its own getters
}

export type Why = 'page' | 'script' | 'style' | 'runtime' | 'model' | 'list' | 'settings' | 'icon' | 'other';

/** One request that this tab made. */
export interface ShownRequest {
  /** In the app's folder; a whole address if it is elsewhere. */
  readonly path: string;
  readonly by: 'page' | 'worker' | 'service-worker';
  readonly from: 'host' | 'device' | 'refused';
  readonly bytes: number;
  readonly why: Why;
}

/** Every request of the page, its workers and the service worker, and every model file that came from storage. */
export async function allRequests(session: Session): Promise<readonly ShownRequest[]> {
  const { baseUrl } = session;
  const [stored, kept] = await Promise.all([session.requests(), session.offline.report()]);
  const shown = (by: ShownRequest['by'], from: ShownRequest['from'], url: string, bytes: number): ShownRequest => {
    const path = url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url;
    return { path: path === '' ? 'index.html' : path, by, from, bytes, why: whyOf(path) };
  };
  return [
    ...timings().map(({ url, bytes, fromHost }) => shown('page', fromHost ? 'host' : 'device', url, bytes)),
    ...workerRequests().map(({ url, bytes, fromHost }) => shown('worker', fromHost ? 'host' : 'device', url, bytes)),
    ...stored.filter(({ fromCache }) => fromCache).map(({ url, bytes }) => shown('worker', 'device', url, bytes)),
    ...(kept?.requests ?? []).map(({ path, bytes, from }) =>
      shown('service-worker', from === 'kept' ? 'device' : from, new URL(path, baseUrl).href, bytes),
    ),
  ];
}

function timings() {
  const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  return (entries as PerformanceResourceTiming[]).map(timingOf); // the two kinds asked for
}

/** A response that no host sent has no transfer size; sizes of our own origin are never hidden. */
function timingOf({ name, encodedBodySize, transferSize }: PerformanceResourceTiming) {
  return { url: name.split('#')[0]!, bytes: encodedBodySize, fromHost: transferSize > 0 };
}

export function whyOf(path: string): Why {
  if (path === '' || path === 'index.html') return 'page';
  if (/^(assets\/.*\.wasm|assets\/ort.*\.m?js|mediapipe\/.*)$/.test(path)) return 'runtime';
  if (/^(assets\/.*\.m?js|sw\.js)$/.test(path)) return 'script';
  if (/^assets\/.*\.css$/.test(path)) return 'style';
  if (/^(models\/(index|[^/]+\/files)\.json|build-manifest\.json)$/.test(path)) return 'list';
  if (path.startsWith('models/')) return 'model';
  if (path === 'host.json') return 'settings';
  if (/^(icon[\w.-]*|manifest\.webmanifest)$/.test(path)) return 'icon';
  return 'other';
}

export { checkOwnCopy, type CopyDifference } from '../network/check-own-copy';
export { tryToLeak } from '../network/try-to-leak';
export type { LeakAttempt } from '../contract/leak';
