import { entriesOf } from './model-cache';
import { isOwnCache, modelDatabase } from '../contract/kept-names';

/** One thing that the browser keeps for this address. */
export interface KeptThing {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const asBytes = (text: string) => new TextEncoder().encode(text);

/**
 * All that the browser keeps for this address, name and bytes, one thing after the other: as it says itself, not as we have
 * noted it. Of a store that is not the app's only the name can be had: nothing opens it (`network/guard-stores.ts`).
 */
export async function* everythingKept(): AsyncGenerator<KeptThing> {
  for (const [key, value] of settingsKept()) yield { name: key, bytes: asBytes(`${key} ${value}`) };
  for (const { name = '' } of (await indexedDB.databases?.().catch(() => [])) ?? []) {
    yield { name, bytes: asBytes(name) };
    if (name === modelDatabase) yield* entriesOf();
  }
  if (typeof CacheStorage !== 'function') return; // only where secure
  for (const name of await caches.keys()) {
    yield { name, bytes: asBytes(name) };
    if (isOwnCache(name)) yield* filesOf(await caches.open(name));
  }
}

function settingsKept(): [string, string][] {
  try {
    return Object.entries({ ...localStorage }) as [string, string][]; // it holds nothing but text
  } catch {
    return []; // refused by the browser, to everybody
  }
}

async function* filesOf(cache: Cache): AsyncGenerator<KeptThing> {
  for (const { url } of await cache.keys()) {
    yield { name: url, bytes: asBytes(url) };
    const answer = await cache.match(url);
    if (answer) yield { name: url, bytes: new Uint8Array(await answer.arrayBuffer()) };
  }
}
