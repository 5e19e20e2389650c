import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verify, X509Certificate } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { addCredentials } from '../../../src/provenance/add-credentials';
import { addMarks, containerOf } from '../../../src/provenance/add-marks';
import { decodeCbor, encodeCbor, type Cbor, type Tagged } from '../../../src/provenance/c2pa/cbor';
import { throwAwaySigner } from '../../../src/provenance/c2pa/certificate';
import { readSuperboxes } from '../../../src/provenance/c2pa/jumbf';
import { inspect } from '../../../src/provenance/inspect';
import { fixture, kinds } from './fixtures';

/** Tied to their bytes as a whole; an MP4 is tied box by box. */
const wholeFiles = kinds.filter(({ mime }) => mime !== 'video/mp4');
/** C2PA's own reader, from PyPI: any Python that has `c2pa-python`. */
const python = process.env['C2PA_PYTHON'] ?? 'python3';
const hasReader = spawnSync(python, ['-c', 'import c2pa']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'ephemera-c2pa-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function credited(file: string, mime: string) {
  return addCredentials(addMarks(fixture(file), mime, { sourceType: 'compositeWithTrainedAlgorithmicMedia' }), {
    sourceType: 'compositeWithTrainedAlgorithmicMedia',
  });
}

function storeOf(bytes: Uint8Array): Uint8Array {
  return containerOf(bytes)!
    .pieces(bytes)
    .find(({ kind }) => kind === 'c2pa')!.data;
}

/** Reads the store, checks nothing: the asserts do. */
function partsOf(bytes: Uint8Array) {
  const manifest = readSuperboxes(storeOf(bytes))[0]!.children[0]!;
  const [assertions, claim, signature] = manifest.children;
  const value = (box: { boxes: readonly { data: Uint8Array }[] }) => decodeCbor(box.boxes[0]!.data);
  const binding = value(assertions!.children[1]!) as ReadonlyMap<string, Cbor>; // written by addCredentials
  const sign1 = (value(signature!) as Tagged).value as readonly [Uint8Array, Cbor, null, Uint8Array]; // likewise
  return { claimBytes: claim!.boxes[0]!.data, binding, sign1 };
}

describe.each(wholeFiles)('$file', ({ file, mime }) => {
  test('is bound to its own bytes, all but the place of the credentials', async () => {
    const bytes = await credited(file, mime);

    const { binding } = partsOf(bytes);
    const [exclusion] = binding.get('exclusions') as readonly ReadonlyMap<string, number>[]; // as written
    const [start, length] = [exclusion!.get('start')!, exclusion!.get('length')!];
    const rest = Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + length)]);
    expect(Buffer.from(await crypto.subtle.digest('SHA-256', rest))).toEqual(
      Buffer.from(binding.get('hash') as Uint8Array),
    );
    expect(
      containerOf(rest)!
        .pieces(rest)
        .some(({ kind }) => kind === 'c2pa'),
    ).toBe(false);
  });
});

describe.each(kinds)('$file', ({ file, mime }) => {
  test('is signed with the key of its certificate, and one changed letter of the claim shows', async () => {
    const { claimBytes, sign1 } = partsOf(await credited(file, mime));
    const header = decodeCbor(sign1[0]) as ReadonlyMap<number, Cbor>;
    const [leaf] = header.get(33) as readonly Uint8Array[];
    const key = new X509Certificate(leaf!).publicKey;
    const isSignedBy = (claim: Uint8Array) =>
      verify(
        'sha256',
        encodeCbor(['Signature1', sign1[0], new Uint8Array(), claim]),
        { key, dsaEncoding: 'ieee-p1363' },
        sign1[3],
      );

    expect(isSignedBy(claimBytes)).toBe(true);
    const changed = claimBytes.slice();
    changed[20] = changed[20]! ^ 1;
    expect(isSignedBy(changed)).toBe(false);
  });

  test('is read by Inspect, which finds the other marks too', async () => {
    const { findings, saysAi } = await inspect(await credited(file, mime));

    expect(saysAi).toBe(true);
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'c2pa', generators: ['Ephemera'], actions: ['c2pa.created'] }),
    );
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'source-type', from: 'xmp' }));
  });

  test('says nothing twice: two files share neither key, serial number nor name', async () => {
    const [one, other] = [partsOf(await credited(file, mime)), partsOf(await credited(file, mime))];

    expect(one.sign1[0]).not.toEqual(other.sign1[0]);
    expect(one.claimBytes).not.toEqual(other.claimBytes);
  });
});

test('the certificates name nobody, hold no date of today, and the leaf is signed by its authority', async () => {
  const { chain } = await throwAwaySigner();
  const [leaf, authority] = chain.map((der) => new X509Certificate(der));

  expect(leaf!.checkIssued(authority!)).toBe(true);
  expect(leaf!.verify(authority!.publicKey)).toBe(true);
  expect(leaf!.ca).toBe(false);
  expect(leaf!.subject).toBe('O=Ephemera (signer not identified)\nCN=Throw-away key');
  expect([leaf!.validFrom, leaf!.validTo]).toEqual(['Jan  1 00:00:00 2020 GMT', 'Dec 31 23:59:59 9999 GMT']);
});

test('a WebM has no place for credentials and comes back as it was', async () => {
  const webm = fixture('plain.webm');

  expect(await addCredentials(webm, { sourceType: 'trainedAlgorithmicMedia' })).toEqual(webm);
});

test("an MP4's chunk offsets lead to the same bytes as before", async () => {
  const before = fixture('plain.mp4');
  const after = await credited('plain.mp4', 'video/mp4');

  const [old, moved] = [before, after].map(chunkOffsets);
  expect(moved!.length).toBeGreaterThan(0);
  for (const [i, offset] of moved!.entries()) {
    expect(offset).toBeGreaterThan(old![i]!);
    expect(after.subarray(offset, offset + 32)).toEqual(before.subarray(old![i], old![i]! + 32));
  }
});

function chunkOffsets(bytes: Uint8Array): number[] {
  const buffer = Buffer.from(bytes);
  const at = buffer.indexOf('stco') + 4;
  return Array.from({ length: buffer.readUInt32BE(at + 4) }, (_, i) => buffer.readUInt32BE(at + 8 + 4 * i));
}

test.each(['plain.gif', 'plain.mp4'])('%s: credentials are put in once, and a broken file is refused', async (file) => {
  const once = await addCredentials(fixture(file), { sourceType: 'trainedAlgorithmicMedia' });

  for (const bytes of [once, fixture(file).slice(0, 13)]) {
    await expect(addCredentials(bytes, { sourceType: 'trainedAlgorithmicMedia' })).rejects.toMatchObject({
      name: 'EncodingError',
    });
  }
});

describe(
  hasReader
    ? "read by C2PA's own library"
    : 'NOT RUN: c2pa-python is not installed (pip install c2pa-python; C2PA_PYTHON=its python)',
  () => {
    const program = `import c2pa, json, sys
r = json.loads(c2pa.Reader(sys.argv[1]).json())
print(json.dumps({"state": r["validation_state"], "problems": [s["code"] for s in r.get("validation_status", [])]}))`;

    test.skipIf(!hasReader).each(kinds)(
      '$file is valid; its signer is untrusted, as it should be',
      async ({ file, mime }) => {
        const path = join(folder, file);
        writeFileSync(path, await credited(file, mime));

        const { stdout } = spawnSync(python, ['-c', program, path], { encoding: 'utf8' });

        expect(JSON.parse(stdout)).toEqual({ state: 'Valid', problems: ['signingCredential.untrusted'] });
      },
    );

    test.skipIf(!hasReader)('a byte of the picture changed afterwards is noticed', async () => {
      const bytes = await credited('plain.png', 'image/png');
      bytes[bytes.length - 20] = bytes[bytes.length - 20]! ^ 1;
      const path = join(folder, 'changed.png');
      writeFileSync(path, bytes);

      const { stdout } = spawnSync(python, ['-c', program, path], { encoding: 'utf8' });

      expect(JSON.parse(stdout)).toMatchObject({
        state: 'Invalid',
        problems: expect.arrayContaining(['assertion.dataHash.mismatch']),
      });
    });
  },
);
