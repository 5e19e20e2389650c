import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { downloadPatiently, usualPauses } from '../../../src/network/download-patiently';
import { serve, someBytes, startHost, type Host } from '../file-host';

const content = someBytes(5000);
const never = new AbortController().signal;
const short = { beforeFirstByteMs: [1], afterwardsMs: [1, 1] };
let host: Host;

beforeEach(async () => {
  host = await startHost(serve(content));
});
afterEach(async () => {
  vi.useRealTimers();
  await host.close();
});

async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

test('a host that is never there is asked a few times, and then it is said', async () => {
  const file = host.file('a.bin', content);
  host.answer = (_, response) => response.destroy();

  await expect(bytesOf(downloadPatiently(file, never, 0, short))).rejects.toMatchObject({ name: 'NetworkError' });

  expect(host.asked.length).toBe(2);
});

test('a file that the host does not have is not asked for again', async () => {
  const file = host.file('a.bin', content);
  host.answer = (_, response) => response.writeHead(404).end();

  await expect(bytesOf(downloadPatiently(file, never, 0, short))).rejects.toMatchObject({ name: 'ModelMissingError' });

  expect(host.asked.length).toBe(1);
});

test('a connection that breaks again and again goes on as long as something comes each time', async () => {
  const file = host.file('a.bin', content);
  let broken = 4;
  host.answer = (request, response) => {
    const from = Number(/\d+/.exec(request.headers.range ?? '0')![0]);
    if (broken-- === 0) return serve(content)(request, response);
    response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': content.length - from });
    response.write(content.subarray(from, from + 1000), () => setTimeout(() => response.destroy(), 20));
  };

  expect(Buffer.compare(await bytesOf(downloadPatiently(file, never, 0, short)), content)).toBe(0);

  expect(host.asked.map(({ headers }) => headers.range)).toEqual([
    undefined,
    ...[1000, 2000, 3000, 4000].map((from) => `bytes=${from}-`),
  ]);
});

test('an answer that ends early without an error is gone on with', async () => {
  const file = host.file('a.bin', content);
  const answers = [(_: unknown, response: { end(part: Uint8Array): void }) => response.end(content.subarray(0, 99))];
  host.answer = (request, response) => (answers.pop() ?? serve(content))(request, response);

  expect(Buffer.compare(await bytesOf(downloadPatiently(file, never, 0, short)), content)).toBe(0);
});

test('a machine that slept goes on as soon as the browser is online, however long it was', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const online = new EventTarget();
  vi.stubGlobal('addEventListener', online.addEventListener.bind(online));
  vi.stubGlobal('removeEventListener', online.removeEventListener.bind(online));
  const file = host.file('a.bin', content);
  const answers = [(_: unknown, response: { destroy(): void }) => void response.destroy()];
  host.answer = (request, response) => (answers.pop() ?? serve(content))(request, response);

  const bytes = bytesOf(downloadPatiently(file, never, 0, usualPauses));
  await expect.poll(() => vi.getTimerCount()).toBe(1); // the pause that no clock will end here
  online.dispatchEvent(new Event('online'));

  expect(Buffer.compare(await bytes, content)).toBe(0);
  vi.unstubAllGlobals();
});

test('cancelling ends the pause at once', async () => {
  const file = host.file('a.bin', content);
  host.answer = (_, response) => response.destroy();
  const controller = new AbortController();
  const waiting = bytesOf(
    downloadPatiently(file, controller.signal, 0, { beforeFirstByteMs: [60_000], afterwardsMs: [] }),
  );
  await expect.poll(() => host.asked.length).toBe(1);

  controller.abort();

  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});
