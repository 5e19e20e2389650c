import type { Picture } from '../contract/picture';
import { exportPicture } from './export-picture';
import type { Session } from './session.svelte';

/** Writes to the clipboard, and takes it back when everything is forgotten, if it is still there. */
export interface Clipboard {
  copyText(text: string): Promise<void>;
  copyPicture(picture: Picture, visibleLabel: string): Promise<void>;
}

const clipboards = new WeakMap<Session, Clipboard>();

/** The session's one clipboard: what it wrote is content, and is forgotten with it. */
export function clipboardOf(session: Session): Clipboard {
  const clipboard = clipboards.get(session) ?? makeClipboard(session);
  clipboards.set(session, clipboard);
  return clipboard;
}

function makeClipboard(session: Session): Clipboard {
  /** Set while what is on the clipboard is surely ours: nobody copied here since, and this window kept the focus. */
  let isOurs = false;
  let text: string | undefined;
  const notOurs = () => (isOurs = false);
  for (const type of ['copy', 'cut'] as const) addEventListener(type, notOurs);
  addEventListener('blur', notOurs);

  function wrote(written: string | undefined): void {
    isOurs = true;
    text = written;
  }

  async function takeBack(): Promise<void> {
    const wasOurs = isOurs;
    const wrote = text;
    isOurs = false;
    text = undefined;
    const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName }); // not in the types
    const isStillThere =
      wasOurs || (wrote !== undefined && state === 'granted' && (await navigator.clipboard.readText()) === wrote);
    if (isStillThere) await navigator.clipboard.writeText('');
  }

  session.onForget(() => {
    // A browser that refuses leaves the clipboard as it is: it belongs to the visitor.
    if (isOurs || text !== undefined) takeBack().catch(() => undefined);
    return 0;
  });

  return {
    async copyText(written) {
      await navigator.clipboard.writeText(written);
      wrote(written);
    },
    async copyPicture(picture, visibleLabel) {
      const blob = exportPicture(picture, { format: 'image/png', withRecipe: false, visibleLabel }).then(
        (bytes) => new Blob([bytes], { type: 'image/png' }),
      );
      // The promise goes in whole: Safari forgets the visitor's click while it is awaited.
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
      wrote(undefined);
    },
  };
}
