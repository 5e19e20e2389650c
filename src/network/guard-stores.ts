import { isOwnCache, modelDatabase, settingsKey } from '../contract/kept-names';

/** The page's stores open under the app's own names only, so that no library keeps anything beside them. */
export function guardStores(): void {
  guardSettings();
  allowOnly(IDBFactory.prototype, 'open', (name) => name === modelDatabase);
  if (typeof CacheStorage === 'function') allowOnly(CacheStorage.prototype, 'open', (name) => isOwnCache(String(name))); // only where secure
  for (const method of ['pushState', 'replaceState'] as const) {
    allowOnly(History.prototype, method, (state) => state === null); // it is kept with the tab, and restored with it
  }
}

/** What is copied leaves the tab for every program: only on a person's own act, where the browser says what that is. */
export function guardClipboard(): void {
  if (typeof Clipboard !== 'function' || !navigator.userActivation) return; // only where secure
  for (const method of ['write', 'writeText'] as const) {
    allowOnly(Clipboard.prototype, method, () => navigator.userActivation.isActive);
  }
}

/** A proxy, because a setting can also be written as a property. */
function guardSettings(): void {
  let kept: Storage;
  try {
    kept = localStorage;
  } catch {
    return; // refused by the browser, to everybody
  }
  const setItem = (key: string, value: string) => {
    if (key !== settingsKey) throw refusal();
    kept.setItem(key, value);
  };
  const guarded = new Proxy(kept, {
    get(target, name) {
      if (name === 'setItem') return setItem;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set(_, name, value) {
      setItem(String(name), String(value));
      return true;
    },
    defineProperty: () => false,
  });
  Object.defineProperty(globalThis, 'localStorage', { value: guarded, configurable: false, writable: false });
}

function allowOnly<T extends object>(owner: T, method: keyof T, isAllowed: (first: unknown) => boolean): void {
  const original = owner[method] as (...given: unknown[]) => unknown; // the callers above name methods
  function guarded(this: T, ...given: unknown[]): unknown {
    if (!isAllowed(given[0])) throw refusal();
    return original.apply(this, given);
  }
  Object.defineProperty(owner, method, { value: guarded, configurable: false, writable: false });
}

function refusal(): DOMException {
  return new DOMException('Not something that this page does.', 'NotAllowedError');
}
