import { afterEach, expect, test, vi } from 'vitest';
import { nextTask, pacer, rest } from '../../../src/pipelines/pace';

afterEach(() => vi.useRealTimers());

const never = new AbortController().signal;
const toFake: ('setTimeout' | 'clearTimeout' | 'performance')[] = ['setTimeout', 'clearTimeout', 'performance'];

test('without cool mode nothing waits', async () => {
  vi.useFakeTimers({ toFake });
  const pace = pacer(never);
  vi.advanceTimersByTime(5000);

  await pace();

  expect(vi.getTimerCount()).toBe(0);
});

test('in cool mode each pause is as long as the work before it', async () => {
  vi.useFakeTimers({ toFake });
  const pace = pacer(never, true);
  const pauses: number[] = [];
  for (const workMs of [300, 700]) {
    vi.advanceTimersByTime(workMs);
    const from = performance.now();
    const paused = pace().then(() => pauses.push(performance.now() - from));
    await nextTask();
    await nextTask();
    vi.advanceTimersToNextTimer();
    await paused;
  }

  expect(pauses).toEqual([300, 700]);
});

test('a cancel ends a pause at once, and is heard where there is none', async () => {
  const controller = new AbortController();
  const resting = rest(60_000, controller.signal);
  controller.abort();

  await expect(resting).rejects.toMatchObject({ name: 'AbortError' });
  await expect(pacer(controller.signal)()).rejects.toMatchObject({ name: 'AbortError' });
});
