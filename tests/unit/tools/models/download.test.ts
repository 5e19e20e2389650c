import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadFile, type DownloadOptions } from '../../../../tools/models/download.ts';
import { startHub, type Hub, type Manner } from './hub.ts';

const content = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7) % 253));
const sha256 = createHash('sha256').update(content).digest('hex');
let folder: string;
let target: string;
let hub: Hub;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
  target = join(folder, 'unet/model.onnx');
  hub = await startHub();
});

afterEach(() => {
  hub.close();
  rmSync(folder, { recursive: true });
});

function download(manners: Manner[], options: DownloadOptions = {}, etag?: string) {
  hub.files.set('model.onnx', { content, manners, ...(etag !== undefined && { etag }) });
  return downloadFile(`${hub.address}model.onnx`, target, { retryDelayMs: 1, retries: 2, ...options });
}

test.each<[string, Manner[]]>([
  ['plain', ['plain']],
  ['through a redirect', ['redirect']],
  ['slowly', ['slow']],
  ['with a break in the middle', ['break', 'plain']],
  ['with a break and a host that ignores ranges', ['break', 'no-range']],
  ['from a host that is busy at first', ['busy', 'busy', 'plain']],
])('a file arrives whole: %s', async (_name, manners) => {
  const result = await download(manners);

  expect(result).toEqual({ bytes: content.length, sha256 });
  expect(readFileSync(target).equals(content)).toBe(true);
  expect(existsSync(`${target}.part`)).toBe(false);
});

test('after a break only the rest is asked for', async () => {
  await download(['break', 'break', 'plain']);

  expect(hub.requests).toEqual(['model.onnx', 'model.onnx bytes=50000-', 'model.onnx bytes=75000-']);
});

test('a transfer that stalls is taken up again', async () => {
  const result = await download(['stall', 'plain'], { stallMs: 150 });

  expect(result.sha256).toBe(sha256);
  expect(hub.requests).toHaveLength(2);
});

test('a slow link is not taken for a stalled one', async () => {
  await download(['slow'], { stallMs: 150 });

  expect(hub.requests).toHaveLength(1);
});

test('a later call goes on where an earlier one gave up', async () => {
  await expect(download(['break', 'busy'], { retries: 1 })).rejects.toThrow('run the command again to go on');
  expect(statSync(`${target}.part`).size).toBe(50_000);

  const result = await download(['plain']);

  expect(result.sha256).toBe(sha256);
  expect(hub.requests.at(-1)).toBe('model.onnx bytes=50000-');
});

test('a part of a file that has changed on the host is not used', async () => {
  await expect(download(['break', 'busy'], { retries: 1 }, '"first"')).rejects.toThrow('run the command again');

  const result = await download(['plain'], {}, '"second"');

  expect(result.sha256).toBe(sha256);
});

test.each<[string, Manner[], DownloadOptions, string]>([
  ['a page in place of the file', ['page'], {}, 'a page in place of the file'],
  ['a page that says it is not one', ['page-as-bytes'], {}, 'a page in place of the file'],
  [
    'a hash other than the host announces',
    ['wrong-hash'],
    {},
    `its SHA-256 is ${sha256}, but ${'0'.repeat(64)} is promised`,
  ],
  ['a hash other than we know', ['plain'], { sha256: 'f'.repeat(64) }, 'is promised. Refused.'],
  ['a file behind an account', ['gated'], {}, 'asks for an account'],
])('%s is refused, once, and nothing is left', async (_name, manners, options, message) => {
  await expect(download(manners, options)).rejects.toThrow(message);

  expect(hub.requests).toHaveLength(1);
  expect(existsSync(target)).toBe(false);
  expect(existsSync(`${target}.part`)).toBe(false);
});

test('a redirect to a store with the wrong content is refused by the hash on the redirect', async () => {
  hub.files.set('model.onnx', { content, manners: ['redirect'] });
  const wrong = downloadFile(`${hub.address}model.onnx`, target, { sha256: 'e'.repeat(64) });

  await expect(wrong).rejects.toThrow('Refused.');
});

test('a missing file is said to be missing, once', async () => {
  await expect(downloadFile(`${hub.address}nothing.onnx`, target)).rejects.toThrow(
    '/nothing.onnx: the host does not have it',
  );

  expect(hub.requests).toHaveLength(1);
});

test('progress counts bytes up to all of them', async () => {
  const seen: [number, number | undefined][] = [];
  await download(['break', 'slow'], { onProgress: (present, total) => seen.push([present, total]) });

  expect(seen.at(-1)).toEqual([content.length, content.length]);
  expect(seen.map(([present]) => present)).toEqual(seen.map(([present]) => present).sort((a, b) => a - b));
});
