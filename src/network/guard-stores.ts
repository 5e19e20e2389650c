import { isOwnCache, modelDatabase, settingsKey } from '../contract/kept-names';
import { guard, refusal } from './guard';

/** The page's stores open under the app's own names only, so that no library keeps anything beside them. */
export function guardStores(): void {
  guardSettings();
  guard(IDBFactory.prototype, 'open', (_, name) => name === modelDatabase);
  if (typeof CacheStorage === 'function') guard(CacheStorage.prototype, 'open', (_, name) => isOwnCache(String(name))); // only where secure
  for (const method of ['pushState', 'replaceState'] as const) {
    guard(History.prototype, method, (_, state) => state === null); // it is kept with the tab, and restored with it
  }
}

/** What is copied leaves the tab for every program: only on a person's own act, where the browser says what that is. */
export function guardClipboard(): void {
  if (typeof Clipboard !== 'function' || !navigator.userActivation) return; // only where secure
  for (const method of ['write', 'writeText'] as const) {
    guard(Clipboard.prototype, method, () => navigator.userActivation.isActive);
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
