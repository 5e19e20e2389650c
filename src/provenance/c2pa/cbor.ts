/** What CBOR (RFC 8949) is used for in C2PA. A Map keeps integer keys, which COSE has. */
export type Cbor =
  | number
  | boolean
  | string
  | null
  | Uint8Array
  | readonly Cbor[]
  | { readonly [key: string]: Cbor }
  | ReadonlyMap<number | string, Cbor>
  | Tagged;

export interface Tagged {
  readonly tag: number;
  readonly value: Cbor;
}

const deepest = 24;
const mostItems = 20_000;

/** Deterministic enough for signing: shortest lengths, definite sizes, keys in the order given. */
export function encodeCbor(value: Cbor): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  write(value, bytes);
  return Uint8Array.from(bytes);
}

function write(value: Cbor, out: number[]): void {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError('Only whole numbers are written.');
    head(value < 0 ? 1 : 0, value < 0 ? -1 - value : value, out);
  } else if (typeof value === 'boolean') out.push(value ? 0xf5 : 0xf4);
  else if (value === null) out.push(0xf6);
  else if (typeof value === 'string') {
    const utf8 = new TextEncoder().encode(value);
    head(3, utf8.length, out);
    for (const byte of utf8) out.push(byte);
  } else if (value instanceof Uint8Array) {
    head(2, value.length, out);
    for (const byte of value) out.push(byte);
  } else if (Array.isArray(value)) {
    head(4, value.length, out);
    for (const item of value as readonly Cbor[]) write(item, out); // isArray widens a readonly array to any[]
  } else if (isTagged(value)) {
    head(6, value.tag, out);
    write(value.value, out);
  } else {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    head(5, entries.length, out);
    for (const [key, item] of entries as [number | string, Cbor][]) {
      write(key, out);
      write(item, out);
    }
  }
}

function isTagged(value: object): value is Tagged {
  return 'tag' in value && typeof value.tag === 'number' && 'value' in value;
}

function head(major: number, length: number, out: number[]): void {
  const type = major << 5;
  if (length < 24) out.push(type | length);
  else if (length < 0x100) out.push(type | 24, length);
  else if (length < 0x10000) out.push(type | 25, length >> 8, length & 255);
  else out.push(type | 26, (length >>> 24) & 255, (length >>> 16) & 255, (length >>> 8) & 255, length & 255);
}

/**
 * The first value in `bytes`. Nesting, number of items and lengths are limited, so that a hostile file costs little.
 * @throws RangeError for anything malformed or past the limits.
 */
export function decodeCbor(bytes: Uint8Array): Cbor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let items = 0;

  function argument(info: number): number {
    if (info < 24) return info;
    const size = [1, 2, 4, 8][info - 24];
    if (size === undefined) throw new RangeError('CBOR of indefinite length is not read.');
    const from = at;
    at += size; // a DataView throws RangeError past its end
    if (size === 1) return view.getUint8(from);
    if (size === 2) return view.getUint16(from);
    if (size === 4) return view.getUint32(from);
    return view.getUint32(from) * 2 ** 32 + view.getUint32(from + 4);
  }

  function take(length: number): Uint8Array {
    if (length > bytes.length - at) throw new RangeError('CBOR ends too early.');
    at += length;
    return bytes.subarray(at - length, at);
  }

  function read(depth: number): Cbor {
    items += 1;
    if (depth > deepest || items > mostItems) throw new RangeError('CBOR is nested too deep or has too many items.');
    const initial = view.getUint8(at);
    at += 1;
    const major = initial >> 5;
    const info = initial & 31;
    if (major === 7) {
      if (info === 25 || info === 26 || info === 27)
        take(2 ** (info - 24)); // fractions: not needed, stepped over
      else if (info === 24) take(1);
      return info === 21 ? true : info === 20 ? false : null;
    }
    const length = argument(info);
    if (major === 0) return length;
    if (major === 1) return -1 - length;
    if (major === 2) return take(length);
    if (major === 3) return new TextDecoder().decode(take(length));
    if (major === 6) return { tag: length, value: read(depth + 1) };
    if (length > bytes.length - at) throw new RangeError('CBOR ends too early.');
    if (major === 4) return Array.from({ length }, () => read(depth + 1));
    const map = new Map<number | string, Cbor>();
    for (let i = 0; i < length; i += 1) {
      const key = read(depth + 1);
      const value = read(depth + 1);
      if (typeof key === 'number' || typeof key === 'string') map.set(key, value);
    }
    return map;
  }

  return read(0);
}
