import { expect, test, vi } from 'vitest';
import type { CarriedMark } from '../../../src/contract/inspection';
import type { Picture } from '../../../src/contract/picture';
import type { Pixels } from '../../../src/contract/pixels';
import { ask } from '../../../src/session/ask';
import { takeAsReference } from '../../../src/session/reference';
import { enlargePicture, makeSticker, redraw, vary } from '../../../src/session/rework';
import type { Session } from '../../../src/session/session.svelte';
import { anEngine, aResult, aSession } from './an-engine';

const carried: readonly CarriedMark[] = ['c2pa', 'sd-parameters', 'no-ai-training'];

/** A red disc on white, of the model's size: nothing needs scaling, which only a browser does. */
function disc(): Pixels {
  const side = 256;
  const data = new Uint8ClampedArray(4 * side * side).fill(255);
  for (let i = 0; i < side * side; i++) {
    const isInside = Math.hypot((i % side) - side / 2, Math.floor(i / side) - side / 2) < 80;
    if (isInside) data.set([220, 30, 40], 4 * i);
  }
  return { width: side, height: side, data };
}

function aMarkedPicture(flagged = false) {
  const engine = anEngine(async (request) => ({ ...aResult(request), pixels: disc() }));
  const { session } = aSession(engine);
  const sourceType = 'compositeWithTrainedAlgorithmicMedia';
  const picture = session.addPicture({ pixels: disc(), safety: { flagged } }, { label: 'a disc', sourceType, carried });
  return { session, picture };
}

/** Every way of making one picture out of another. */
const ways: Readonly<Record<string, (session: Session, picture: Picture) => Promise<void>>> = {
  vary: (session, picture) => vary(session, picture, 1),
  redraw: (session, picture) => {
    const mask = new Uint8ClampedArray(256 * 256).fill(255);
    return redraw(session, { image: picture.pixels, mask, feather: 0, prompt: 'a cube', strength: 1, picture });
  },
  'make a sticker': (session, picture) => makeSticker(session, picture, 'sticker'),
  enlarge: (session, picture) => enlargePicture(session, picture, 2, 'interpolation'),
  'use as reference': (session, picture) => {
    takeAsReference(session.content, picture);
    session.content.prompt = 'a cube';
    return ask(session);
  },
};

test.each(Object.entries(ways))('%s: the new picture goes on carrying the marks', async (_, make) => {
  const { session, picture } = aMarkedPicture();

  await make(session, picture);

  await vi.waitFor(() => expect(session.content.pictures).toHaveLength(2));
  expect(session.content.pictures[1]).toMatchObject({
    carried,
    sourceType: 'compositeWithTrainedAlgorithmicMedia',
  });
});

test('a reference that was taken away leaves no marks behind', async () => {
  const { session, picture } = aMarkedPicture();
  takeAsReference(session.content, picture);
  session.content.reference = undefined;
  session.content.prompt = 'a cube';

  await ask(session);

  expect(session.content.pictures[1]).toMatchObject({ carried: [], sourceType: 'trainedAlgorithmicMedia' });
});

test.each(['make a sticker', 'enlarge'])('%s: what is covered stays covered', async (way) => {
  const { session, picture } = aMarkedPicture(true);

  await ways[way]!(session, picture);

  expect(session.content.pictures[1]!.safety).toEqual({ flagged: true });
});
