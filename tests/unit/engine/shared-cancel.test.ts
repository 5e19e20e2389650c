import { expect, test } from 'vitest';
import { sharedCancel } from '../../../src/engine/shared-cancel';

const never = () => new Promise<never>(() => undefined);

test('what two jobs wait for ends when both were cancelled, and not before', () => {
  const shared = sharedCancel();
  const [one, two] = [new AbortController(), new AbortController()];
  const { signal } = shared;
  void shared.during(one.signal, never);
  void shared.during(two.signal, never);

  one.abort();
  expect(signal.aborted).toBe(false);
  two.abort();

  expect(signal.aborted).toBe(true);
  expect(shared.signal.aborted).toBe(false); // for who comes next
});

test('a job that is over wants nothing, and ends nothing', async () => {
  const shared = sharedCancel();
  const [done, cancelled] = [new AbortController(), new AbortController()];
  const { signal } = shared;
  await expect(shared.during(done.signal, async () => 'picture')).resolves.toBe('picture');

  done.abort();
  expect(signal.aborted).toBe(false);
  void shared.during(cancelled.signal, never);
  cancelled.abort();

  expect(signal.aborted).toBe(true);
});

test('a job that was cancelled before it came is not begun', async () => {
  const shared = sharedCancel();

  await expect(shared.during(AbortSignal.abort(), never)).rejects.toMatchObject({ name: 'AbortError' });
  expect(shared.signal.aborted).toBe(false);
});
