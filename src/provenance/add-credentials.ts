import { namedError } from '../contract/errors';
import { containerOf } from './add-marks';
import { concatBytes, u64Bytes } from './bytes';
import { encodeCbor, type Cbor } from './c2pa/cbor';
import { throwAwaySigner, type ThrowAwaySigner } from './c2pa/certificate';
import { box, superbox } from './c2pa/jumbf';
import type { Container } from './containers/container';
import { bmffExclusions, c2paBoxId } from './containers/mp4';
import { sourceTypeBase, type MarkOptions } from './marks';

const es256 = -7;
/** COSE header labels (RFC 9052, RFC 9360) and the tag of COSE_Sign1. */
const cose = { algorithm: 1, certificateChain: 33, sign1: 18 } as const;

/**
 * The same file with Content Credentials (C2PA 2.1): how this was made, bound to every byte of the file and signed
 * with a key that is thrown away. Tamper-evident; the signer is not identified and no time is stated. Add all other marks
 * first. Files without a place for it (WebM) and any on a page without TLS come back as they were.
 * @throws EncodingError when the bytes are not a whole file.
 */
export async function addCredentials(
  bytes: Uint8Array<ArrayBuffer>,
  { sourceType }: Pick<MarkOptions, 'sourceType'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const container = containerOf(bytes);
  // A page served without TLS has no keys to sign with.
  if (!container?.withManifestStore || globalThis.isSecureContext === false) return bytes;
  const signer = await throwAwaySigner();
  const manifest = `urn:c2pa:${crypto.randomUUID()}`;
  const instance = `xmp:iid:${crypto.randomUUID()}`;
  const actions = {
    actions: [
      { action: 'c2pa.created', digitalSourceType: sourceTypeBase + sourceType, softwareAgent: { name: 'Ephemera' } },
    ],
  };

  const storeFor = (binding: Binding) => manifestStore({ manifest, instance, actions, binding, signer });
  return container.coveredBoxes ? boundByBoxes(bytes, container, storeFor) : boundByBytes(bytes, container, storeFor);
}

/** How the manifest is tied to the file's bytes: the assertion's label, and what it says. */
interface Binding {
  readonly label: string;
  readonly value: { readonly [key: string]: Cbor };
}

type StoreFor = (binding: Binding) => Promise<Uint8Array<ArrayBuffer>>;

/** `c2pa.hash.data`: all bytes but the store's own, whose place and length it states. */
async function boundByBytes(bytes: Uint8Array<ArrayBuffer>, container: Container, storeFor: StoreFor) {
  const bindingOf = (start: number, length: number, hash: Uint8Array): Binding => ({
    label: 'c2pa.hash.data',
    value: { exclusions: [{ start, length }], name: 'jumbf manifest', alg: 'sha256', hash },
  });
  let [start, length] = [0, 0];
  // The place's and length's digits are part of the store's length: settled in a few rounds.
  for (let round = 0; round < 6; round += 1) {
    const store = await storeFor(bindingOf(start, length, new Uint8Array(32)));
    const placed = container.withManifestStore!(bytes, store);
    if (placed.start === start && placed.length === length) {
      const hash = await sha256(concatBytes(placed.bytes.subarray(0, start), placed.bytes.subarray(start + length)));
      return container.withManifestStore!(bytes, await storeFor(bindingOf(start, length, hash))).bytes;
    }
    ({ start, length } = placed);
  }
  throw namedError('EncodingError', 'The length of the credentials did not settle.');
}

/** `c2pa.hash.bmff.v3`: every top-level box but the store's and those a server may rewrite, each after its place in the file. */
async function boundByBoxes(bytes: Uint8Array<ArrayBuffer>, container: Container, storeFor: StoreFor) {
  const bindingOf = (hash: Uint8Array): Binding => ({
    label: 'c2pa.hash.bmff.v3',
    value: {
      exclusions: [
        {
          xpath: '/uuid',
          length: null,
          data: [{ offset: 8, value: c2paBoxId }],
          subset: null,
          version: null,
          flags: null,
          exact: null,
        },
        ...bmffExclusions.map((xpath) => ({
          xpath,
          length: null,
          data: null,
          subset: null,
          version: null,
          flags: null,
          exact: null,
        })),
      ],
      alg: 'sha256',
      hash,
      name: 'jumbf manifest',
    },
  });
  const placed = container.withManifestStore!(bytes, await storeFor(bindingOf(new Uint8Array(32))));
  const covered = container.coveredBoxes!(placed.bytes).flatMap(({ start, data }) => [u64Bytes(start), data]);
  const hash = await sha256(concatBytes(...covered));
  return container.withManifestStore!(bytes, await storeFor(bindingOf(hash))).bytes;
}

interface Parts {
  readonly manifest: string;
  readonly instance: string;
  readonly actions: Cbor;
  readonly binding: Binding;
  readonly signer: ThrowAwaySigner;
}

/** Of even length: RIFF would add a byte to an odd one, and readers disagree on whose byte that is. */
async function manifestStore(parts: Parts): Promise<Uint8Array<ArrayBuffer>> {
  const store = await storeWithPad(parts, 0);
  return store.length % 2 === 0 ? store : storeWithPad(parts, 1);
}

async function storeWithPad(
  { manifest, instance, actions, binding, signer }: Parts,
  padBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bound = { ...binding.value, pad: new Uint8Array(padBytes) };
  const assertions = [cborBox('c2pa.actions.v2', actions), cborBox(binding.label, bound)];
  const references = await Promise.all(
    ['c2pa.actions.v2', binding.label].map(async (label, i) => ({
      url: `self#jumbf=c2pa.assertions/${label}`,
      // Over what is in the superbox, without its length and type.
      hash: await sha256(assertions[i]!.subarray(8)),
    })),
  );
  const claim = encodeCbor({
    instanceID: instance,
    claim_generator_info: { name: 'Ephemera' },
    signature: `self#jumbf=/c2pa/${manifest}/c2pa.signature`,
    created_assertions: references,
    alg: 'sha256',
  });
  return superbox(
    'c2pa',
    'c2pa',
    superbox(
      'c2ma',
      manifest,
      superbox('c2as', 'c2pa.assertions', ...assertions),
      superbox('c2cl', 'c2pa.claim.v2', box('cbor', claim)),
      superbox('c2cs', 'c2pa.signature', box('cbor', await signature(claim, signer))),
    ),
  );
}

/** COSE_Sign1 with a detached payload (RFC 9052, sections 4.2 and 4.4). */
async function signature(claim: Uint8Array, signer: ThrowAwaySigner): Promise<Uint8Array> {
  const header = encodeCbor(
    new Map<number, Cbor>([
      [cose.algorithm, es256],
      [cose.certificateChain, signer.chain],
    ]),
  );
  const signed = await signer.sign(encodeCbor(['Signature1', header, new Uint8Array(0), claim]));
  return encodeCbor({ tag: cose.sign1, value: [header, {}, null, signed] });
}

function cborBox(label: string, value: Cbor): Uint8Array {
  return superbox('cbor', label, box('cbor', encodeCbor(value)));
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
}
