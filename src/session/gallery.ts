import type { Picture } from '../contract/picture';
import type { Content } from './content.svelte';

/** Takes pictures out. They wait in the bin for Undo until something else is deleted or the bin is emptied. */
export function deletePictures(content: Content, ids: ReadonlySet<number>): void {
  const { pictures, selectedId } = content;
  const gone = pictures.filter(({ id }) => ids.has(id));
  if (gone.length === 0) return;
  const rest = pictures.filter(({ id }) => !ids.has(id));
  content.pictures = rest;
  content.bin = gone;
  content.chosen = without(content.chosen, ids);
  if (selectedId === undefined || !ids.has(selectedId)) return;
  const neighbour = rest.find(({ id }) => id > selectedId) ?? rest.at(-1);
  content.selectedId = neighbour?.id;
}

/** Puts the last deleted pictures back where they were. Returns how many. */
export function undoDelete(content: Content): number {
  const back = content.bin;
  content.bin = [];
  content.pictures = [...content.pictures, ...back].sort((a, b) => a.id - b.id);
  content.selectedId = back.at(-1)?.id ?? content.selectedId;
  return back.length;
}

export function emptyBin(content: Content): void {
  content.bin = [];
}

export function togglePinned(content: Content, ids: ReadonlySet<number>): void {
  content.pinned = toggled(content.pinned, ids);
}

export function toggleChosen(content: Content, ids: ReadonlySet<number>): void {
  content.chosen = toggled(content.chosen, ids);
}

/** As shown: pinned ones first, then the newest. */
export function galleryOrder({ pictures, pinned }: Pick<Content, 'pictures' | 'pinned'>): readonly Picture[] {
  const isPinned = ({ id }: Picture) => Number(pinned.has(id));
  return [...pictures].sort((a, b) => isPinned(b) - isPinned(a) || b.id - a.id);
}

/** Bytes of the pictures' pixels in memory; the small copies on the screen come on top. */
export function memoryOf(pictures: readonly Picture[]): number {
  return pictures.reduce((sum, { pixels }) => sum + pixels.data.byteLength, 0);
}

/** All of them are in the set: they are taken out. Else all are put in. */
function toggled(set: ReadonlySet<number>, ids: ReadonlySet<number>): ReadonlySet<number> {
  return [...ids].every((id) => set.has(id)) ? without(set, ids) : new Set([...set, ...ids]);
}

function without(set: ReadonlySet<number>, ids: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...set].filter((id) => !ids.has(id)));
}

/** A picture that the check flagged is shown blurred, and not saved, until an adult reveals it. */
export function isCovered(content: Content, picture: Picture): boolean {
  return picture.safety?.flagged === true && !content.revealed.has(picture.id);
}

export function reveal(content: Content, picture: Picture): void {
  content.revealed = new Set([...content.revealed, picture.id]);
}
