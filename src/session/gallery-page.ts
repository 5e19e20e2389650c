/** One picture of a published page. */
export interface PublishedPicture {
  /** Relative to the page. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** What the visitor wrote under it; '' for nothing. */
  readonly caption: string;
  /** For people who do not see it and have no caption to read. */
  readonly name: string;
}

export interface GalleryPage {
  readonly title: string;
  /** BCP 47, for the page's `lang`. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** The line at the foot that says how the pictures came to be. */
  readonly note: string;
  readonly pictures: readonly PublishedPicture[];
}

const style = `:root{color-scheme:light dark;--paper:light-dark(#f7f4ef,#161412);--ink:light-dark(#1f1b17,#f0ebe4);--quiet:light-dark(#5d554c,#b5aca1)}
body{margin:0;background:var(--paper);color:var(--ink);font:400 1rem/1.5 system-ui,sans-serif}
header,footer{padding:2rem clamp(1rem,4vw,3rem)}
h1{margin:0;font-size:1.75rem;font-weight:500}
main{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(16rem,100%),1fr));gap:1.5rem;padding:0 clamp(1rem,4vw,3rem)}
figure{margin:0}
a{display:block;border-radius:.5rem}
a:focus-visible{outline:2px solid var(--ink);outline-offset:3px}
img{display:block;width:100%;height:auto;border-radius:.5rem}
figcaption{margin-top:.5rem;overflow-wrap:anywhere}
footer{color:var(--quiet);font-size:.8125rem}`;

/** The style's SHA-256: the only style that the page's policy lets in. A test holds it to the text above. */
const styleHash = 'ffLLmgN4vJybU8br2oIMaujMNppDH2wWWTi1FPYraVA=';

/** Nothing but its own pictures and its own style: no script, no form, no frame, nobody else's address. */
const policy = `default-src 'none'; img-src 'self'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

/** A page that shows pictures, whole in itself: it needs the pictures beside it and nothing else. */
export function galleryPage({ title, language, direction, note, pictures }: GalleryPage): string {
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<header><h1 dir="auto">${escaped(title)}</h1></header>
<main>
${pictures.map(figure).join('\n')}
</main>
<footer>${escaped(note)}</footer>
</body>
</html>
`;
}

function figure({ path, width, height, caption, name }: PublishedPicture): string {
  const alt = escaped(caption === '' ? name : caption);
  const image = `<img src="${escaped(path)}" width="${width}" height="${height}" alt="${alt}" loading="lazy">`;
  const words = caption === '' ? '' : `<figcaption dir="auto">${escaped(caption)}</figcaption>`;
  return `<figure><a href="${escaped(path)}">${image}</a>${words}</figure>`;
}

/** Text as HTML that shows it, in an element or in an attribute in double quotes. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (letter) => entities[letter]!);
}
