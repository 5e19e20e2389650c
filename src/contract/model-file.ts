declare const madeByCatalog: unique symbol;

/**
 * One public file of a model on this site (or on an origin the host configured). Only `catalog/` makes these, from a
 * manifest, so nothing a visitor types can become an address or a storage key.
 */
export interface ModelFile {
  readonly [madeByCatalog]: true;
  readonly url: string;
  readonly path: string;
  readonly modelId: string;
  readonly bytes: number;
  readonly sha256: string;
}
