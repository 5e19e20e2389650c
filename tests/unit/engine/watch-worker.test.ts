import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { usualPatience, watchSilence } from '../../../src/engine/watch-worker';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const minute = 60_000;

test('a worker that owes nothing may be silent for ever', () => {
  const onSilent = vi.fn();
  const watch = watchSilence(onSilent, usualPatience);
  watch.owes(1);
  watch.owes(-1);

  vi.advanceTimersByTime(60 * minute);

  expect(onSilent).not.toHaveBeenCalled();
});

test('a runtime that does not start is not waited for as long as a large model', () => {
  const onSilent = vi.fn();
  const watch = watchSilence(onSilent, usualPatience);
  watch.owes(1);

  vi.advanceTimersByTime(minute);
  watch.heard(false); // bytes came
  vi.advanceTimersByTime(1.5 * minute);
  expect(onSilent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(minute);

  expect(onSilent).toHaveBeenCalled();
});

test('a large model may take minutes before the first step, and not for ever', () => {
  const onSilent = vi.fn();
  const watch = watchSilence(onSilent, usualPatience);
  watch.owes(1);
  watch.started();

  vi.advanceTimersByTime(9 * minute);
  expect(onSilent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2 * minute);

  expect(onSilent).toHaveBeenCalled();
});

test('once its steps are known, a silence of many steps is too long', () => {
  const onSilent = vi.fn();
  const watch = watchSilence(onSilent, usualPatience);
  watch.owes(1);
  for (let step = 0; step < 3; step++) {
    vi.advanceTimersByTime(10_000);
    watch.heard(true);
  }

  vi.advanceTimersByTime(3 * minute);
  expect(onSilent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(minute);

  expect(onSilent).toHaveBeenCalled();
});

test('a laptop that sleeps for hours does not make its worker silent: the clock jumps, and nothing ticks', () => {
  const onSilent = vi.fn();
  const watch = watchSilence(onSilent, usualPatience);
  watch.owes(1);
  watch.heard(true);

  vi.setSystemTime(Date.now() + 10 * 3600e3);
  vi.advanceTimersByTime(5000);

  expect(onSilent).not.toHaveBeenCalled();
});
