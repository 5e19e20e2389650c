/** Heard by the page, which says it to the visitor. */
export const partMissing = 'part-missing';

/**
 * A part of the page that is fetched when it is first wanted. Where it cannot be had, `undo` takes the wish back, so that it
 * can be had again, and the page says so.
 */
export function part<T>(load: () => Promise<T>, undo: () => void): Promise<T> {
  return load().catch(() => {
    undo();
    dispatchEvent(new Event(partMissing));
    return new Promise<T>(() => undefined); // what waited for it has gone with the wish
  });
}
