import { decodeCbor, type Cbor } from './cbor';
import { readSuperboxes, type Superbox } from './jumbf';

/** What a C2PA manifest store says of itself. Not verified: the signature is not checked here. */
export interface ManifestFindings {
  readonly manifests: number;
  /** The programs that made the claims, as they call themselves. */
  readonly generators: readonly string[];
  readonly digitalSourceTypes: readonly string[];
  /** Actions such as `c2pa.created`, in order. */
  readonly actions: readonly string[];
}

const mostTexts = 20;

/** Never throws: what cannot be read is left out. */
export function readManifestStore(store: Uint8Array): ManifestFindings {
  const boxes = allOf(readSuperboxes(store));
  const claims = valuesOf(boxes, /^c2pa\.claim(\.v\d+)?$/);
  const actionLists = valuesOf(boxes, /^c2pa\.actions(\.v\d+)?(__\d+)?$/);
  const actions = actionLists.flatMap((list) => listIn(fieldOf(list, 'actions')));
  return {
    manifests: claims.length,
    generators: unique(claims.flatMap(generatorsOf)),
    digitalSourceTypes: unique(actions.flatMap((action) => textIn(fieldOf(action, 'digitalSourceType')))),
    actions: unique(actions.flatMap((action) => textIn(fieldOf(action, 'action')))),
  };
}

function generatorsOf(claim: Cbor): string[] {
  const info = fieldOf(claim, 'claim_generator_info');
  const infos = Array.isArray(info) ? listIn(info) : [info];
  const named = infos.flatMap((entry) => textIn(fieldOf(entry, 'name')));
  return named.length > 0 ? named : textIn(fieldOf(claim, 'claim_generator'));
}

function allOf(boxes: readonly Superbox[]): Superbox[] {
  return boxes.flatMap((one) => [one, ...allOf(one.children)]);
}

function valuesOf(boxes: readonly Superbox[], label: RegExp): Cbor[] {
  return boxes
    .filter((one) => label.test(one.label))
    .flatMap((one) => one.boxes.filter(({ type }) => type === 'cbor'))
    .flatMap(({ data }) => {
      try {
        return [decodeCbor(data)];
      } catch {
        return []; // malformed: nothing to tell
      }
    });
}

function fieldOf(value: Cbor | undefined, name: string): Cbor | undefined {
  return value instanceof Map ? (value as ReadonlyMap<number | string, Cbor>).get(name) : undefined; // decodeCbor's maps
}

function listIn(value: Cbor | undefined): readonly Cbor[] {
  return Array.isArray(value) ? (value as readonly Cbor[]) : []; // isArray widens to any[]
}

function textIn(value: Cbor | undefined): string[] {
  return typeof value === 'string' ? [value] : [];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].slice(0, mostTexts);
}
