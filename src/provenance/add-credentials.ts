import { namedError } from '../contract/errors';
import { containerOf } from './add-marks';
import { concatBytes } from './bytes';
import { encodeCbor, type Cbor } from './c2pa/cbor';
import { throwAwaySigner, type ThrowAwaySigner } from './c2pa/certificate';
import { box, superbox } from './c2pa/jumbf';
import { sourceTypeBase, type MarkOptions } from './marks';

const es256 = -7;
/** COSE header labels (RFC 9052, RFC 9360) and the tag of COSE_Sign1. */
const cose = { algorithm: 1, certificateChain: 33, sign1: 18 } as const;

/**
 * The same file with Content Credentials (C2PA 2.1): how this was made, bound to every byte of the file and signed
 * with a key that is thrown away. Tamper-evident; the signer is not identified and no time is stated. Add all other marks
 * first. Files without a place for it here (GIF, MP4, WebM), and any on
 * a page without TLS, come back as they were.
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

  let binding: Binding = { start: 0, length: 0, hash: new Uint8Array(32) };
  // The store states its own place and length in the file, whose digits are part of its length: settled in a few rounds.
  for (let round = 0; round < 6; round += 1) {
    const store = await manifestStore({ manifest, instance, actions, binding, signer });
    const placed = container.withManifestStore(bytes, store);
    if (placed.start === binding.start && placed.length === binding.length) {
      const hash = await sha256(
        concatBytes(placed.bytes.subarray(0, placed.start), placed.bytes.subarray(placed.start + placed.length)),
      );
      const signed = await manifestStore({ manifest, instance, actions, binding: { ...binding, hash }, signer });
      return container.withManifestStore(bytes, signed).bytes;
    }
    binding = { ...binding, start: placed.start, length: placed.length };
  }
  throw namedError('EncodingError', 'The length of the credentials did not settle.');
}

interface Binding {
  /** The bytes of the file that hold the store, which cannot be part of its own hash. */
  readonly start: number;
  readonly length: number;
  readonly hash: Uint8Array;
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
  const { start, length, hash } = binding;
  const hashData = {
    exclusions: [{ start, length }],
    name: 'jumbf manifest',
    alg: 'sha256',
    hash,
    pad: new Uint8Array(padBytes),
  };
  const assertions = [cborBox('c2pa.actions.v2', actions), cborBox('c2pa.hash.data', hashData)];
  const references = await Promise.all(
    ['c2pa.actions.v2', 'c2pa.hash.data'].map(async (label, i) => ({
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
