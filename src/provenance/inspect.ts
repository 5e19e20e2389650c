import type { CarriedMark, Finding, Findings } from '../contract/inspection';
import type { Pixels } from '../contract/pixels';
import { containerOf } from './add-marks';
import { latin1At } from './bytes';
import { readManifestStore } from './c2pa/read-manifest';
import { mostPieces, type Piece } from './containers/container';
import { generatorIn } from './generator-text';
import { markForSourceType, saysMachine } from './marks';
import { longestText, readText, shownText } from './read-text';
import { detectWatermark } from './watermark';
import { readXmp } from './xmp';

/** Of all pieces together: a file may hold hundreds, each as long as is read of one. */
const longestInAll = 4 * longestText;

/**
 * Which marks a picture or video has and what they say. Everything is read here, nothing is fetched, and nothing in the
 * file can break it: malformed parts are left out. The watermark is looked for in the decoded picture, or in a film's frames.
 */
export async function inspect(bytes: Uint8Array, ...frames: readonly Pixels[]): Promise<Findings> {
  const container = containerOf(bytes);
  const pieces = container?.pieces(bytes) ?? [];
  const loose = pieces.some(({ kind }) => kind === 'xmp') ? [] : looseXmp(bytes);
  const found: Finding[] = [];
  let left = longestInAll;
  for (const piece of [...pieces, ...loose].slice(0, mostPieces)) {
    const { findings, length } = left > 0 ? await findingsIn(piece) : { findings: oversized(piece), length: 0 };
    found.push(...findings);
    left -= length;
  }
  const findings = withoutRepeats(found);
  const marks = { type: typeOf(bytes) ?? container?.mime, findings, saysAi: findings.some(claimsAi) };
  return withWatermark(marks, frames);
}

/** The same findings, and the watermark where it is in a decoded picture or in a film's frames. */
export function withWatermark(marks: Findings, frames: readonly Pixels[]): Findings {
  if (frames.length === 0) return marks;
  const { present, score } = detectWatermark(...frames);
  return present ? { ...marks, findings: [...marks.findings, { kind: 'watermark', score }], saysAi: true } : marks;
}

/**
 * The marks of an input picture that its result must go on carrying (`addMarks`'s `carried`): a closed vocabulary, so that no
 * name, place or prompt in the input gets into the result.
 */
export async function readMarks(bytes: Uint8Array, ...frames: readonly Pixels[]): Promise<CarriedMark[]> {
  return carriedFrom(await inspect(bytes, ...frames));
}

/** `readMarks` of what `inspect` found. */
export function carriedFrom({ findings }: Findings): CarriedMark[] {
  const marks = findings.flatMap((finding): (CarriedMark | undefined)[] => {
    if (finding.kind === 'source-type') return [markForSourceType(finding.term)];
    if (finding.kind === 'generator') return ['sd-parameters'];
    if (finding.kind === 'c2pa' || finding.kind === 'watermark' || finding.kind === 'no-ai-training')
      return [finding.kind];
    return finding.kind === 'input-marks' ? [...finding.marks] : [];
  });
  return [...new Set(marks.filter((mark) => mark !== undefined))];
}

/** What a piece says, and how many letters had to be read for that. */
async function findingsIn(piece: Piece): Promise<{ readonly findings: readonly Finding[]; readonly length: number }> {
  switch (piece.kind) {
    case 'xmp': {
      const text = await readText(piece.data, piece);
      return { findings: [...oversized(piece), ...xmpFindings(text)], length: text.length };
    }
    case 'c2pa':
      return { findings: c2paFindings(piece.data), length: Math.min(piece.data.length, longestText) };
    case 'text': {
      const text = await readText(piece.data, { ...piece, latin1: !piece.utf8 });
      return { findings: [...oversized(piece), ...generatorFindings(piece.name, text)], length: text.length };
    }
    case 'exif': {
      const text = userComment(piece.data);
      return { findings: generatorFindings('UserComment', text), length: text.length };
    }
    case 'iptc':
      return { findings: [], length: 0 };
  }
}

function oversized({ kind, data }: Piece): Finding[] {
  return data.length > longestText && (kind === 'xmp' || kind === 'text')
    ? [{ kind: 'oversized', bytes: data.length }]
    : [];
}

function xmpFindings(text: string): Finding[] {
  const xmp = readXmp(text);
  return [
    ...xmp.digitalSourceTypes.map((uri) => sourceType(uri, 'xmp')),
    ...(xmp.forbidsTraining ? [{ kind: 'no-ai-training' } as const] : []),
    ...(xmp.inputMarks.length > 0 ? [{ kind: 'input-marks', marks: xmp.inputMarks } as const] : []),
    ...(xmp.creatorTool ? [{ kind: 'creator-tool', text: shownText(xmp.creatorTool, 200) } as const] : []),
    ...(xmp.description ? [{ kind: 'description', text: shownText(xmp.description) } as const] : []),
  ];
}

function c2paFindings(store: Uint8Array): Finding[] {
  const { generators, actions, digitalSourceTypes } = readManifestStore(store);
  const shown = (texts: readonly string[]) => texts.map((text) => shownText(text, 200)).filter((text) => text !== '');
  return [
    { kind: 'c2pa', generators: shown(generators), actions: shown(actions), bytes: store.length },
    ...digitalSourceTypes.map((uri) => sourceType(uri, 'c2pa')),
  ];
}

function generatorFindings(name: string, text: string): Finding[] {
  const tool = generatorIn(name, text);
  return tool ? [{ kind: 'generator', tool, text: shownText(text) }] : [];
}

function sourceType(uri: string, from: 'xmp' | 'c2pa'): Finding {
  const term = shownText(uri.slice(uri.lastIndexOf('/') + 1), 100);
  return { kind: 'source-type', term, saysAi: saysMachine(term), from };
}

function claimsAi(finding: Finding): boolean {
  if (finding.kind === 'source-type') return finding.saysAi;
  return finding.kind === 'generator' || finding.kind === 'watermark' || finding.kind === 'input-marks';
}

function withoutRepeats(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

/** EXIF's UserComment names its alphabet in eight letters; the text after them is what generators write. */
function userComment(exif: Uint8Array): string {
  const text = latin1At(exif, 0, Math.min(exif.length, longestText));
  const unicode = text.indexOf('UNICODE\0');
  if (unicode >= 0) {
    const data = exif.subarray(unicode + 8, longestText);
    const isBigEndian = data[0] === 0;
    return new TextDecoder(isBigEndian ? 'utf-16be' : 'utf-16le').decode(data.subarray(0, data.length & ~1));
  }
  const ascii = text.indexOf('ASCII\0\0\0');
  return ascii >= 0 ? text.slice(ascii + 8) : '';
}

/** For kinds of file that this app cannot take apart (AVIF, HEIC, WebM …): an XMP packet lying anywhere in it. */
function looseXmp(bytes: Uint8Array): Piece[] {
  const opening = '<x:xmpmeta';
  const mostCandidates = 200_000; // random bytes have one "<x" in 65,536
  let at = bytes.indexOf(0x3c);
  for (let tries = 0; at >= 0 && tries < mostCandidates; tries += 1, at = bytes.indexOf(0x3c, at + 1)) {
    if (bytes[at + 1] === 0x78 && latin1At(bytes, at, at + opening.length) === opening) {
      return [{ kind: 'xmp', data: bytes.subarray(at, at + longestText) }];
    }
  }
  return [];
}

/** Kinds that share their first bytes with a container above, or that only Inspect knows. */
function typeOf(bytes: Uint8Array): string | undefined {
  if (latin1At(bytes, 4, 8) === 'ftyp') {
    const brand = latin1At(bytes, 8, 12);
    if (brand.startsWith('avi')) return 'image/avif';
    if (/^(hei|hev|mif1)/.test(brand)) return 'image/heic';
    return brand === 'qt  ' ? 'video/quicktime' : undefined;
  }
  return latin1At(bytes, 0, 4) === '\x1A\x45\xDF\xA3' ? 'video/webm' : undefined;
}
