import AxeBuilder from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { decode } from 'fast-png';
import { inspect } from '../../src/provenance/inspect';
import { createStaticServer, listen } from '../../tools/serve-lib';
import { button, expect, pictures, pixelsOf, prompt, test } from './app';
import { drawPhoto, photoFile } from './photos/make-photos';
import { astronaut, makePortrait, openPortrait, photoInput, portraitStyles, sit } from './portrait-page';

const styleNames = [
  'Sticker',
  'Screen print',
  'Paper cut',
  'Halftone',
  'Oil paint',
  'Ink and wash',
  'Low poly',
  'Duotone',
  'Pop',
  'Engraving',
  'Stipple',
  'Neon',
];

/** Addresses of Portrait's workers that run. */
const faceAndArt = (page: Page) =>
  page
    .workers()
    .map((worker) => worker.url())
    .filter((url) => /\/(face|art)\.worker/.test(url));
const outlines = (page: Page) => page.getByRole('region', { name: 'Your photo, aligned' }).locator('polygon');

interface Snapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly edge_fields: readonly string[] };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

/** What lives in the page's heap after a garbage collection: sizes of large buffers, and how many records of landmarks. */
async function searchHeap(cdp: CDPSession): Promise<{ buffers: Set<number>; landmarks: number }> {
  const chunks: string[] = [];
  const collect = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', collect);
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', collect);
  const { snapshot, nodes, edges, strings } = JSON.parse(chunks.join('')) as Snapshot;
  const { node_fields: fields, edge_fields: edgeFields } = snapshot.meta;
  const at = (field: string) => fields.indexOf(field);
  const buffers = new Set<number>();
  for (let i = 0; i < nodes.length; i += fields.length) {
    if (strings[nodes[i + at('name')]!] === 'system / JSArrayBufferData') buffers.add(nodes[i + at('self_size')]!);
  }
  // A record of landmarks has an edge named after its iris to a point; shapes that code knows do not.
  const name = strings.indexOf('leftIris');
  let landmarks = 0;
  for (let i = 0; i < edges.length; i += edgeFields.length) {
    const isProperty = edges[i] === 2; // 'property' in V8's list of edge types
    if (isProperty && edges[i + 1] === name) landmarks++;
  }
  return { buffers, landmarks };
}

test('a photo becomes a portrait in every style, and photo, landmarks and workers are gone when it is made', async ({
  app,
  watch,
}) => {
  test.setTimeout(300_000);
  const cdp = await app.context().newCDPSession(app);
  await prompt(app).fill('kept as it was');

  await sit(app);
  await expect(outlines(app)).toHaveCount(7);
  await expect(app.getByText('They are used for nothing else and go when the photo goes.')).toBeVisible();
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  expect((await new AxeBuilder({ page: app }).setLegacyMode(true).withTags(rules).analyze()).violations).toEqual([]);
  const during = await searchHeap(cdp);
  expect(during.buffers).toContain(512 * 512 * 4); // the search finds what is there
  expect(during.landmarks).toBeGreaterThan(0);

  const styles = portraitStyles(app);
  const samples: string[] = [];
  for (const name of styleNames) {
    const canvas = styles.locator('label', { hasText: name }).first().locator('canvas');
    await expect(canvas).toBeVisible();
    samples.push(await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL()));
  }
  expect(new Set(samples).size).toBe(styleNames.length);

  await makePortrait(app);
  await expect(app.getByRole('status', { name: 'Portrait' })).toContainText(
    /eyes are within [01]\.\d % .* outlines are gone/,
  );
  const portrait = await pixelsOf(pictures(app).first());
  expect(portrait).toHaveLength(4 * 1024 * 1024);
  // No model drew this: its file says a photo was altered, and has no watermark that would say otherwise.
  const downloading = app.waitForEvent('download');
  await button(pictures(app).first(), 'Download').click();
  const file = await readFile(await (await downloading).path());
  const { width, height, data } = decode(file);
  const { findings, saysAi } = await inspect(file, { width, height, data: Uint8ClampedArray.from(data) });
  expect(findings).toContainEqual(expect.objectContaining({ term: 'algorithmicallyEnhanced', saysAi: false }));
  expect(saysAi).toBe(false);

  await expect.poll(() => faceAndArt(app)).toEqual([]);
  await expect(photoInput(app)).toBeAttached();
  await expect(async () => {
    const after = await searchHeap(cdp);
    expect(after.buffers).not.toContain(512 * 512 * 4); // the photo
    expect(after.buffers).not.toContain(640 * 640 * 4); // its aligned preview
    expect(after.buffers).not.toContain(640 * 640); // the person's mask
    expect(after.buffers).toContain(1024 * 1024 * 4); // the portrait stays
    expect(after.landmarks).toBe(0);
  }).toPass({ timeout: 20_000 });
  await app.getByRole('radio', { name: 'Create' }).check({ force: true });
  await expect(prompt(app)).toHaveValue('kept as it was');
  expect(watch.requests.join(' ')).not.toContain('marker-name');
  expect(watch.consoleLines.join(' ')).not.toContain('marker-name');
});

test('a kept photo can be drawn again, in other styles, with a crown, into the whole photo', async ({ app }) => {
  test.setTimeout(300_000);
  await sit(app);
  await app.getByRole('checkbox', { name: 'Keep the photo for another try' }).check();
  await app.getByRole('radio', { name: 'Pop', exact: true }).check({ force: true });

  await makePortrait(app);
  await app.getByRole('radio', { name: 'Duotone', exact: true }).check({ force: true });
  await app.getByRole('combobox', { name: 'Wear' }).selectOption('Crown');
  await app.getByRole('combobox', { name: 'Turn into art' }).selectOption('The person');
  await app.getByRole('combobox', { name: 'Picture' }).selectOption('Back in the whole photo');
  await expect(button(app, 'Make portrait')).toBeEnabled();
  await makePortrait(app);

  await expect(pictures(app)).toHaveCount(2);
  expect(await pixelsOf(pictures(app).first())).toHaveLength(4 * 512 * 512);
  await button(app, 'Remove the photo').click();
  await expect(photoInput(app)).toBeAttached();
  await expect.poll(() => faceAndArt(app)).toEqual([]);
});

test('Forget everything takes the photo in the middle of a drawing', async ({ app }) => {
  await sit(app);
  await button(app, 'Make portrait').click();

  await button(app, 'Forget everything').click();

  await expect(app.getByRole('radio', { name: 'Create' })).toBeChecked();
  await expect(pictures(app)).toHaveCount(0);
  await expect.poll(() => faceAndArt(app)).toEqual([]);
  const cdp = await app.context().newCDPSession(app);
  await expect(async () => {
    const { buffers, landmarks } = await searchHeap(cdp);
    expect(buffers).not.toContain(512 * 512 * 4);
    expect(landmarks).toBe(0);
  }).toPass({ timeout: 20_000 });
});

test('the frame is moved, enlarged and turned by hand, the outlines with it, and put back', async ({ app }) => {
  await sit(app);
  const shown = () => outlines(app).evaluateAll((all) => all.map((one) => one.getAttribute('points')).join(' '));
  const found = await shown();
  await app.locator('summary', { hasText: 'Move the frame' }).click();
  let before = found;
  for (const [name, value] of [
    ['Left and right', '0.2'],
    ['Up and down', '0.2'],
    ['Zoom', '1.5'],
    ['Turn', '20'],
  ] as const) {
    await app.getByRole('slider', { name, exact: true }).fill(value);
    await expect.poll(shown, name).not.toBe(before);
    before = await shown();
  }

  await button(app, 'Back to the middle').click();

  await expect.poll(shown).toBe(found);
});

test('of twenty faces one is chosen', async ({ app }) => {
  test.setTimeout(240_000);
  const crowd = await drawPhoto(app, { side: 512, columns: 5, rows: 4, type: 'image/jpeg' });
  await openPortrait(app);
  await photoInput(app).setInputFiles({ name: 'crowd.jpg', mimeType: 'image/jpeg', buffer: crowd });
  await expect(app.getByText(/^(1[89]|20) faces found\. Whose portrait shall it be\?$/)).toBeVisible();

  await button(app, 'Face 7').click();

  await expect(button(app, 'Make portrait')).toBeEnabled();
  await expect(outlines(app)).toHaveCount(7);
});

test('what cannot be used is said in words, with prompt and pictures as they were', async ({ app }) => {
  test.setTimeout(300_000);
  await prompt(app).fill('untouched');
  await sit(app);
  await app.getByRole('radio', { name: 'Duotone', exact: true }).check({ force: true });
  await makePortrait(app);
  const onePixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const jpeg = await drawPhoto(app, { type: 'image/jpeg' });
  const grey = await app.evaluate(async () => {
    const canvas = new OffscreenCanvas(400, 400);
    canvas.getContext('2d')!.fillRect(0, 0, 400, 400);
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    return [...bytes];
  });
  const smiley = await app.evaluate(async () => {
    const canvas = new OffscreenCanvas(400, 400);
    const context = canvas.getContext('2d')!;
    const disc = (x: number, y: number, radius: number, colour: string) => {
      context.fillStyle = colour;
      context.beginPath();
      context.arc(x, y, radius, 0, 7);
      context.fill();
    };
    disc(200, 200, 180, '#fc3');
    for (const x of [140, 260]) disc(x, 150, 22, '#321');
    context.lineWidth = 18;
    context.beginPath();
    context.arc(200, 210, 100, 0.4, 2.7);
    context.stroke();
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  });
  const cases: readonly (readonly [string, Buffer, RegExp])[] = [
    ['a wall', Buffer.from(grey), /No face was found/],
    ['a drawn smiley', Buffer.from(smiley), /No face was found/],
    ['a cat', photoFile('chelsea.png'), /No face was found/],
    ['one pixel', onePixel, /too small/],
    ['half a JPEG', jpeg.subarray(0, jpeg.length / 2), /stops in the middle/],
    ['40 MB of text', Buffer.alloc(40_000_000, 'a'), /not a picture/],
    ['an HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'.padEnd(900, 'x'), 'latin1'), /HEIC/],
    ['a TIFF', Buffer.from('II*\0\x08\0\0\0'.padEnd(900, 'x'), 'latin1'), /TIFF/],
    ['nothing', Buffer.alloc(0), /not a picture/],
  ];

  for (const [name, buffer, sentence] of cases) {
    await photoInput(app).setInputFiles({ name: `${name}.jpg`, mimeType: 'image/jpeg', buffer });
    await expect(app.getByRole('alert'), name).toContainText(sentence);
    await expect(app.getByRole('alert')).toContainText('Your prompt, settings and pictures are as they were.');
    await expect(pictures(app)).toHaveCount(1);
  }

  await expect.poll(() => faceAndArt(app)).toEqual([]);
  await app.getByRole('radio', { name: 'Create' }).check({ force: true });
  await expect(prompt(app)).toHaveValue('untouched');
});

test('a visitor without pictures has the model draw tiles, and the mosaic is made of them', async ({ app }) => {
  test.setTimeout(300_000);
  await sit(app);
  await expect(app.getByRole('radio', { name: /^Mosaic/ })).toBeDisabled();

  await button(app, 'Have the model draw 12 small ones now').click();
  await expect(app.getByRole('radio', { name: /^Mosaic/ })).toBeEnabled({ timeout: 200_000 });
  await app.getByRole('radio', { name: /^Mosaic/ }).check({ force: true });
  await makePortrait(app);

  await expect(pictures(app)).toHaveCount(1);
  expect(new Set(await pixelsOf(pictures(app).first())).size).toBeGreaterThan(100);
});

test('the model redraws the sitter from the simplified photo, and another try is another picture', async ({ app }) => {
  test.setTimeout(300_000);
  await sit(app);
  await app.getByRole('checkbox', { name: 'Keep the photo for another try' }).check();
  await app.getByRole('radio', { name: /^Redrawn by/ }).check({ force: true });
  await app.getByRole('slider', { name: 'Strength' }).fill('0.5');

  await makePortrait(app);

  await expect(pictures(app)).toHaveCount(1);
  const pixels = await pixelsOf(pictures(app).first());
  expect(Math.sqrt(pixels.length / 4) % 64).toBe(0);
  expect(new Set(pixels).size).toBeGreaterThan(50);

  await button(app, 'Another try').click();

  await expect(pictures(app)).toHaveCount(2);
  expect(await pixelsOf(pictures(app).first())).not.toEqual(pixels);
});

test('without WebGL the page says so, and Create still works', async ({ baseURL, launchOptions }) => {
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), '--disable-gpu', '--disable-software-rasterizer', '--disable-3d-apis'],
  });
  const page = await browser.newPage();
  await page.goto(baseURL!);
  await openPortrait(page);

  await photoInput(page).setInputFiles(astronaut);

  await expect(page.getByRole('alert')).toContainText('Finding a face needs WebGL');
  await browser.close();
});

test('the camera opens on a click only, and is closed by the shot', async ({ baseURL, launchOptions }) => {
  const args = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), ...args] });
  const page = await browser.newPage();
  await page.addInitScript(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const streams: MediaStream[] = [];
    Object.assign(window, { streams });
    navigator.mediaDevices.getUserMedia = async (asked) => {
      const stream = await open(asked);
      streams.push(stream);
      return stream;
    };
  });
  const states = () =>
    page.evaluate(() =>
      (window as unknown as { streams: MediaStream[] }).streams.flatMap((stream) =>
        stream.getTracks().map(({ kind, readyState }) => `${kind} ${readyState}`),
      ),
    );
  await page.goto(baseURL!);
  await openPortrait(page);
  expect(await states()).toEqual([]);

  await button(page, 'Use the camera').click();
  await expect.poll(states).toEqual(['video live']);
  await expect
    .poll(() => page.locator('video').evaluate((video) => (video as HTMLVideoElement).videoWidth))
    .toBeGreaterThan(0);
  await button(page, 'Take the photo').click();

  expect(await states()).toEqual(['video ended']);
  await expect(page.getByRole('alert')).toContainText('No face was found'); // the fake camera shows a clock
  await browser.close();
});

test('served without any policy, the whole path still asks for nothing but the app’s own files', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
  const server = createStaticServer({ root: 'dist', headers: isolation, base: '/' });
  const port = await listen(server, 0);
  const context = await browser.newContext();
  const requests: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  const page = await context.newPage();
  const response = await page.goto(`http://localhost:${port}/`);
  expect(response!.headers()['content-security-policy']).toBeUndefined();

  await sit(page);
  await page.getByRole('radio', { name: 'Duotone', exact: true }).check({ force: true });
  await makePortrait(page);
  await expect.poll(() => faceAndArt(page)).toEqual([]); // what is sent on closing has been sent

  const foreign = requests.filter((url) => !url.startsWith(`http://localhost:${port}/`) && !url.startsWith('data:'));
  expect(foreign).toEqual([]);
  expect(requests.filter((url) => /google|gstatic|\?/.test(url))).toEqual([]);
  expect(requests.some((url) => url.endsWith('/models/face/face_full_min.task'))).toBe(true);
  await context.close();
  server.close();
});
