import { readFile } from 'node:fs/promises';
import { inspect } from '../../src/provenance/inspect';
import { button, expect, openRecipe, pictures, prompt, status, test } from './app';
import {
  beforeWorker,
  clips,
  decodeFrames,
  decodeInBrowser,
  fillForm,
  hasFfmpeg,
  joint,
  makeClip,
  meanDifference,
  openMotion,
  player,
  probe,
  saveClip,
  shownFrames,
  steps,
  widestJoint,
  type Wanted,
} from './motion-page';

test.setTimeout(900_000); // a film is many pictures; most take a tenth of this

const fox = ['a red fox'];
const pan: Wanted = { kind: 'Camera', move: 'Pan', prompts: fox };

test('each kind makes frames that differ, and its loop closes', async ({ app }) => {
  const kinds: Record<string, Wanted> = {
    'a morph of key frames': { kind: 'Morph', prompts: ['a red fox', 'a panda'], draws: 'key frames only' },
    'a morph drawn by the model': { kind: 'Morph', draws: 'every frame' },
    drift: { kind: 'Drift', draws: 'one frame in 2' },
    becoming: { kind: 'Becoming' },
    chain: { kind: 'Chain', draws: 'one frame in 2' },
    'a camera move': pan,
    'a sticker over a ground': { kind: 'Camera', move: 'Sticker over a moving ground', picture: 1, prompts: [''] },
    'an endless zoom': { kind: 'Camera', move: 'Endless zoom', picture: 1, prompts: ['a green frog'] },
  };
  await prompt(app).fill('a red apple');
  await openRecipe(app);
  await app.getByRole('spinbutton', { name: 'Steps' }).fill('2');
  await button(app, 'Generate').click();
  await expect(pictures(app)).toHaveCount(1, { timeout: 300_000 });
  await openMotion(app);

  let made = 0;
  for (const [name, wanted] of Object.entries(kinds)) {
    await test.step(name, async () => {
      await makeClip(app, wanted);

      await expect(clips(app)).toHaveCount(++made);
      const frames = await shownFrames(app);
      const { between } = steps(frames);
      expect(frames).toHaveLength(6);
      expect(Math.max(...between)).toBeGreaterThan(0.3);
      // Where a pan turns round, at both sides, two frames see the same; becoming holds its end.
      expect(between.filter((step) => step <= 0.05).length).toBeLessThanOrEqual(2);
      // The joint is no larger than the largest step on the way. A camera goes round in steps that are nearly equal, so that any
      // may be the largest; a part of it that does not come back has a larger joint.
      const isCamera = wanted.kind === 'Camera';
      expect(joint(frames)).toBeLessThan(isCamera ? 1.1 : 1.001);
      if (isCamera) expect(joint(frames)).toBeLessThan(widestJoint(frames));
    });
  }
});

test('a key frame can be looked at first, and changed later: its own frames are drawn anew and no others', async ({
  app,
}) => {
  await openMotion(app);
  const prompts = ['a red fox', 'a panda', 'a green frog'];
  await fillForm(app, { kind: 'Morph', prompts, draws: 'key frames only' });

  await button(app, 'Preview key frame 2').click();
  await expect(app.getByRole('img', { name: 'Key frame 2' })).toBeVisible();
  await expect(clips(app)).toHaveCount(0);

  await button(app, 'Make clip').click();
  await expect(clips(app)).toHaveCount(1);
  const before = await shownFrames(app);
  await app.getByRole('textbox', { name: 'Prompt of key frame 2' }).fill('a pumpkin');
  await button(app, 'Make clip').click();
  await expect(clips(app)).toHaveCount(2);

  const after = await shownFrames(app);
  const changed = after.map((frame, i) => meanDifference(frame, before[i]!) > 0);
  expect(changed).toEqual([false, true, true, true, false, false]);
});

test('every format the browser offers holds the frames that were shown', async ({ app }) => {
  test.skip(!hasFfmpeg, 'needs ffmpeg: apt-get install -y ffmpeg');
  await openMotion(app);
  await makeClip(app, { ...pan, prompts: ['a red fox qqmarkerqq'] });
  const shown = await shownFrames(app);
  const offered = await app.getByRole('combobox', { name: 'File format' }).getByRole('option').allTextContents();
  expect(offered).toEqual(expect.arrayContaining(['WebM', 'GIF', 'Animated WebP', 'Animated PNG']));

  for (const [format, extension, codecs, tolerance] of [
    ['MP4 (H.264)', 'mp4', ['h264'], 8],
    ['WebM', 'webm', ['vp9', 'vp8', 'av1'], 8],
    ['GIF', 'gif', ['gif'], 8],
    ['Animated PNG', 'png', ['apng'], 2],
  ] as const) {
    if (!offered.includes(format)) continue; // a build of Chromium without H.264
    await test.step(format, async () => {
      const download = await saveClip(app, format);

      expect(download.suggestedFilename()).toBe(`ephemera-256x256-1.${extension}`);
      const path = await download.path();
      await expectMarked(path);
      if (extension === 'mp4')
        expect((await readFile(path)).includes(Buffer.from('mvhd\0\0\0\0\0\0\0\0\0\0\0\0'))).toBe(true); // no date
      const found = probe(path);
      expect(codecs).toContain(found.codec);
      expect(found).toMatchObject({ width: 256, height: 256, frames: shown.length });
      if (extension !== 'png') expect(found.seconds).toBeCloseTo(1, 1); // APNG has no duration in its header
      if (extension !== 'gif') expect(found.rate).toBeCloseTo(6, 1); // GIF counts in hundredths
      const decoded = decodeFrames(path, 256, 256);
      expect(decoded).toHaveLength(shown.length);
      decoded.forEach((frame, i) => expect(meanDifference(frame, shown[i]!), `frame ${i}`).toBeLessThan(tolerance));
      expect(Math.max(...steps(decoded).between)).toBeGreaterThan(0.3);
    });
  }

  await test.step('Animated WebP, read by the browser', async () => {
    const download = await saveClip(app, 'Animated WebP');

    const frames = await decodeInBrowser(app, await download.path(), 'image/webp');
    await expectMarked(await download.path());
    expect(download.suggestedFilename()).toBe('ephemera-256x256-1.webp');
    expect(frames).toHaveLength(shown.length);
    expect(frames.reduce((sum, { milliseconds }) => sum + milliseconds, 0)).toBe(1000);
    frames.forEach(({ pixels }, i) => expect(meanDifference(pixels, shown[i]!), `frame ${i}`).toBeLessThan(8));
  });

  await test.step('frames as a zip', async () => {
    const download = await saveClip(app, 'Frames (zip of PNGs)');

    const bytes = await readFile(await download.path());
    const names = bytes.toString('latin1').match(/frame-\d+\.png/g);
    expect(bytes.includes('qqmarkerqq')).toBe(false);
    expect(bytes.toString('latin1').match(/trainedAlgorithmicMedia/g)!.length).toBeGreaterThanOrEqual(shown.length);
    expect(download.suggestedFilename()).toBe('ephemera-256x256-1.zip');
    expect(new Set(names).size).toBe(shown.length);
  });

  await test.step('at half size, with a guess of the size that is near', async () => {
    await app.getByRole('combobox', { name: 'File format' }).selectOption({ label: 'GIF' });
    await app.getByRole('combobox', { name: 'Size' }).selectOption({ label: '128 × 128' });
    const guess = Number((await app.getByText(/About [\d.]+ KB/).textContent())!.match(/[\d.]+/)![0]) * 1000;

    const path = await (await saveClip(app, 'GIF')).path();

    const { length } = await readFile(path);
    expect(probe(path)).toMatchObject({ width: 128, height: 128, frames: shown.length });
    expect(guess / length).toBeGreaterThan(0.4);
    expect(guess / length).toBeLessThan(2.5);
  });
});

/** Says that a model made it, and no word of the prompt. */
async function expectMarked(path: string): Promise<void> {
  const bytes = await readFile(path);
  expect(bytes.includes('qqmarkerqq')).toBe(false);
  expect(bytes.includes('fox')).toBe(false);
  const { findings } = await inspect(bytes);
  expect(findings).toContainEqual(expect.objectContaining({ term: 'trainedAlgorithmicMedia', from: 'xmp' }));
}

test('a film of ours, dropped on Inspect, says what made it, by its metadata and by its frames', async ({ app }) => {
  await openMotion(app);
  await makeClip(app, pan);
  const formats = app.getByRole('combobox', { name: 'File format' }).getByRole('option');
  await expect(formats.filter({ hasText: 'WebM' })).toBeAttached(); // once the browser has said what it can encode
  const offered = await formats.allTextContents();
  const films = ['MP4 (H.264)', 'WebM'].filter((format) => offered.includes(format));

  for (const format of films) {
    const download = await saveClip(app, format);
    await button(app, 'Inspect a file').click();
    const dialog = app.getByRole('dialog', { name: 'Inspect' });
    await dialog.locator('input[type=file]').setInputFiles({
      name: download.suggestedFilename(),
      mimeType: format === 'WebM' ? 'video/webm' : 'video/mp4',
      buffer: await readFile(await download.path()),
    });
    const found = dialog.getByRole('status', { name: 'Inspect' });
    await expect(found).toContainText('made by a trained model', { timeout: 60_000 });
    await expect(found).toContainText('invisible watermark of Ephemera');
    await button(dialog, 'Close').click();
  }
});

test('what is done plays meanwhile; Pause, a frozen tab and Cancel lose no frame; Forget everything takes all', async ({
  app,
}) => {
  const start = async (wanted: Partial<Wanted>) => {
    await fillForm(app, { kind: 'Drift', prompts: fox, seconds: '2', draws: 'every frame', ...wanted });
    await button(app, 'Make clip').click();
    await expect(status(app)).toContainText(/Frame [2-9] of 12/, { timeout: 400_000 });
  };
  await openMotion(app);

  await test.step('Resume goes on from where Pause stopped', async () => {
    await start({});
    await expect(player(app)).toBeVisible();
    await button(app, 'Pause').click();
    const [, done] = (await status(app).textContent())!.match(/Paused: (\d+) of 12/)!;
    await button(app, 'Resume').click();
    await expect(status(app)).toContainText(/Frame \d+ of 12/);
    const [, from] = (await status(app).textContent())!.match(/Frame (\d+) of 12/)!;

    expect(Number(done)).toBeGreaterThanOrEqual(2);
    expect(Number(from)).toBeGreaterThanOrEqual(Number(done));
  });

  await test.step('a tab that is frozen half-way goes on when it is shown again', async () => {
    const devtools = await app.context().newCDPSession(app);
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise((resolve) => setTimeout(resolve, 1000)); // a second in which nothing can happen
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });

    await expect(status(app)).toContainText('Done: 12 frames', { timeout: 400_000 });
    await expect(clips(app)).toHaveCount(1);
  });

  await test.step('Cancel keeps the finished frames, and they can become a clip', async () => {
    await start({ prompts: ['a green frog'] });
    await button(app, 'Cancel').click();
    await expect(status(app)).toContainText(/Cancelled\. The \d+ finished frames are kept\./);
    await button(app, 'Keep finished frames as a clip').click();

    await expect(clips(app)).toHaveCount(2);
    expect((await shownFrames(app)).length).toBeGreaterThanOrEqual(2);
  });

  await test.step('Forget everything', async () => {
    await button(app, 'Forget everything').click();
    await openMotion(app);

    await expect(clips(app)).toHaveCount(0);
    await expect(app.getByRole('textbox', { name: /^Prompt/ }).first()).toHaveValue('');
    await expect(player(app)).toHaveCount(0);
  });
});

test('what cannot be made is said in a sentence, and everything stays as it was', async ({ app }) => {
  await openMotion(app);
  for (const [change, sentence] of [
    [{ kind: 'Morph' }, 'Each key frame needs a prompt.'],
    [{ kind: 'Morph', prompts: ['a fox', 'a fox'] }, 'nothing would move'],
    [{ kind: 'Drift', seconds: '0' }, 'A clip lasts 1 to 10 seconds.'],
    [{ kind: 'Drift', seconds: '1000' }, 'A clip lasts 1 to 10 seconds.'],
  ] as const) {
    await fillForm(app, change);
    for (const field of await app.getByRole('spinbutton', { name: /^Seed/ }).all()) await field.fill('7');

    await button(app, 'Make clip').click();

    await expect(app.getByRole('alert')).toContainText(sentence);
    await expect(clips(app)).toHaveCount(0);
    await button(app, 'Dismiss').click();
  }

  await fillForm(app, { kind: 'Morph' });
  await button(app, 'Remove key frame 2').click();
  await button(app, 'Make clip').click();
  await expect(app.getByRole('alert')).toContainText('at least two key frames');
  await expect(app.getByRole('textbox', { name: 'Prompt' })).toHaveValue('a fox');
});

test('without a video encoder the formats that always work are offered, and work', async ({ app }) => {
  await beforeWorker(app, 'video', 'delete self.VideoEncoder;');
  await openMotion(app);
  await makeClip(app, pan);

  const formats = app.getByRole('combobox', { name: 'File format' }).getByRole('option');
  await expect(formats).toHaveText(['GIF', 'Animated WebP', 'Animated PNG', 'Frames (zip of PNGs)']);
  await expect(app.getByText('This browser has no video encoder.')).toBeVisible();
  const download = await saveClip(app, 'GIF');
  expect(download.suggestedFilename()).toBe('ephemera-256x256-1.gif');
});

test('an encoder that fails half-way costs no frame, and another format still works', async ({ app }) => {
  await beforeWorker(
    app,
    'video',
    `{ let calls = 0; const { encode } = VideoEncoder.prototype;
       VideoEncoder.prototype.encode = function (...given) {
         if (++calls === 4) throw new DOMException('the encoder is gone', 'OperationError');
         return encode.apply(this, given);
       }; }`,
  );
  await openMotion(app);
  await makeClip(app, pan);

  await app.getByRole('combobox', { name: 'File format' }).selectOption({ label: 'MP4 (H.264)' });
  await button(clips(app).first(), 'Download').click();
  await expect(app.getByRole('alert')).toContainText('Try another format.');
  expect(await shownFrames(app)).toHaveLength(6);
  const download = await saveClip(app, 'Animated PNG');
  expect(download.suggestedFilename()).toBe('ephemera-256x256-1.png');
});

test('where one worker after another runs out of memory, their finished frames are kept', async ({ app }) => {
  await beforeWorker(
    app,
    'diffusion',
    `{ let calls = 0; const Real = self.CompressionStream;
       self.CompressionStream = class extends Real {
         constructor(format) {
           super(format);
           if (++calls === 2) throw new RangeError('Array buffer allocation failed');
         }
       }; }`,
  );
  await openMotion(app);
  await fillForm(app, pan);
  await button(app, 'Make clip').click();

  // The engine tries three workers, and each finishes one frame before it fails.
  await expect(app.getByRole('alert')).toContainText('There is not enough memory.', { timeout: 400_000 });
  await expect(app.getByRole('alert')).toContainText('The 3 finished frames are kept');
  await expect(button(app, 'Make missing frames')).toBeEnabled();
  await button(app, 'Keep finished frames as a clip').click();
  await expect(clips(app)).toHaveCount(1);
  expect(await shownFrames(app)).toHaveLength(3);
});
