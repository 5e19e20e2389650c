import { expect, test, vi } from 'vitest';
import { namedError } from '../../../src/contract/errors';
import { unlessCancelledByOthers } from '../../../src/engine/own-cancel';

const aborted = namedError('AbortError', 'cancelled');

test('a job whose shared file was cancelled by another begins anew', async () => {
  const work = vi.fn<() => Promise<string>>().mockRejectedValueOnce(aborted).mockResolvedValueOnce('picture');

  await expect(unlessCancelledByOthers(new AbortController().signal, work)).resolves.toBe('picture');
  expect(work).toHaveBeenCalledTimes(2);
});

test('a job that is cancelled itself ends at once', async () => {
  const controller = new AbortController();
  const work = vi.fn(async () => {
    controller.abort();
    throw aborted;
  });

  await expect(unlessCancelledByOthers(controller.signal, work)).rejects.toMatchObject({ name: 'AbortError' });
  await expect(unlessCancelledByOthers(controller.signal, work)).rejects.toMatchObject({ name: 'AbortError' });
  expect(work).toHaveBeenCalledOnce();
});

test('other errors are the job’s own, and what never stops being cancelled ends', async () => {
  const { signal } = new AbortController();
  const broken = vi.fn(async () => Promise.reject(namedError('NetworkError', 'gone')));
  const always = vi.fn(async () => Promise.reject(aborted));

  await expect(unlessCancelledByOthers(signal, broken)).rejects.toMatchObject({ name: 'NetworkError' });
  await expect(unlessCancelledByOthers(signal, always)).rejects.toMatchObject({ name: 'AbortError' });
  expect(broken).toHaveBeenCalledOnce();
});
