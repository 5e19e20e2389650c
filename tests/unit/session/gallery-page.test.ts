import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { galleryPage, type GalleryPage } from '../../../src/session/gallery-page';

const aPage = (over: Partial<GalleryPage> = {}): GalleryPage => ({
  title: 'Foxes',
  language: 'en',
  direction: 'ltr',
  note: 'Made with Ephemera.',
  pictures: [
    {
      path: 'pictures/ephemera-256x256-1.png',
      width: 256,
      height: 256,
      caption: 'A fox in the snow',
      name: 'Picture 1',
    },
    { path: 'pictures/ephemera-256x256-2.png', width: 256, height: 256, caption: '', name: 'Picture 2' },
  ],
  ...over,
});

test('the policy lets in the page’s pictures and its one style, by hash, and nothing else', () => {
  const page = galleryPage(aPage());

  const style = /<style>(.*?)<\/style>/s.exec(page)![1]!;
  const hash = createHash('sha256').update(style).digest('base64');
  expect(/content="(default-src[^"]*)"/.exec(page)![1]).toBe(
    `default-src 'none'; img-src 'self'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
  );
  expect(page).not.toMatch(/<script|\son\w+=|style="|javascript:|https?:/i);
});

test('a picture has its caption under it; one without has a name to be read aloud', () => {
  const page = galleryPage(aPage());

  expect(page).toContain('alt="A fox in the snow"');
  expect(page).toContain('<figcaption dir="auto">A fox in the snow</figcaption>');
  expect(page).toContain('alt="Picture 2"');
  expect(page.match(/<figcaption/g)).toHaveLength(1);
});

test.each(['</title><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' & <b>"])(
  'what the visitor writes is text and stays text: %s',
  (text) => {
    const [picture] = aPage().pictures;
    const page = galleryPage(aPage({ title: text, note: text, pictures: [{ ...picture!, caption: text }] }));

    expect(page).not.toContain(text);
    expect(page).not.toMatch(/<script|<img src=x|<b>/);
    expect(page.match(/<img /g)).toHaveLength(1);
  },
);

test('the page says its language and direction', () => {
  expect(galleryPage(aPage({ language: 'ar', direction: 'rtl' }))).toContain('<html lang="ar" dir="rtl">');
});
