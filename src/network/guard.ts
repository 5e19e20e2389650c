/** What the page takes away from itself, or watches over: for good, since nothing can put it back. */
export function takeAway(owner: object, name: string): void {
  Object.defineProperty(owner, name, { value: undefined, configurable: false, writable: false });
}

type IsAllowed = (owner: unknown, ...given: unknown[]) => boolean;

export function guard<T extends object>(owner: T, method: keyof T, isAllowed: IsAllowed): void {
  const original = owner[method] as (...given: unknown[]) => unknown; // the callers above name methods
  function guarded(this: T, ...given: unknown[]): unknown {
    if (!isAllowed(this, ...given)) throw refusal();
    return original.apply(this, given);
  }
  Object.defineProperty(owner, method, { value: guarded, configurable: false, writable: false });
}

export function guardSetter(owner: object, name: string, isAllowed: IsAllowed): void {
  const { set, ...rest } = Object.getOwnPropertyDescriptor(owner, name)!; // every browser has those named above
  function guarded(this: unknown, value: unknown): void {
    if (!isAllowed(this, value)) throw refusal();
    set!.call(this, value);
  }
  Object.defineProperty(owner, name, { ...rest, set: guarded, configurable: false });
}

export function refusal(): DOMException {
  return new DOMException('Not something that this page does.', 'NotAllowedError');
}
