import { expect, test, vi } from 'vitest';
import { measureDevice } from '../../../src/session/measure-device';
import { anEngine, aResult, aSession, drawsUntilCancelled } from './an-engine';

const never = new AbortController().signal;

test('measures in an engine of its own, and leaves content and session as they were', async () => {
  const engine = anEngine(async (request, onProgress) => {
    onProgress({ stage: 'decoding' });
    return { ...aResult(request), stepMs: 2 };
  });
  const { session } = aSession(engine);

  const figures = await measureDevice(session, never);

  expect(figures).toMatchObject({ modelTitle: 'Tiny', backend: 'wasm', threads: 1, startMs: 1, stepMs: 2 });
  for (const ms of [figures.firstPictureMs, figures.pictureMs, figures.decodeMs]) expect(ms).toBeGreaterThan(0);
  expect(figures.memoryBytes).toBeUndefined();
  expect(engine.terminate).toHaveBeenCalled();
  expect([session.content.pictures, session.content.prompt, session.job.state]).toEqual([[], '', 'idle']);
});

test('ends its engine when it is called off, when a picture fails, and with Forget everything', async () => {
  const failing = anEngine(async () => {
    throw new Error('no memory');
  });
  await expect(measureDevice(aSession(failing).session, never)).rejects.toThrow('no memory');
  expect(failing.terminate).toHaveBeenCalled();

  const endless = anEngine(drawsUntilCancelled);
  const { session } = aSession(endless);
  const called = new AbortController();
  const measuring = measureDevice(session, called.signal);
  await vi.waitFor(() => expect(endless.generate).toHaveBeenCalled());
  expect(session.forget().workers).toBe(1);
  expect(endless.terminate).toHaveBeenCalledOnce();

  called.abort();
  await expect(measuring).rejects.toMatchObject({ name: 'AbortError' });
});
