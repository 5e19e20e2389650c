import { expect, test, vi } from 'vitest';
import { namedError } from '../../../src/contract/errors';
import { refusal } from '../../../src/contract/refusals';
import type { AlignedFace, FaceLandmarks, PhotoReading, ReadPhotoResult } from '../../../src/contract/portrait';
import type { ModelManifest } from '../../../src/contract/manifest';
import { emptyPortrait } from '../../../src/contract/portrait';
import type { Pixels } from '../../../src/contract/pixels';
import type { Artist } from '../../../src/engine/art-client';
import type { FaceFinder } from '../../../src/engine/face-client';
import { Portrait } from '../../../src/session/portrait.svelte';
import { addMarks } from '../../../src/provenance/add-marks';
import { readSitting } from '../../browser/photos/sitting';
import { aModel } from '../a-model';
import { fixture } from '../provenance/fixtures';
import { anEngine, aResult, aSession } from './an-engine';

vi.mock('../../../src/engine/face.worker?worker&url', () => ({ default: '' }));
vi.mock('../../../src/engine/art.worker?worker&url', () => ({ default: '' }));
// What Node lacks is the worker; what it answers is its own.
vi.mock('../../../src/engine/file-client', async () => {
  const { inspectFile } = await import('../../../src/engine/inspect-file');
  return { askFileWorker: (question: (worker: unknown) => unknown) => question({ inspect: inspectFile }) };
});

const { photo, aligned } = readSitting();
const file = new Blob(['a photo']);
const pixels = (value = 0): Pixels => ({ width: 1, height: 1, data: Uint8ClampedArray.of(value, 0, 0, 255) });
const moved = (face: FaceLandmarks, by: number): FaceLandmarks => ({
  ...face,
  leftEye: face.leftEye.map(({ x, y }) => ({ x: x + by, y })),
  rightEye: face.rightEye.map(({ x, y }) => ({ x: x + by, y })),
});

interface Changes {
  readonly reading?: ReadPhotoResult;
  readonly found?: readonly FaceLandmarks[];
  readonly draw?: Artist['draw'];
  readonly align?: (photo: Pixels, face: FaceLandmarks) => Promise<AlignedFace>;
  readonly model?: Partial<ModelManifest>;
}

const artworkMemory = { index: 'memory/index.json', latents: 'memory/latents.bin', start: 0.5 };

/** A portrait whose workers answer at once, and what became of them. */
function aPortrait({ reading, found, draw, align, model: changes = { memory: artworkMemory } }: Changes = {}) {
  const ended: string[] = [];
  const finder = {
    readPhoto: vi.fn(async () => reading ?? ({ photo, faces: [aligned.landmarks] } satisfies PhotoReading)),
    align: vi.fn(align ?? (async () => aligned)),
    findFaces: vi.fn(async () => found ?? [aligned.landmarks]),
    terminate: () => ended.push('face'),
  } satisfies FaceFinder;
  const artist = {
    sit: vi.fn(async () => undefined),
    align: vi.fn(async () => ({ pixels: pixels(), expected: aligned.landmarks })),
    draw: vi.fn(draw ?? (async () => ({ pixels: pixels(7), expected: aligned.landmarks }))),
    startDiffusion: vi.fn(async () => ({
      image: pixels(1),
      frame: aligned.crop,
      expected: aligned.landmarks,
    })),
    finishDiffusion: vi.fn(async (made: Pixels) => made),
    terminate: () => ended.push('art'),
  } satisfies Artist;
  const model = aModel({ examples: ['a fox'], ...changes });
  const engine = anEngine(async (request) => aResult(request));
  const { session } = aSession(engine, model);
  session.content.prompt = 'kept';
  const portrait = new Portrait(session, { startFaceFinder: () => finder, startArtist: () => artist });
  return { portrait, session, finder, artist, engine, ended };
}

test('one face is taken at once: aligned, shown, and the face worker ended', async () => {
  const { portrait, session, ended } = aPortrait();

  await portrait.takePhoto(file);

  expect(portrait.phase.at).toBe('ready');
  expect(session.content.portrait.aligned).toEqual(aligned);
  expect(session.content.portrait.faces).toEqual([]);
  expect(ended).toEqual(['face']);
});

test('of several faces the visitor chooses, and the others’ outlines go', async () => {
  const faces = [aligned.landmarks, moved(aligned.landmarks, 100)];
  const { portrait, session, finder } = aPortrait({ reading: { photo, faces } });

  await portrait.takePhoto(file);
  expect(portrait.phase.at).toBe('choosing');
  expect(finder.align).not.toHaveBeenCalled();
  await portrait.chooseFace(1);

  expect(finder.align).toHaveBeenCalledWith(photo, faces[1]);
  expect(session.content.portrait.faces).toEqual([]);
});

test('when the portrait is made, photo, crop and landmarks are gone and no worker is left', async () => {
  const { portrait, session, ended } = aPortrait();
  await portrait.takePhoto(file);

  await portrait.make('Portrait, Sticker');

  expect(session.content.pictures).toHaveLength(1);
  expect(session.content.pictures[0]).toMatchObject({
    label: 'Portrait, Sticker',
    sourceType: 'algorithmicallyEnhanced',
    carried: [],
  });
  expect(session.content.portrait).toEqual({ faces: [], tiles: [], samples: {} });
  expect(ended.filter((worker) => worker === 'art')).toHaveLength(1);
  expect(ended.filter((worker) => worker === 'face')).toHaveLength(2);
  expect(portrait.match).toEqual({ kind: 'measured', offset: 0, isGood: true });
});

test('a photo that the picture check takes for nudity is refused before any art, and goes', async () => {
  const { portrait, session, engine, ended } = aPortrait();
  engine.check.mockRejectedValue(refusal('nude-photo'));

  await portrait.takePhoto(file);

  expect(portrait.trouble).toEqual({ kind: 'error', name: 'SafetyError', detail: 'nude-photo' });
  expect(portrait.phase.at).toBe('empty');
  expect(session.content.portrait).toEqual(emptyPortrait);
  expect(session.content.pictures).toEqual([]);
  expect(ended).toContain('art');
});

test('a portrait that the picture check refuses is not kept, and the photo stays', async () => {
  const { portrait, session, engine } = aPortrait();
  await portrait.takePhoto(file);
  engine.check.mockRejectedValue(refusal('nude-photo'));

  await portrait.make('Portrait');

  expect(portrait.trouble).toEqual({ kind: 'error', name: 'SafetyError', detail: 'nude-photo' });
  expect(portrait.phase.at).toBe('ready');
  expect(session.content.pictures).toEqual([]);
});

test('a photo that says a model made it goes on saying so', async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no canvas here')));
  const { portrait, session } = aPortrait();
  const sourceType = 'trainedAlgorithmicMedia';
  await portrait.takePhoto(new Blob([addMarks(fixture('plain.png'), 'image/png', { sourceType })]));

  await portrait.make('Portrait');

  vi.unstubAllGlobals();
  expect(session.content.pictures[0]).toMatchObject({
    sourceType: 'compositeWithTrainedAlgorithmicMedia',
    carried: ['iptc-trained'],
  });
});

test('a mosaic of pictures that a model drew says so', async () => {
  const { portrait, session } = aPortrait();
  session.addPicture({ pixels: pixels() }, { label: 'a fox', sourceType: 'trainedAlgorithmicMedia' });
  portrait.styleId = 'mosaic';
  await portrait.takePhoto(file);

  await portrait.make('Portrait, Mosaic');

  expect(session.content.pictures[1]).toMatchObject({ sourceType: 'compositeWithTrainedAlgorithmicMedia' });
});

test('tiles for a mosaic are drawn by the model, are no pictures of the session, and go with the photo', async () => {
  const { portrait, session, artist } = aPortrait();
  await portrait.takePhoto(file);

  await portrait.drawTiles();
  portrait.styleId = 'mosaic';
  await portrait.make('Portrait, Mosaic');

  expect(session.content.pictures).toHaveLength(1);
  expect(session.content.pictures[0]).toMatchObject({ sourceType: 'compositeWithTrainedAlgorithmicMedia' });
  expect(artist.draw).toHaveBeenLastCalledWith(
    expect.objectContaining({ tiles: expect.objectContaining({ length: 12 }) }),
  );
  expect(session.content.portrait.tiles).toEqual([]);
});

test('a photo that is to stay stays for another try', async () => {
  const { portrait, session } = aPortrait();
  portrait.keepsPhoto = true;
  await portrait.takePhoto(file);

  await portrait.make('one');
  await portrait.make('two');

  expect(session.content.pictures).toHaveLength(2);
  expect(session.content.portrait.photo).toEqual(photo);
});

test('Forget everything ends the workers in the middle of a drawing, and nothing arrives later', async () => {
  let finish: (result: { pixels: Pixels; expected: FaceLandmarks }) => void = () => undefined;
  const { portrait, session, ended } = aPortrait({ draw: () => new Promise((resolve) => (finish = resolve)) });
  await portrait.takePhoto(file);
  const making = portrait.make('late');

  const report = session.forget();
  finish({ pixels: pixels(), expected: aligned.landmarks });
  await making;

  expect(report.workers).toBe(2); // the artist, and the engine that checked the photo
  expect(ended).toContain('art');
  expect(session.content.pictures).toEqual([]);
  expect(session.content.portrait).toEqual({ faces: [], tiles: [], samples: {} });
  expect(portrait.phase.at).toBe('empty');
});

test('a photo that cannot be used says why and leaves everything else as it was', async () => {
  const { portrait, session } = aPortrait({ reading: { problem: 'heic' } });
  session.addPicture({ pixels: pixels() }, { label: 'before', sourceType: 'trainedAlgorithmicMedia' });

  await portrait.takePhoto(file);

  expect(portrait.trouble).toEqual({ kind: 'photo', problem: 'heic' });
  expect(portrait.phase.at).toBe('empty');
  expect(session.content.prompt).toBe('kept');
  expect(session.content.pictures).toHaveLength(1);
});

test('a face that is lost while aligning drops the photo and says so', async () => {
  const align = async () => {
    throw namedError('NoFaceError', 'not found again');
  };
  const { portrait, session, ended } = aPortrait({ align });

  await portrait.takePhoto(file);

  expect(portrait.trouble).toMatchObject({ kind: 'error', name: 'NoFaceError' });
  expect(session.content.portrait.photo).toBeUndefined();
  expect(ended).toContain('face');
});

test('eyes that moved by more than two hundredths of the face are said to have', async () => {
  const { portrait } = aPortrait({ found: [moved(aligned.landmarks, 5)] });
  await portrait.takePhoto(file);

  await portrait.make('off');

  expect(portrait.match).toMatchObject({ kind: 'measured', isGood: false });
});

test('a result without a face is said to have none; a style without a face is not looked at', async () => {
  const { portrait, finder } = aPortrait({ found: [] });
  portrait.keepsPhoto = true;
  await portrait.takePhoto(file);
  await portrait.make('none');
  expect(portrait.match).toEqual({ kind: 'no-face' });

  portrait.styleId = 'pop';
  await portrait.make('four');

  expect(portrait.match).toEqual({ kind: 'not-looked' });
  expect(finder.findFaces).toHaveBeenCalledOnce();
});

test('a model of stickers gets a drawing of the sitter as reference, and the photo is gone afterwards', async () => {
  const { portrait, session, engine, artist } = aPortrait();
  await portrait.takePhoto(file);
  expect(portrait.styleId).toBe('sticker');

  await portrait.makeWithModel('Portrait, redrawn');

  expect(artist.startDiffusion).toHaveBeenCalledWith(expect.anything(), '', 256, 'drawing');
  expect(engine.generate.mock.calls[0]![0]).toMatchObject({
    ...{ prompt: 'person, face, sticker, flat', references: [pixels(1)], isWhole: true },
    ...{ width: 256, height: 256 },
  });
  expect(engine.generate.mock.calls[0]![0]).not.toHaveProperty('image');
  expect(session.content.pictures).toHaveLength(1);
  expect(session.content.pictures[0]!.recipe).toMatchObject({ usedPicture: true });
  expect(JSON.stringify(session.content.pictures[0]!.recipe)).not.toContain('data');
  expect(session.content.portrait.photo).toBeUndefined();
});

test('a model that knows photographs is what Portrait begins with, and gets the photo itself', async () => {
  const { portrait, engine, artist, session } = aPortrait({ model: { family: 'sd' } });
  session.content.settings.scheduler = 'DDIMScheduler';
  await portrait.takePhoto(file);
  expect(portrait.usesModel).toBe(true);
  portrait.describeWish(' an oil painting ');

  await portrait.makeWithModel('Portrait, redrawn');

  expect(artist.startDiffusion).toHaveBeenCalledWith(expect.anything(), '', 256, 'photo');
  const asked = engine.generate.mock.calls[0]![0];
  expect(asked).toMatchObject({ prompt: 'an oil painting', image: pixels(1), scheduler: 'DDIMScheduler' });
  expect(asked).not.toHaveProperty('references');

  portrait.styleId = 'pop';
  expect(portrait.usesModel).toBe(false);
});

test('leaving the mode lets the photo go, kept or not', async () => {
  const { portrait, session, ended } = aPortrait();
  portrait.keepsPhoto = true;
  await portrait.takePhoto(file);

  portrait.leave();

  expect(session.content.portrait.photo).toBeUndefined();
  expect(ended).toContain('art');
});
