import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { namedError } from '../../../src/contract/errors';
import { ask } from '../../../src/session/ask';
import { enlargePicture, redraw, vary } from '../../../src/session/rework';
import { aModel } from '../a-model';
import { anEngine, aSession } from './an-engine';

/** A session with one picture that was flagged, revealed and marked by others. */
async function withPicture(engine = anEngine()) {
  const { session } = aSession(engine);
  const pixels = { width: 2, height: 1, data: Uint8ClampedArray.of(10, 20, 30, 255, 10, 20, 30, 255) };
  const carried = [{ kind: 'xmp', text: 'made elsewhere' }] as never; // only passed on
  const picture = session.addPicture(
    { pixels, safety: { flagged: true, reason: 'explicit' } },
    { label: 'a fox', sourceType: 'compositeWithTrainedAlgorithmicMedia', carried },
  );
  return { session, picture, engine };
}

test('a larger copy keeps what is said of the picture: label, marks, what the check found', async () => {
  const { session, picture, engine } = await withPicture();

  await enlargePicture(session, picture, 2, 'network');

  const copy = session.content.pictures.at(-1)!;
  expect(engine.enlarge).toHaveBeenCalledOnce();
  expect(copy).toMatchObject({
    ...{ label: 'a fox', sourceType: picture.sourceType, carried: picture.carried, safety: { flagged: true } },
    enlarged: { factor: 2, by: 'network' },
  });
  expect([copy.pixels.width, copy.pixels.height]).toEqual([4, 2]);
  expect(session.content.revealed.has(copy.id)).toBe(false);
  expect(session.selected).toBe(copy);
});

test.each([
  'NetworkError',
  'ModelMissingError',
  'ModelIntegrityError',
  'ModelUnsupportedError',
  'OutOfMemoryError',
] as const)('without the network (%s) the copy is interpolated, and says so', async (name) => {
  const { session, picture, engine } = await withPicture();
  engine.enlarge.mockRejectedValue(namedError(name, 'no network'));

  await enlargePicture(session, picture, 4, 'network');

  const copy = session.content.pictures.at(-1)!;
  expect(copy.enlarged).toEqual({ factor: 4, by: 'interpolation-instead' });
  expect([...copy.pixels.data.subarray(0, 4)]).toEqual([10, 20, 30, 255]);
  expect(session.job.state).toBe('done');
});

test('smooth is interpolated without asking the engine; cancelled leaves no picture', async () => {
  const { session, picture, engine } = await withPicture();

  await enlargePicture(session, picture, 2, 'interpolation');
  expect(engine.enlarge).not.toHaveBeenCalled();
  expect(session.content.pictures.at(-1)!.enlarged).toEqual({ factor: 2, by: 'interpolation' });

  engine.enlarge.mockRejectedValue(new DOMException('stop', 'AbortError'));
  await enlargePicture(session, picture, 2, 'network');

  expect(session.job.state).toBe('cancelled');
  expect(session.content.pictures).toHaveLength(2);
});

test('a variation of a picture drawn from words begins from it, on white where it is a cut-out; of any other it is all that is seen, in another style', async () => {
  const styles = ['flat', '3d'].map((id) => ({ id, title: id, phrase: `${id} style` }));
  const model = { ...aModel(), memory: { index: 'index', latents: 'latents' }, styles };
  const engine = anEngine();
  const { session } = aSession(engine, model);
  const { width, height } = model.defaults;
  const clear = { width, height, data: new Uint8ClampedArray(4 * width * height) };
  const about = { label: 'a fox, flat style', sourceType: 'trainedAlgorithmicMedia' } as const;
  session.content.prompt = 'a fox';
  await ask(session);
  const { recipe } = session.content.pictures[0]!;
  const fromWords = { ...session.content.pictures[0]!, pixels: clear };
  const fromPhoto = session.addPicture({ pixels: clear }, about);
  engine.generate.mockClear();

  await vary(session, fromWords, 2);
  await vary(session, fromPhoto, 4);

  const [first, second, third, ...others] = engine.generate.mock.calls.map(([request]) => request);
  expect(first).toMatchObject({ prompt: recipe!.prompt, strength: 0.8 });
  expect(first).not.toHaveProperty('references');
  expect(first!.seed).not.toBe(second!.seed);
  expect([...first!.image!.data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
  const all = [third!, ...others].map(({ prompt, strength }) => ({ prompt, strength }));
  expect(all).toEqual([
    { prompt: 'a fox, 3d style', strength: 0.7 },
    { prompt: 'a fox, flat style', strength: 0.7 },
    { prompt: 'a fox, 3d style', strength: 0.4 },
    { prompt: 'a fox, flat style', strength: 0.4 },
  ]);
  expect(third!.isWhole).toBe(true);
  expect([...third!.references![0]!.data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
});

test('of a part the words say what is to be there, for a model with artwork; without any it is filled in', async () => {
  const model = { ...aModel(), memory: { index: 'index', latents: 'latents' } };
  const engine = anEngine();
  const { session } = aSession(engine, model);
  const { width, height } = model.defaults;
  const image = { width, height, data: new Uint8ClampedArray(4 * width * height).fill(255) };
  const picture = session.addPicture({ pixels: image }, { label: 'a sea', sourceType: 'trainedAlgorithmicMedia' });
  const mask = new Uint8ClampedArray(width * height).fill(255);
  const asked = { image, mask, feather: 0, strength: 0.9, picture };

  await redraw(session, { ...asked, prompt: ' a boat ' });
  await redraw(session, { ...asked, prompt: '' });
  await redraw(session, { ...asked, prompt: 'a sea', isExtension: true });

  const [boat, nothing, whole] = engine.generate.mock.calls.map(([request]) => request);
  expect(boat).toMatchObject({ prompt: 'a boat', isLocal: true, strength: 0.9 });
  expect(nothing).toMatchObject({ prompt: 'this', isLocal: true });
  expect(whole).toMatchObject({ prompt: 'a sea', isWhole: true });
  expect(whole).not.toHaveProperty('isLocal');
  expect(session.content.pictures.slice(1).map(({ label }) => label)).toEqual(['a sea, a boat', 'a sea', 'a sea']);
});
