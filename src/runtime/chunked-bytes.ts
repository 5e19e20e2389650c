/** Small enough to be found in a divided address space, and to be let go of one by one. */
const chunkBytes = 16 * 1024 * 1024;

/**
 * The bytes of a file too large for one array, as the runtime reads weights beside a graph: it asks for `byteLength` and for
 * one `subarray` after another, which it copies before it asks for the next. The class is a Uint8Array in name only, because
 * it asks for that too.
 */
export class ChunkedBytes extends Uint8Array {
  readonly #bytes: number;
  readonly #chunks: (Uint8Array<ArrayBuffer> | undefined)[];
  readonly #unread: number[];
  #spent: number[] = [];
  /** What was given out last, if it had to be put together. */
  #joined: Uint8Array<ArrayBuffer> | undefined;
  /** True: what was read is let go, so that a file and its copy in the runtime are never both whole in memory. */
  readOnce = false;

  constructor(bytes: number) {
    super(0);
    this.#bytes = bytes;
    const lengths = Array.from({ length: Math.ceil(bytes / chunkBytes) }, (_, i) =>
      Math.min(chunkBytes, bytes - i * chunkBytes),
    );
    this.#chunks = lengths.map((length) => new Uint8Array(length));
    this.#unread = lengths;
  }

  override get byteLength(): number {
    return this.#bytes;
  }

  override set(part: ArrayLike<number>, at = 0): void {
    const bytes = part as Uint8Array; // of a download or of storage
    this.#each(at, at + bytes.length, (chunk, from, to, done) =>
      chunk.set(bytes.subarray(done, done + to - from), from),
    );
  }

  override subarray(start = 0, end = this.#bytes): Uint8Array<ArrayBuffer> {
    if (this.readOnce) this.#letGoOfRead();
    let result: Uint8Array<ArrayBuffer> | undefined;
    this.#each(start, end, (chunk, from, to, done, i) => {
      const part = chunk.subarray(from, to);
      if (part.length === end - start) result = part;
      else {
        result = this.#joined ??= new Uint8Array(end - start);
        result.set(part, done);
      }
      this.#unread[i]! -= to - from;
      if (this.readOnce && this.#unread[i]! <= 0) this.#spent.push(i);
    });
    if (!this.readOnce) this.#joined = undefined;
    return result ?? new Uint8Array(0);
  }

  /** Calls `visit` for each chunk's share of a range: with the share's bounds in the chunk, and what came before it. */
  #each(
    start: number,
    end: number,
    visit: (chunk: Uint8Array<ArrayBuffer>, from: number, to: number, done: number, i: number) => void,
  ): void {
    for (let at = start; at < end;) {
      const i = Math.floor(at / chunkBytes);
      const chunk = this.#chunks[i];
      if (!chunk) throw new RangeError('these bytes were read before, and let go');
      const from = at - i * chunkBytes;
      const to = Math.min(chunk.length, end - i * chunkBytes);
      visit(chunk, from, to, at - start, i);
      at += to - from;
    }
  }

  /** The runtime reads in one long call, in which little is collected. */
  #letGoOfRead(): void {
    for (const i of this.#spent) {
      giveBack(this.#chunks[i]!);
      this.#chunks[i] = undefined;
    }
    this.#spent = [];
    if (this.#joined) giveBack(this.#joined);
    this.#joined = undefined;
  }
}

/**
 * Frees the memory of bytes that nobody reads again, where the engine can. Only of arrays that were made here: of what the
 * browser made it frees nothing, and hides it from the collector.
 */
export function giveBack({ buffer }: Uint8Array<ArrayBuffer>): void {
  (buffer as ArrayBuffer & { transfer?(length: number): ArrayBuffer }).transfer?.(0); // not in TypeScript 5.9's library
}
