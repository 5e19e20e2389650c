import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fileName, offer, revokeAll } from '../../../src/session/save';

const link = { href: '', download: '', click: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { createElement: () => link });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  revokeAll();
});

test('a download’s name says size and number, and neither prompt, seed nor date', () => {
  expect(fileName({ width: 256, height: 320 }, 3, 'png')).toBe('ephemera-256x320-3.png');
});

test('offers the bytes under their name', async () => {
  const made = vi.spyOn(URL, 'createObjectURL');

  offer(Uint8Array.of(1, 2, 3), 'image/png', 'a.png');

  const blob = made.mock.calls[0]![0] as Blob;
  expect([blob.type, new Uint8Array(await blob.arrayBuffer())]).toEqual(['image/png', Uint8Array.of(1, 2, 3)]);
  expect(link.download).toBe('a.png');
  expect(link.click).toHaveBeenCalled();
});

test('an address lasts no longer than the browser needs', () => {
  const revoked = vi.spyOn(URL, 'revokeObjectURL');
  offer(Uint8Array.of(1), 'image/png', 'a.png');
  expect(revoked).not.toHaveBeenCalled();

  vi.advanceTimersByTime(10_000);

  expect(revoked).toHaveBeenCalledWith(link.href);
  expect(revokeAll()).toBe(0);
});

test('revokeAll ends every address at once', () => {
  const revoked = vi.spyOn(URL, 'revokeObjectURL');
  offer(Uint8Array.of(1), 'image/png', 'a.png');
  const first = link.href;
  offer(Uint8Array.of(2), 'image/png', 'b.png');

  expect(revokeAll()).toBe(2);
  expect(revoked.mock.calls.map(([url]) => url)).toEqual([first, link.href]);
});
