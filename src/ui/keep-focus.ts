/** Where the focus is, or was: the element, and around it each parent with the child that holds it, from within. */
interface Place {
  readonly element: HTMLElement;
  readonly around: readonly { readonly parent: Element; readonly child: Element; readonly index: number }[];
}

const controls = 'button, select, summary, a[href], input:is([type="checkbox"], [type="radio"]), [tabindex="0"]';
const fields = 'input, textarea';

/**
 * A control that does away with itself (Delete, Dismiss, the last Undo) would leave the focus nowhere: it goes to what stands
 * nearest, the next before the one before. What is out of sight for a while gets it back. Returns how to stop.
 */
export function keepFocus(): () => void {
  let place: Place | undefined;
  let isOwed = false;
  let byKeyboard = false;
  /** A key that is still held would do to the next what was asked for one. */
  let isHeld = false;
  let frame = 0;

  function settle() {
    frame = 0;
    if (!place) return;
    if (canHave(document.activeElement)) {
      isOwed = false;
      return;
    }
    const { element } = place;
    isOwed ||= !isThere(element) || !isSeen(element);
    if (!isOwed) return; // it was left
    const heir = isThere(element) ? element : nearest(place, byKeyboard ? `${controls}, ${fields}` : controls);
    if (!heir) return;
    isHeld = heir !== element;
    place = placeOf(heir);
    if (isSeen(heir)) heir.focus({ preventScroll: !byKeyboard });
  }

  const changes = new MutationObserver((records) => {
    isOwed ||= records.some(({ removedNodes }) =>
      [...removedNodes].some((node) => node.contains(place?.element ?? null)),
    );
    frame ||= requestAnimationFrame(settle);
  });
  const ending = new AbortController();
  const on = (type: string, listener: (event: Event) => void) =>
    addEventListener(type, listener, { capture: true, signal: ending.signal });

  on('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target !== document.body) [place, isOwed] = [placeOf(target), false];
  });
  on('pointerdown', () => {
    byKeyboard = false;
    setTimeout(() => {
      if (document.activeElement === document.body && !isOwed) place = undefined; // the visitor pointed at nothing
    });
  });
  on('keydown', (event) => {
    byKeyboard = true;
    if (isHeld && event instanceof KeyboardEvent && event.repeat) event.preventDefault();
  });
  on('keyup', () => (isHeld = false));
  changes.observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ['class', 'disabled', 'hidden', 'open'],
  });
  return () => {
    changes.disconnect();
    ending.abort();
    cancelAnimationFrame(frame);
  };
}

function placeOf(element: HTMLElement): Place {
  const around = [];
  for (let child: Element = element; child.parentElement; child = child.parentElement) {
    const parent = child.parentElement;
    around.push({ parent, child, index: [...parent.children].indexOf(child) });
  }
  return { element, around };
}

function nearest({ element, around }: Place, wanted: string): HTMLElement | undefined {
  for (const { parent, child, index } of around) {
    if (!parent.isConnected) continue;
    const all = [...parent.children];
    const at = child.parentElement === parent ? all.indexOf(child) : index;
    const before = all.slice(0, at).reverse();
    const after = all.slice(at).filter((one) => one !== child);
    // Undo and Redo, earlier and later: the one that can no longer be pressed gives way to its pair.
    const pair = child === element && child.parentElement === parent ? [before[0], after[0]] : [];
    for (const one of pair) if (one instanceof HTMLElement && one.matches(wanted) && isThere(one)) return one;
    for (const one of [...after, ...before]) {
      const within = [one, ...one.querySelectorAll(wanted)];
      const heir = within.find((each) => each instanceof HTMLElement && each.matches(wanted) && isThere(each));
      if (heir instanceof HTMLElement) return heir;
    }
  }
  return undefined;
}

const canHave = (element: Element | null) =>
  element instanceof HTMLElement && element !== document.body && isThere(element) && isSeen(element);

/** Can be used, though it may be out of sight for now. */
const isThere = (element: HTMLElement) =>
  element.isConnected && element.checkVisibility() && !element.matches(':disabled, [inert] *');

const isSeen = (element: HTMLElement) => element.checkVisibility({ visibilityProperty: true });
