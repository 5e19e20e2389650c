import { concatBytes } from '../bytes';

/** Object identifiers, as their DER content. */
const oid = {
  ecPublicKeySha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02], // ecdsa-with-SHA256
  commonName: [0x55, 0x04, 0x03],
  organization: [0x55, 0x04, 0x0a],
  basicConstraints: [0x55, 0x1d, 0x13],
  keyUsage: [0x55, 0x1d, 0x0f],
  extendedKeyUsage: [0x55, 0x1d, 0x25],
  subjectKeyId: [0x55, 0x1d, 0x0e],
  authorityKeyId: [0x55, 0x1d, 0x23],
  emailProtection: [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x04], // what C2PA asks of a signer's certificate
};

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;

export interface ThrowAwaySigner {
  /** Certificates in DER, the signer's first. They name nobody. */
  readonly chain: readonly Uint8Array[];
  /** ECDSA P-256 with SHA-256, r and s side by side (COSE's ES256). */
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * A key that lives for one file and a certificate (RFC 5280) for it from an authority that lives as long: readers say "signer
 * not trusted", and nothing links two files. No date: the certificates hold from 2020 to the end of X.509's time.
 */
export async function throwAwaySigner(): Promise<ThrowAwaySigner> {
  const authority = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const signer = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const authorityId = await keyId(authority.publicKey);
  const authorityName = name('Throw-away authority');
  const signerName = name('Throw-away key');
  const digitalSignature = tlv(0x03, Uint8Array.of(7, 0x80));
  const certificateSigning = tlv(0x03, Uint8Array.of(2, 0x04));
  const chain = [
    await certificate(signerName, signer.publicKey, authorityName, authority.privateKey, [
      extension(oid.basicConstraints, true, sequence()),
      extension(oid.keyUsage, true, digitalSignature),
      extension(oid.extendedKeyUsage, false, sequence(identifier(oid.emailProtection))),
      extension(oid.subjectKeyId, false, tlv(0x04, await keyId(signer.publicKey))),
      extension(oid.authorityKeyId, false, sequence(tlv(0x80, authorityId))),
    ]),
    await certificate(authorityName, authority.publicKey, authorityName, authority.privateKey, [
      extension(oid.basicConstraints, true, sequence(tlv(0x01, Uint8Array.of(0xff)))),
      extension(oid.keyUsage, true, certificateSigning),
      extension(oid.subjectKeyId, false, tlv(0x04, authorityId)),
    ]),
  ];
  return {
    chain,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(signing, signer.privateKey, bytes)),
  };
}

async function certificate(
  subject: Uint8Array,
  publicKey: CryptoKey,
  issuer: Uint8Array,
  issuerKey: CryptoKey,
  extensions: readonly Uint8Array[],
): Promise<Uint8Array<ArrayBuffer>> {
  const signatureAlgorithm = sequence(identifier(oid.ecPublicKeySha256));
  const serial = crypto.getRandomValues(new Uint8Array(16));
  serial[0] = (serial[0]! & 0x7f) | 0x40; // positive, and of full length
  const body = sequence(
    tlv(0xa0, tlv(0x02, Uint8Array.of(2))), // version 3
    tlv(0x02, serial),
    signatureAlgorithm,
    issuer,
    sequence(ascii(0x17, '200101000000Z'), ascii(0x18, '99991231235959Z')),
    subject,
    new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)),
    tlv(0xa3, sequence(...extensions)),
  );
  const raw = new Uint8Array(await crypto.subtle.sign(signing, issuerKey, body));
  const signature = sequence(positive(raw.subarray(0, 32)), positive(raw.subarray(32)));
  return sequence(body, signatureAlgorithm, tlv(0x03, concatBytes(Uint8Array.of(0), signature)));
}

/** The first 20 bytes of the public key's SHA-256 (RFC 7093, method 1). */
async function keyId(publicKey: CryptoKey): Promise<Uint8Array> {
  const point = await crypto.subtle.exportKey('raw', publicKey);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', point)).subarray(0, 20);
}

function name(commonName: string): Uint8Array {
  const part = (type: readonly number[], text: string) => tlv(0x31, sequence(identifier(type), ascii(0x0c, text)));
  return sequence(part(oid.organization, 'Ephemera (signer not identified)'), part(oid.commonName, commonName));
}

function extension(type: readonly number[], isCritical: boolean, value: Uint8Array): Uint8Array {
  const critical = isCritical ? [tlv(0x01, Uint8Array.of(0xff))] : [];
  return sequence(identifier(type), ...critical, tlv(0x04, value));
}

function sequence(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(0x30, concatBytes(...parts));
}

function identifier(content: readonly number[]): Uint8Array {
  return tlv(0x06, Uint8Array.from(content));
}

function ascii(tag: number, text: string): Uint8Array {
  return tlv(tag, new TextEncoder().encode(text));
}

/** An unsigned number as a DER INTEGER: no needless zeros, and one where the first bit would read as a sign. */
function positive(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.subarray(first < 0 ? bytes.length - 1 : first);
  return tlv(0x02, digits[0]! & 0x80 ? concatBytes(Uint8Array.of(0), digits) : digits);
}

function tlv(tag: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return concatBytes(Uint8Array.of(tag, ...size), content);
}
