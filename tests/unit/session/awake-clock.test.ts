import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ask } from '../../../src/session/ask';
import type { TimeLeft } from '../../../src/session/time-left';
import { startAwakeClock } from '../../../src/session/awake-clock';
import { anEngine, aResult, aSession } from './an-engine';

let time = 0;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => time);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Time goes by; a machine that sleeps, or a hidden tab, hears of it late. */
function pass(ms: number, everyMs: number) {
  for (let gone = 0; gone < ms; gone += everyMs) {
    time += everyMs;
    vi.advanceTimersByTime(5000);
  }
}

test('time goes by in a visible tab and in a hidden one', () => {
  const clock = startAwakeClock();
  const from = clock.now();

  pass(60_000, 5000);
  pass(600_000, 60_000);

  expect(clock.now() - from).toBe(660_000);
  clock.stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('a night with the lid closed is no time', () => {
  const clock = startAwakeClock();
  const from = clock.now();

  pass(10_000, 5000);
  pass(8 * 3600e3, 8 * 3600e3);
  pass(10_000, 5000);

  expect(clock.now() - from).toBe(20_000);
  clock.stop();
});

test('a job that slept over says what it worked, and expects no more of its next picture', async () => {
  const seen: (TimeLeft | undefined)[] = [];
  const engine = anEngine(async (request) => {
    const { job } = session;
    seen.push(job.state === 'running' ? job.timeLeft : undefined);
    pass(10_000, 5000);
    if (seen.length === 1) pass(8 * 3600e3, 8 * 3600e3);
    return aResult(request);
  });
  const { session } = aSession(engine);
  session.content.prompt = 'a fox';
  session.content.settings.numPictures = 2;

  await ask(session);

  expect(seen).toEqual([undefined, { ms: 20_000, isMost: true }]);
  expect(session.job).toMatchObject({ state: 'done', elapsedMs: 20_000 });
  expect(vi.getTimerCount()).toBe(0);
});
