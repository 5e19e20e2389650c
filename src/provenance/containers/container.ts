/** Where a kind of file keeps marks: how to put them in and how to find them. */
export interface Container {
  readonly mime: string;
  /** True when the first bytes are this kind of file's. */
  matches(bytes: Uint8Array): boolean;
  /** The file with this XMP packet in place of any it had. @throws EncodingError when the file cannot hold it. */
  withXmp(bytes: Uint8Array, packet: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Every mark-bearing piece of the file, in file order. Never throws: a malformed file gives what was readable. */
  pieces(bytes: Uint8Array): Piece[];
  /** The file with a C2PA manifest store in its place, and the byte range that the hard binding leaves out. */
  withManifestStore?(
    bytes: Uint8Array,
    store: Uint8Array,
  ): { readonly bytes: Uint8Array<ArrayBuffer>; readonly start: number; readonly length: number };
  /** Only for files made of boxes: the top-level ones that a C2PA hash covers. */
  coveredBoxes?(bytes: Uint8Array): { readonly start: number; readonly data: Uint8Array }[];
}

/** A piece of metadata as it lies in the file; `data` is a view, not a copy. */
export type Piece =
  | { readonly kind: 'xmp'; readonly data: Uint8Array; readonly deflated?: boolean }
  | { readonly kind: 'c2pa'; readonly data: Uint8Array }
  | {
      readonly kind: 'text';
      readonly name: string;
      readonly data: Uint8Array;
      readonly deflated?: boolean;
      readonly utf8?: boolean;
    }
  | { readonly kind: 'exif'; readonly data: Uint8Array }
  | { readonly kind: 'iptc'; readonly data: Uint8Array };

/** More pieces than any honest file has: a file made of a million empty chunks is not read to its end. */
export const mostPieces = 512;
