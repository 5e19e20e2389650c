import { deflateSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { addMarks } from '../../../src/provenance/add-marks';
import { concatBytes, latin1, u32Bytes } from '../../../src/provenance/bytes';
import { encodeCbor, type Cbor } from '../../../src/provenance/c2pa/cbor';
import { box, superbox } from '../../../src/provenance/c2pa/jumbf';
import { png } from '../../../src/provenance/containers/png';
import { inspect, readMarks } from '../../../src/provenance/inspect';
import { embedWatermark } from '../../../src/provenance/watermark';
import { readPng } from '../../../tools/png';
import { fixture, kinds } from './fixtures';

/** A PNG with one more chunk. Readers here do not check CRCs: a wrong one is the file's problem. */
function pngWith(type: string, data: Uint8Array): Uint8Array {
  const plain = fixture('plain.png');
  return concatBytes(
    plain.subarray(0, 33),
    u32Bytes(data.length),
    latin1(type),
    data,
    new Uint8Array(4),
    plain.subarray(33),
  );
}

const xmpHead = concatBytes(latin1('XML:com.adobe.xmp'), new Uint8Array(5));
const pngWithXmp = (text: string) => pngWith('iTXt', concatBytes(xmpHead, new TextEncoder().encode(text)));

function manifestStore(claim: Cbor, actions: Cbor): Uint8Array {
  return superbox(
    'c2pa',
    'c2pa',
    superbox(
      'c2ma',
      'urn:c2pa:example',
      superbox('c2as', 'c2pa.assertions', superbox('cbor', 'c2pa.actions.v2', box('cbor', encodeCbor(actions)))),
      superbox('c2cl', 'c2pa.claim.v2', box('cbor', encodeCbor(claim))),
    ),
  );
}

describe('what Ephemera writes, it finds', () => {
  test.each(kinds)('$file', async ({ file, mime }) => {
    const marked = addMarks(fixture(file), mime, {
      sourceType: 'compositeWithTrainedAlgorithmicMedia',
      carried: ['sd-parameters'],
      recipe: 'a fox, seed 7',
    });

    const { type, findings, saysAi } = await inspect(marked);

    expect(type).toBe(mime);
    expect(saysAi).toBe(true);
    expect(findings).toEqual([
      { kind: 'source-type', term: 'compositeWithTrainedAlgorithmicMedia', saysAi: true, from: 'xmp' },
      { kind: 'input-marks', marks: ['sd-parameters'] },
      { kind: 'description', text: 'a fox, seed 7' },
    ]);
  });

  test('the watermark, when it is given the decoded picture', async () => {
    const marked = embedWatermark(await readPng('tests/golden/safety/sticker-0.png'));

    const { findings, saysAi } = await inspect(fixture('plain.png'), marked);

    expect(findings).toEqual([{ kind: 'watermark', score: expect.any(Number) }]);
    expect(saysAi).toBe(true);
  });

  test('nothing, in files without marks', async () => {
    for (const { file } of kinds) expect((await inspect(fixture(file))).findings).toEqual([]);
  });
});

describe("others' marks", () => {
  test('parameters of Stable Diffusion in a PNG', async () => {
    const text = 'parameters\0a castle\nNegative prompt: fog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1';

    const { findings, saysAi } = await inspect(pngWith('tEXt', latin1(text)));

    expect(findings).toMatchObject([
      { kind: 'generator', tool: 'Stable Diffusion web UI', text: expect.stringContaining('a castle') },
    ]);
    expect(saysAi).toBe(true);
  });

  test('the same in the EXIF of a JPEG, in UTF-16 of either order', async () => {
    const text = 'a castle\nSteps: 20, Sampler: Euler a, Seed: 1';
    for (const isBigEndian of [true, false]) {
      const utf16 = Buffer.from(text, 'utf16le');
      const comment = concatBytes(latin1('Exif\0\0MM\0*UNICODE\0'), isBigEndian ? utf16.swap16() : utf16);
      const length = comment.length + 2;
      const plain = fixture('plain.jpg');
      const segment = concatBytes(Uint8Array.of(0xff, 0xe1, length >> 8, length & 255), comment);

      const { findings } = await inspect(concatBytes(plain.subarray(0, 2), segment, plain.subarray(2)));

      expect(findings).toMatchObject([{ kind: 'generator', text }]);
    }
  });

  test('a workflow of ComfyUI, packed', async () => {
    const packed = deflateSync('{"3":{"class_type":"KSampler"}}');
    const piece = concatBytes(latin1('prompt\0\0'), packed);

    expect((await inspect(pngWith('zTXt', piece))).findings).toMatchObject([{ kind: 'generator', tool: 'ComfyUI' }]);
  });

  test('settings of NovelAI, as JSON in a comment', async () => {
    const text = 'Comment\0{"prompt": "a castle", "steps": 28, "sampler": "k_euler", "uc": "fog"}';

    expect((await inspect(pngWith('tEXt', latin1(text)))).findings).toMatchObject([
      { kind: 'generator', tool: 'NovelAI', text: expect.stringContaining('a castle') },
    ]);
    expect((await inspect(pngWith('tEXt', latin1('Comment\0{"camera": "prompt"}')))).findings).toEqual([]);
  });

  test('a text about something else is no generator', async () => {
    expect((await inspect(pngWith('tEXt', latin1('parameters\0aperture 2.8')))).findings).toEqual([]);
    expect((await inspect(pngWith('tEXt', latin1('Comment\0Steps: 20, Sampler: x')))).findings).toEqual([]);
  });

  test.each([
    ['an element', '<Iptc4xmpExt:DigitalSourceType>URI</Iptc4xmpExt:DigitalSourceType>'],
    ['an attribute', `<rdf:Description Iptc4xmpExt:DigitalSourceType="URI"/>`],
    ['single quotes', `<rdf:Description Iptc4xmpExt:DigitalSourceType='URI'/>`],
    ['a resource', `<Iptc4xmpExt:DigitalSourceType rdf:resource="URI"/>`],
  ])('an IPTC source type as %s', async (_, form) => {
    const uri = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

    const { findings } = await inspect(pngWithXmp(`<x:xmpmeta>${form.replace('URI', uri)}</x:xmpmeta>`));

    expect(findings).toEqual([{ kind: 'source-type', term: 'trainedAlgorithmicMedia', saysAi: true, from: 'xmp' }]);
  });

  test('a source type that is a camera says nothing of machines', async () => {
    const uri = 'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture';
    const { findings, saysAi } = await inspect(pngWithXmp(`<a Iptc4xmpExt:DigitalSourceType="${uri}"/>`));

    expect(findings).toMatchObject([{ term: 'digitalCapture', saysAi: false }]);
    expect(saysAi).toBe(false);
  });

  test('a C2PA manifest: who claims to have made it and how', async () => {
    const uri = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
    const store = manifestStore(
      { claim_generator_info: { name: 'Example Camera' } },
      { actions: [{ action: 'c2pa.created', digitalSourceType: uri }] },
    );

    const { findings, saysAi } = await inspect(png.withManifestStore!(fixture('plain.png'), store).bytes);

    expect(findings).toEqual([
      { kind: 'c2pa', generators: ['Example Camera'], actions: ['c2pa.created'], bytes: store.length },
      { kind: 'source-type', term: 'trainedAlgorithmicMedia', saysAi: true, from: 'c2pa' },
    ]);
    expect(saysAi).toBe(true);
  });

  test('an XMP packet lying in a file of another kind', async () => {
    const heic = concatBytes(
      latin1('\0\0\0\x18ftypheic'),
      new Uint8Array(40),
      latin1('<x:xmpmeta DigitalSourceType="x/trainedAlgorithmicMedia">'),
    );

    expect(await inspect(heic)).toMatchObject({ type: 'image/heic', saysAi: true });
  });
});

describe('marks carried from an input', () => {
  test('are words of a closed list, and nothing that the file says of people, places or prompts', async () => {
    const marked = addMarks(fixture('plain.png'), 'image/png', {
      sourceType: 'trainedAlgorithmicMedia',
      carried: ['c2pa', 'no-ai-training'],
      recipe: 'Ada in Turin',
    });

    const marks = await readMarks(marked);

    expect(marks.toSorted()).toEqual(['c2pa', 'iptc-trained', 'no-ai-training']);
    expect(JSON.stringify(marks)).not.toContain('Ada');
  });

  test('come through a second generation', async () => {
    const first = addMarks(fixture('plain.png'), 'image/png', { sourceType: 'trainedAlgorithmicMedia' });
    const second = addMarks(fixture('plain.jpg'), 'image/jpeg', {
      sourceType: 'compositeWithTrainedAlgorithmicMedia',
      carried: await readMarks(first),
    });
    const third = addMarks(fixture('lossy.webp'), 'image/webp', {
      sourceType: 'compositeWithTrainedAlgorithmicMedia',
      carried: await readMarks(second),
    });

    expect((await readMarks(third)).toSorted()).toEqual(['iptc-composite', 'iptc-trained']);
  });
});

describe('bad input gives plain text and never breaks', () => {
  test('an XMP packet of 50 MB: its beginning is read, its size is told', async () => {
    const packet = concatBytes(
      new TextEncoder().encode('<a DigitalSourceType="x/trainedAlgorithmicMedia">'),
      new Uint8Array(50 * 2 ** 20).fill(0x3c),
    );

    const file = pngWith('iTXt', concatBytes(xmpHead, packet));
    const started = performance.now();

    const { findings } = await inspect(file);

    expect(findings).toEqual([
      { kind: 'oversized', bytes: packet.length },
      { kind: 'source-type', term: 'trainedAlgorithmicMedia', saysAi: true, from: 'xmp' },
    ]);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test('text that unpacks to a thousand times its size', async () => {
    const bomb = deflateSync(new Uint8Array(2 ** 25));

    expect((await inspect(pngWith('zTXt', concatBytes(latin1('parameters\0\0'), bomb)))).findings).toEqual([]);
  });

  test('a script, an entity bomb and letters that turn the line round are shown as plain text', async () => {
    const xmp = `<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "&a;&a;">]><x:xmpmeta xmp:CreatorTool="&lt;script&gt;alert(1)&lt;/script&gt;\u202Egpj&a;"><dc:description><img src=x onerror=alert(2)>hello</dc:description>`;

    const { findings } = await inspect(pngWithXmp(xmp));

    expect(findings).toEqual([
      { kind: 'creator-tool', text: '<script>alert(1)</script>gpj&a;' },
      { kind: 'description', text: 'hello' },
    ]);
  });

  test('JUMBF boxes nested two thousand deep, and CBOR likewise', async () => {
    let boxes = box('jumb');
    for (let i = 0; i < 2000; i += 1) boxes = box('jumb', boxes);
    const deepCbor = superbox('cbor', 'c2pa.claim', box('cbor', new Uint8Array(100_000).fill(0x81)));
    const wideCbor = superbox('cbor', 'c2pa.claim', box('cbor', Uint8Array.of(0x9a, 0xff, 0xff, 0xff, 0xff)));

    for (const store of [boxes, deepCbor, wideCbor]) {
      const { findings } = await inspect(png.withManifestStore!(fixture('plain.png'), store).bytes);
      expect(findings).toMatchObject([{ kind: 'c2pa', generators: [] }]);
    }
  });

  test('a hundred thousand empty chunks', async () => {
    const chunk = concatBytes(u32Bytes(0), latin1('tEXt'), new Uint8Array(4));
    const many = new Uint8Array(chunk.length * 100_000);
    for (let i = 0; i < 100_000; i += 1) many.set(chunk, i * chunk.length);
    const plain = fixture('plain.png');

    expect((await inspect(concatBytes(plain.subarray(0, 33), many, plain.subarray(33)))).findings).toEqual([]);
  });

  test.each([...kinds.map(({ file }) => file), 'plain.webm'])(
    '%s cut short anywhere, or with bytes changed',
    async (file) => {
      const kind = kinds.find((one) => one.file === file);
      const whole = kind
        ? addMarks(fixture(file), kind.mime, { sourceType: 'compositeWithTrainedAlgorithmicMedia' })
        : fixture(file);
      let state = 7;
      for (let i = 0; i < 150; i += 1) {
        const spoilt = whole.slice(0, i % 2 === 0 ? Math.floor((whole.length * i) / 150) : whole.length);
        for (let k = 0; k < 6 && i % 2 === 1; k += 1) {
          state = (state * 48271) % 2147483647;
          spoilt[state % spoilt.length] = state >> 8;
        }
        await expect(inspect(spoilt)).resolves.toMatchObject({ findings: expect.any(Array) });
      }
    },
  );

  test('nothing, noise and text', async () => {
    const noise = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i * 31) >> 3);
    for (const bytes of [new Uint8Array(), noise, readFileSync('package.json')]) {
      expect(await inspect(bytes)).toMatchObject({ type: undefined, findings: [], saysAi: false });
    }
  });
});
