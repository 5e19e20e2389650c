import { expose, proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { afterEach, beforeEach, expect, test } from 'vitest';
import '../../../src/engine/abort-signal';
import { namedError } from '../../../src/contract/errors';

/** What a worker does, at the other end of a channel. */
const far = {
  async count(to: number, onCount: (i: number) => void, signal: AbortSignal): Promise<number> {
    for (let i = 1; i <= to; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      signal.throwIfAborted();
      onCount(i);
    }
    return to;
  },
  async fail(): Promise<never> {
    throw namedError('OutOfMemoryError', 'no room');
  },
};

let channel: MessageChannel;
let near: Remote<typeof far>;

beforeEach(() => {
  channel = new MessageChannel();
  expose(far, channel.port1);
  near = wrap<typeof far>(channel.port2);
});
afterEach(() => {
  near[releaseProxy]();
  channel.port1.close();
  channel.port2.close();
});

test('progress comes over the boundary', async () => {
  const seen: number[] = [];

  expect(
    await near.count(
      3,
      proxy((i: number) => seen.push(i)),
      new AbortController().signal,
    ),
  ).toBe(3);
  await expect.poll(() => seen).toEqual([1, 2, 3]); // on its own port: it may come after the result
});

test('cancelling stops the work at the other end, within one step', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const onCount = proxy((i: number) => {
    seen.push(i);
    if (i === 2) controller.abort();
  });

  await expect(near.count(1000, onCount, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(seen.length).toBeLessThanOrEqual(4);
});

test('a signal that was aborted before the call arrives aborted', async () => {
  const seen: number[] = [];

  await expect(
    near.count(
      1000,
      proxy((i: number) => seen.push(i)),
      AbortSignal.abort(),
    ),
  ).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(seen).toEqual([]);
});

test('after a cancelled call the next one works', async () => {
  await near
    .count(
      10,
      proxy(() => undefined),
      AbortSignal.abort(),
    )
    .catch(() => undefined);

  expect(
    await near.count(
      2,
      proxy(() => undefined),
      new AbortController().signal,
    ),
  ).toBe(2);
});

test('an error keeps its name and message', async () => {
  await expect(near.fail()).rejects.toMatchObject({ name: 'OutOfMemoryError', message: 'no room' });
});
