import { everythingKept } from '../storage/look-through';
import { allRequests } from './privacy-facts';
import type { Session } from './session.svelte';

/** What came of looking for a visitor's words wherever the page could have left them. */
export interface Search {
  readonly places: number;
  readonly bytes: number;
  /** Names of the places that hold them. */
  readonly foundIn: readonly string[];
}

/**
 * Looks for some words in all that the browser keeps for this address, in every request of this tab, and in its address, title
 * and history entry: in either case of letters, as UTF-8 and as UTF-16.
 */
export async function lookFor(words: string, session: Session): Promise<Search> {
  const holds = searchFor(words);
  const foundIn = new Set<string>();
  let places = 0;
  let bytes = 0;
  const look = (name: string, held: Uint8Array) => {
    places += 1;
    bytes += held.byteLength;
    if (holds(held)) foundIn.add(name);
  };
  const entry = `${location.href} ${document.title} ${JSON.stringify(history.state)}`;
  for (const text of [entry, ...(await allRequests(session)).map(({ path }) => path)]) look(text, encoded(text));
  for await (const { name, bytes: held } of everythingKept()) look(name, held);
  return { places, bytes, foundIn: [...foundIn] };
}

const encoded = (text: string) => new TextEncoder().encode(text);
/** Bytes as one letter each, so that any file can be searched as text. */
const asLetters = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes).toLowerCase();

export function searchFor(words: string): (bytes: Uint8Array) => boolean {
  const units = Uint16Array.from(words, (_, i) => words.charCodeAt(i));
  const forms = [encoded(words), encoded(encodeURIComponent(words)), new Uint8Array(units.buffer)].map(asLetters);
  return (bytes) => {
    const letters = asLetters(bytes);
    return forms.some((form) => letters.includes(form));
  };
}
