import { giveBack } from './chunked-bytes';

/** Not in the page's library: a worker has it. */
interface SyncReader {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}
const { FileReaderSync } = globalThis as { FileReaderSync?: new () => SyncReader };

/** Whether stored bytes can be had without waiting: in a worker of a browser. */
export const canReadStored = () => FileReaderSync !== undefined;

/**
 * The bytes of a file that stay in storage, as the runtime reads weights beside a graph: it asks for `byteLength` and for one
 * `subarray` after another, which it copies before it asks for the next. So a file and its copy are never both in memory.
 * The class is a Uint8Array in name only, because the runtime asks for that too. Workers only.
 */
export class StoredBytes extends Uint8Array {
  readonly #blobs: readonly Blob[];
  readonly #blobBytes: number;
  readonly #bytes: number;
  readonly #reader = new FileReaderSync!();
  /** What was read last: small weights lie beside each other. */
  #last: { readonly i: number; readonly bytes: Uint8Array<ArrayBuffer> } | undefined;
  /** What was given out last, if it had to be put together. */
  #joined: Uint8Array<ArrayBuffer> | undefined;

  /** Each blob but the last is of the same size. */
  constructor(blobs: readonly Blob[]) {
    super(0);
    this.#blobs = blobs;
    this.#blobBytes = blobs[0]?.size ?? 1;
    this.#bytes = blobs.reduce((sum, { size }) => sum + size, 0);
  }

  override get byteLength(): number {
    return this.#bytes;
  }

  override subarray(start = 0, end = this.#bytes): Uint8Array<ArrayBuffer> {
    if (this.#joined) giveBack(this.#joined);
    this.#joined = undefined;
    const first = Math.floor(start / this.#blobBytes);
    if (end <= (first + 1) * this.#blobBytes) return this.#part(first, start, end);
    const joined = new Uint8Array(end - start);
    for (let i = first; i * this.#blobBytes < end; i++) {
      const from = Math.max(start, i * this.#blobBytes);
      joined.set(this.#part(i, from, Math.min(end, (i + 1) * this.#blobBytes)), from - start);
    }
    this.#joined = joined;
    return joined;
  }

  #part(i: number, start: number, end: number): Uint8Array<ArrayBuffer> {
    if (this.#last?.i !== i) {
      if (this.#last) letGo(this.#last.bytes);
      this.#last = undefined; // before the next is read: not both
      this.#last = { i, bytes: new Uint8Array(this.#reader.readAsArrayBuffer(this.#blobs[i]!)) };
    }
    return this.#last.bytes.subarray(start - i * this.#blobBytes, end - i * this.#blobBytes);
  }
}

/**
 * Frees what the browser made, at once: the runtime reads in one long call, in which little is collected. A message to a
 * port that is closed takes the memory along.
 */
function letGo({ buffer }: Uint8Array<ArrayBuffer>): void {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  port1.postMessage(undefined, [buffer]); // Chromium moves nothing out of a port that is closed itself
  port1.close();
}
