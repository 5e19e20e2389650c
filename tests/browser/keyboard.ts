import type { CDPSession, Locator, Page } from '@playwright/test';
import { decode } from 'fast-png';
import { expect } from './app';

/** What the keyboard does to one control, from `press` on; it fails unless that was done. */
export type Deed = (app: Page, press: () => Promise<void>) => Promise<void>;

/** A state of the page, and what can be done in it. */
export interface Scene {
  readonly name: string;
  readonly open: (app: Page) => Promise<void>;
  /** Where its controls are. */
  readonly within: (app: Page) => Locator;
  /** Controls by role and name. Those that no deed is for are turned as their kind is; a button must have one. */
  readonly deeds?: readonly (readonly [stop: string | RegExp, deed: Deed, key?: string])[];
  /** Buttons beside, of which another scene has a deed. */
  readonly elsewhere?: RegExp;
  /** What it does, the browser refuses, as it should. */
  readonly provokes?: true;
  /** It is walked on a phone's screen as well. */
  readonly isSmallToo?: true;
}

const mostTabs = 260;
const interactive =
  'button, input, select, textarea, summary, a[href], [tabindex]:not([tabindex="-1"]), [contenteditable="true"]';

export class Keyboard {
  readonly app: Page;
  readonly #cdp: CDPSession;

  #choosers = 0;

  /** Before the page is loaded, so that every chooser of files is heard of. */
  constructor(app: Page, cdp: CDPSession) {
    this.app = app;
    this.#cdp = cdp;
    app.on('filechooser', () => this.#choosers++);
  }

  /** Role and name of an element, from the accessibility tree: what a screen reader says at this stop. */
  async #named(expression: string): Promise<string> {
    const { result } = await this.#cdp.send('Runtime.evaluate', { expression });
    const { nodes } = await this.#cdp.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId!,
      fetchRelatives: false,
    });
    return `${nodes[0]?.role?.value} ${nodes[0]?.name?.value}`;
  }

  stop(): Promise<string> {
    return this.#named('document.activeElement');
  }

  /** Presses Tab until the wanted stop has the focus. */
  async walkTo(wanted: string | RegExp): Promise<void> {
    const stops: string[] = [];
    const isThere = (stop: string) => (typeof wanted === 'string' ? stop === wanted : wanted.test(stop));
    for (let i = 0; i < mostTabs; i++) {
      const stop = await this.stop();
      if (isThere(stop)) return;
      stops.push(stop);
      await this.app.keyboard.press('Tab');
    }
    throw new Error(`${wanted} is not reached by Tab: ${[...new Set(stops)].join(', ')}`);
  }

  /**
   * Goes once through all stops, asks that the focus is seen at each and that the kind of control does what it is for, and
   * returns those that were passed. What is in sight and was not reached is an error.
   */
  async walk(within: Locator, isLeft: (stop: string) => boolean): Promise<string[]> {
    const { app } = this;
    await within.evaluate((root) => Object.assign(window, { root, seen: new Set<Element>() }));
    const stops: string[] = [];
    for (let i = 0; i < mostTabs; i++) {
      await app.keyboard.press('Tab');
      const is = await app.evaluate(() => {
        const { root, seen } = window as unknown as { root: Element; seen: Set<Element> };
        const element = document.activeElement!;
        if (!root.contains(element) || element === root || element === document.body) return 'outside';
        if (seen.has(element)) return 'again';
        seen.add(element);
        // One of a group of radio buttons is a stop, the others are reached by arrows.
        if (element instanceof HTMLInputElement && element.type === 'radio')
          for (const other of root.querySelectorAll('input'))
            if (other.type === 'radio' && other.name === element.name) seen.add(other);
        return 'new';
      });
      if (is === 'again') break;
      if (is === 'outside') continue;
      const stop = await this.stop();
      stops.push(stop);
      expect.soft(await this.#isSeen(), `the focus is seen at ${stop}`).toBe(true);
      // What is folded is opened, and what is in it walked through.
      if (!isLeft(stop) || stop.startsWith('DisclosureTriangle')) await this.#turn(stop);
    }
    expect(await this.#missed(within), 'all that can be used is reached by Tab').toEqual([]);
    return stops;
  }

  async #missed(within: Locator): Promise<string[]> {
    return within.evaluate((root, selector) => {
      const { seen } = window as unknown as { seen: Set<Element> };
      return [...root.querySelectorAll(selector)]
        .filter(
          (element) =>
            !seen.has(element) &&
            !element.matches(':disabled, [inert] *') &&
            element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }),
        )
        .map((element) => element.outerHTML.slice(0, 120));
    }, interactive);
  }

  /** Whether the screen differs where the focus is, by more than a hair, from the same screen without the focus. */
  async #isSeen(): Promise<boolean> {
    const { app } = this;
    const clip = await app.evaluate(() => {
      const element = document.activeElement!;
      // What is laid invisibly over its words is as large as they are; an option's own box is its label.
      const shown = element.closest('.drop') ?? element.closest('label') ?? element;
      const { left, top, right, bottom } = shown.getBoundingClientRect();
      const [x, y] = [Math.max(0, left - 6), Math.max(0, top - 6)];
      return { x, y, width: Math.min(innerWidth, right + 6) - x, height: Math.min(innerHeight, bottom + 6) - y };
    });
    if (clip.width <= 0 || clip.height <= 0) return false; // not on the screen at all
    const shoot = async () => decode(await app.screenshot({ clip, scale: 'css', animations: 'disabled' }));
    const focused = await shoot();
    await app.evaluate(() => {
      Object.assign(window, { focused: document.activeElement });
      (document.activeElement as HTMLElement).blur();
    });
    const plain = await shoot();
    await app.evaluate(() => (window as unknown as { focused: HTMLElement }).focused.focus({ preventScroll: true }));
    const channels = focused.channels;
    let changed = 0;
    for (let p = 0; p < focused.width * focused.height; p++) {
      let difference = 0;
      for (let c = 0; c < 3; c++)
        difference += Math.abs(Number(focused.data[p * channels + c]) - Number(plain.data[p * channels + c]));
      if (difference > 100) changed++;
    }
    return changed >= 40;
  }

  /** Uses the control that has the focus as its kind is used, and puts it back. */
  async #turn(stop: string): Promise<void> {
    const { app } = this;
    const kind = await app.evaluate(() => {
      const element = document.activeElement!;
      return element instanceof HTMLInputElement ? element.type : element.localName;
    });
    const value = () =>
      app.evaluate(() => {
        const element = document.activeElement as HTMLInputElement & HTMLDetailsElement;
        if (element.localName === 'summary') return String((element.parentElement as HTMLDetailsElement).open);
        if (element.type === 'radio')
          return String(
            [...document.querySelectorAll('input')]
              .filter(({ type, name }) => type === 'radio' && name === element.name)
              .findIndex(({ checked }) => checked),
          );
        return element.type === 'checkbox' ? String(element.checked) : element.value;
      });
    const before = await value();
    /** Presses until the value differs; some stand at their end already. */
    const differs = async (there: string, back: string) => {
      await app.keyboard.press(there);
      if ((await value()) === before) [there, back] = [back, there];
      if ((await value()) === before) await app.keyboard.press(there);
      expect(await value(), `${stop} is turned by ${there}`).not.toBe(before);
      const isEmptied = kind === 'number' && before === '';
      await app.keyboard.press(isEmptied ? 'Control+a' : back);
      if (isEmptied) await app.keyboard.press('Backspace');
      await expect.poll(value, `${stop} is turned back`).toBe(before);
    };
    switch (kind) {
      case 'checkbox':
        return differs('Space', 'Space');
      case 'range':
        return differs('ArrowRight', 'ArrowLeft');
      case 'number':
        return differs('ArrowUp', 'ArrowDown');
      case 'select': {
        const options = await app.evaluate(
          () => [...(document.activeElement as HTMLSelectElement).options].filter(({ disabled }) => !disabled).length,
        );
        return options > 1 ? differs('ArrowDown', 'ArrowUp') : undefined;
      }
      case 'radio': {
        const count = await app.evaluate(() => {
          const { name } = document.activeElement as HTMLInputElement;
          return [...document.querySelectorAll('input')].filter((one) => one.name === name && !one.disabled).length;
        });
        return count > 1 ? differs('ArrowRight', 'ArrowLeft') : undefined;
      }
      case 'text':
      case 'textarea': {
        await app.keyboard.press('End');
        await app.keyboard.type('q');
        expect(await value(), `${stop} takes what is typed`).toContain('q');
        await app.keyboard.press('Backspace');
        return;
      }
      case 'file': {
        const chosen = this.#choosers;
        await app.keyboard.press('Enter');
        await expect.poll(() => this.#choosers, `${stop} asks for a file`).toBe(chosen + 1);
        return;
      }
      case 'summary':
        await app.keyboard.press('Enter');
        expect(await value(), `${stop} is opened`).not.toBe(before);
        if (before === 'true') await app.keyboard.press('Enter'); // what was open stays so; what was not is walked through
        return;
      default:
        throw new Error(`what is done by keyboard at "${stop}" (${kind}) is not said in this test`);
    }
  }
}
