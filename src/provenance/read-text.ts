/** A file may hold fifty megabytes of "metadata"; this much of one piece is read, and the rest is counted. */
export const longestText = 256 * 1024;

/** Bytes as text: at most `longestText` of them, unpacked if need be. Never throws: what cannot be unpacked is empty. */
export async function readText(
  data: Uint8Array,
  options: { readonly deflated?: boolean; readonly latin1?: boolean } = {},
) {
  const bytes = options.deflated ? await inflated(data) : data.subarray(0, longestText);
  return new TextDecoder(options.latin1 ? 'latin1' : 'utf-8').decode(bytes);
}

/** Packed bytes handed over at a time: at most a thousand times as many come out. */
const slice = 1024;

/** Stops as soon as it has enough, so that a small file that unpacks to gigabytes costs nothing. */
async function inflated(data: Uint8Array): Promise<Uint8Array> {
  const unpacked = new Uint8Array(longestText);
  let length = 0;
  let at = 0;
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= data.length) return controller.close();
      controller.enqueue(data.slice(at, at + slice));
      at += slice;
    },
  });
  const reader = packed.pipeThrough(new DecompressionStream('deflate')).getReader();
  try {
    while (length < longestText) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = value.subarray(0, longestText - length);
      unpacked.set(part, length);
      length += part.length;
    }
  } catch {
    // Malformed: what came before counts.
  }
  void reader.cancel().catch(() => undefined); // Node answers this only when the rest is unpacked
  return unpacked.subarray(0, length);
}

/**
 * Text as it may be shown: no control characters, none that turn the direction of writing or are invisible, at most
 * `longest` letters.
 */
export function shownText(text: string, longest = 4000): string {
  const plain = text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[^\P{C}\n\t]/gu, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return plain.length > longest ? `${plain.slice(0, longest).replace(/\p{Surrogate}/gu, '')}…` : plain;
}
