import { concatBytes, latin1, latin1At, u32, u32Bytes } from '../bytes';

/** A JUMBF superbox (ISO 19566-5): a kind, a label, and boxes inside. */
export interface Superbox {
  readonly label: string;
  readonly boxes: readonly ContentBox[];
  readonly children: readonly Superbox[];
}

export interface ContentBox {
  readonly type: string;
  readonly data: Uint8Array;
}

const deepest = 12;
const mostBoxes = 4096;
/** The last twelve bytes of every JUMBF content type; the first four are its name. */
const typeTail = Uint8Array.of(0x00, 0x11, 0x00, 0x10, 0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71);

export function box(type: string, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = content.reduce((sum, part) => sum + part.length, 8);
  return concatBytes(u32Bytes(length), latin1(type), ...content);
}

/** A superbox of the content type that begins with `kind`; its label can be asked for by address. */
export function superbox(kind: string, label: string, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const requestable = 0x03;
  const description = box('jumd', latin1(kind), typeTail, Uint8Array.of(requestable), latin1(`${label}\0`));
  return box('jumb', description, ...content);
}

/** Reads as far as the bytes make sense; a box that claims more than there is ends the reading. Never throws. */
export function readSuperboxes(bytes: Uint8Array): Superbox[] {
  let count = 0;

  function inside(
    from: number,
    to: number,
    depth: number,
  ): { label: string; boxes: ContentBox[]; children: Superbox[] } {
    const found = { label: '', boxes: [] as ContentBox[], children: [] as Superbox[] };
    for (let at = from; at + 8 <= to && count < mostBoxes; count += 1) {
      const length = u32(bytes, at) === 0 ? to - at : u32(bytes, at);
      if (length < 8 || at + length > to) break;
      const type = latin1At(bytes, at + 4, at + 8);
      if (type === 'jumb' && depth < deepest) found.children.push(inside(at + 8, at + length, depth + 1));
      else if (type === 'jumd') found.label = labelOf(bytes.subarray(at + 8, at + length));
      else if (type !== 'jumb') found.boxes.push({ type, data: bytes.subarray(at + 8, at + length) });
      at += length;
    }
    return found;
  }

  return inside(0, bytes.length, 0).children;
}

function labelOf(description: Uint8Array): string {
  const end = description.indexOf(0, 17);
  return latin1At(description, 17, Math.min(end < 0 ? description.length : end, 17 + 300));
}
