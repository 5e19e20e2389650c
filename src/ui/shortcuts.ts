interface Shortcut {
  /** As the sheet of shortcuts shows it. */
  readonly shown: string;
  readonly keys: readonly string[];
  /** With Ctrl or ⌘; else with neither, nor with Alt. */
  readonly withControl?: boolean;
}

/**
 * Every key that means more than the browser gives it. What listens to keys asks `pressed`, and the sheet of shortcuts
 * lists this: the two cannot differ. A key without Ctrl is heard where the focus is only, but for `list`, which can be
 * switched off.
 */
export const shortcuts = {
  generate: { shown: 'Ctrl/⌘ + Enter', keys: ['Enter'], withControl: true },
  history: { shown: '↑ ↓', keys: ['ArrowUp', 'ArrowDown'] },
  weigh: { shown: 'Ctrl/⌘ + ↑ ↓', keys: ['ArrowUp', 'ArrowDown'], withControl: true },
  paste: { shown: 'Ctrl/⌘ + V', keys: [] }, // the browser's own: the page hears of what is pasted
  leaf: { shown: '← →', keys: ['ArrowLeft', 'ArrowRight'] },
  move: { shown: '← → ↑ ↓', keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] },
  paint: { shown: 'Space', keys: [' '] },
  join: { shown: 'Enter', keys: ['Enter'] },
  undo: { shown: 'Z', keys: ['z', 'Z'] },
  close: { shown: 'Esc', keys: ['Escape'] }, // dialogs have it from the browser, other panels from here
  list: { shown: '?', keys: ['?'] },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof shortcuts;

/** The key that was pressed, if it is one of the shortcut's. */
export function pressed<Id extends ShortcutId>(
  event: KeyboardEvent,
  id: Id,
): (typeof shortcuts)[Id]['keys'][number] | undefined {
  const { keys, withControl = false }: Shortcut = shortcuts[id];
  const hasControl = event.ctrlKey || event.metaKey;
  if (event.isComposing || hasControl !== withControl || event.altKey) return undefined;
  return keys.find((key) => key === event.key) as (typeof shortcuts)[Id]['keys'][number] | undefined; // of its own keys
}
