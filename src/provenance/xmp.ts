import { carriedMarks, type CarriedMark } from '../contract/inspection';
import { sourceTypeBase, type MarkOptions } from './marks';

/** Our own few words in XMP: which marks the pictures that went in had. */
const ownNamespace = 'urn:ephemera:marks:1';
/** PLUS vocabulary: its owner forbids use for training. Closed terms, so it can be carried without carrying a name. */
const noTraining = 'http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED';

/** An XMP packet (ISO 16684-1) that says how the picture was made, and nothing about who, when or from what words. */
export function xmpPacket({ sourceType, recipe, carried = [] }: MarkOptions): Uint8Array<ArrayBuffer> {
  const inputs = carried.map((mark) => `<rdf:li>${mark}</rdf:li>`).join('');
  const lines = [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about=""',
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"',
    ' xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ` xmlns:ephemera="${ownNamespace}">`,
    `<Iptc4xmpExt:DigitalSourceType>${sourceTypeBase}${sourceType}</Iptc4xmpExt:DigitalSourceType>`,
    ...(carried.includes('no-ai-training') ? [`<plus:DataMining>${noTraining}</plus:DataMining>`] : []),
    ...(inputs ? [`<ephemera:InputMarks><rdf:Bag>${inputs}</rdf:Bag></ephemera:InputMarks>`] : []),
    ...(recipe
      ? [
          `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(recipe)}</rdf:li></rdf:Alt></dc:description>`,
        ]
      : []),
    '</rdf:Description>',
    '</rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="r"?>',
  ];
  return new TextEncoder().encode(lines.join('\n'));
}

/** What an XMP packet says, as far as marks go. Text only; the caller shows it as text. */
export interface XmpFindings {
  /** The last part of the IPTC address, or the whole value when it is not IPTC's. */
  readonly digitalSourceTypes: readonly string[];
  readonly inputMarks: readonly CarriedMark[];
  readonly forbidsTraining: boolean;
  readonly creatorTool?: string;
  readonly description?: string;
  /** A C2PA manifest kept elsewhere (`dcterms:provenance`). */
  readonly provenance?: string;
}

/**
 * Reads by searching, not by parsing XML: a hostile packet (entities, a million nested elements, a script) has nothing to
 * expand or to run. `text` should be cut to a sensible length by the caller.
 */
export function readXmp(text: string): XmpFindings {
  const sourceTypes = new Set(
    [...text.matchAll(/DigitalSourceType\b[^"'<>]{0,40}[>"'=]["']?([^"'<>]{1,200})/g)].map((m) => m[1]!.trim()),
  );
  for (const [, resource] of text.matchAll(
    /DigitalSourceType\b[^<>]{0,40}resource\s{0,4}=\s{0,4}["']([^"'<>]{1,200})/g,
  ))
    sourceTypes.add(resource!);
  const creatorTool = valueOf(text, 'xmp:CreatorTool');
  const description = valueOf(text, 'dc:description');
  const provenance = valueOf(text, 'dcterms:provenance');
  return {
    digitalSourceTypes: [...sourceTypes].filter((value) => /^[\w:/.#-]+$/.test(value)).slice(0, 16),
    inputMarks: carriedMarks.filter((mark) => text.includes(`<rdf:li>${mark}</rdf:li>`)),
    forbidsTraining: /DMI-PROHIBITED(?!-SEECONSTRAINT)/.test(text),
    ...(creatorTool && { creatorTool }),
    ...(description && { description }),
    ...(provenance && { provenance }),
  };
}

/** The value of a property written as an attribute, as an element, or as the first item of a list. */
function valueOf(text: string, name: string): string | undefined {
  const at = text.indexOf(name);
  if (at < 0) return undefined;
  const after = text.slice(at + name.length, at + name.length + 70_000);
  const attribute = /^\s{0,4}=\s{0,4}(?:"([^"]{0,65536})"|'([^']{0,65536})')/.exec(after);
  if (attribute) return unescapeXml(attribute[1] ?? attribute[2] ?? '');
  const end = after.indexOf(`</${name}`);
  if (end < 0) return undefined;
  const inner = after.slice(after.indexOf('>') + 1, end);
  return unescapeXml(inner.replace(/<[^<>]{0,1000}>/g, ' ')).trim() || undefined;
}

/** XML 1.0 forbids most control characters outright: they are dropped. */
function escapeXml(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text
    .replace(/\p{Surrogate}|[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '')
    .replace(/[&<>"']/g, (letter) => escapes[letter] ?? '');
}

function unescapeXml(text: string): string {
  const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name) return names[name.toLowerCase()]!;
      const code = decimal ? Number(decimal) : Number.parseInt(hex!, 16);
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : whole;
    },
  );
}
