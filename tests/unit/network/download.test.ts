import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { download, fetchJson } from '../../../src/network/download';
import { breakAfter, serve, someBytes, startHost, type Host } from '../file-host';

const content = someBytes(100_000);
const never = new AbortController().signal;
let host: Host;

beforeEach(async () => {
  host = await startHost(serve(content));
});
afterEach(() => host.close());

async function all(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const part of parts) chunks.push(part);
  return Buffer.concat(chunks);
}

const named = (name: string) => expect.objectContaining({ name });

describe('download', () => {
  test('yields the whole file', async () => {
    expect(Buffer.compare(await all(download(host.file('a.bin', content), never)), content)).toBe(0);
  });

  test('asks without cookie, referrer or query string', async () => {
    const asked = vi.spyOn(globalThis, 'fetch');

    await all(download(host.file('a.bin', content), never));

    // Node has no cookies and no referrer to send: what a browser would do is in the request's own words.
    expect(asked.mock.calls[0]![1]).toMatchObject({
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    });
    asked.mockRestore();

    const [{ url, headers }] = host.asked as [Host['asked'][0]];
    expect(url).toBe('/models/tiny/a.bin');
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
    expect(headers).not.toHaveProperty('range');
  });

  test('asks only for the rest of a file', async () => {
    const rest = await all(download(host.file('a.bin', content), never, 60_000));

    expect(host.asked[0]!.headers.range).toBe('bytes=60000-');
    expect(Buffer.compare(rest, content.subarray(60_000))).toBe(0);
  });

  test('skips what is here when a host sends the whole file for a part', async () => {
    host.answer = (request, response) => {
      delete request.headers.range;
      serve(content)(request, response);
    };

    expect(
      Buffer.compare(await all(download(host.file('a.bin', content), never, 60_000)), content.subarray(60_000)),
    ).toBe(0);
  });

  test('a missing file is a ModelMissingError', async () => {
    host.answer = (_, response) => response.writeHead(404).end('no');

    await expect(all(download(host.file('a.bin', content), never))).rejects.toThrow(named('ModelMissingError'));
  });

  test('a page in place of the file is a ModelMissingError', async () => {
    host.answer = (_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<html>');

    await expect(all(download(host.file('a.bin', content), never))).rejects.toThrow(named('ModelMissingError'));
  });

  test('a host with nothing left to send has a shorter file than promised: ModelIntegrityError', async () => {
    host.answer = (_, response) => response.writeHead(416).end();

    await expect(all(download(host.file('a.bin', content), never, 5))).rejects.toThrow(named('ModelIntegrityError'));
  });

  test.each([500, 403, 503])('an answer of %i is a NetworkError', async (status) => {
    host.answer = (_, response) => response.writeHead(status).end();

    await expect(all(download(host.file('a.bin', content), never))).rejects.toThrow(named('NetworkError'));
  });

  test('a redirect is not followed', async () => {
    host.answer = (_, response) => response.writeHead(302, { Location: 'https://elsewhere.test/' }).end();

    await expect(all(download(host.file('a.bin', content), never))).rejects.toThrow(named('NetworkError'));
    expect(host.asked).toHaveLength(1);
  });

  test('a broken connection is a NetworkError', async () => {
    host.answer = breakAfter(content, 50_000);

    await expect(all(download(host.file('a.bin', content), never))).rejects.toThrow(named('NetworkError'));
  });

  test('no host at all is a NetworkError', async () => {
    const file = host.file('a.bin', content);
    await host.close();

    await expect(all(download(file, never))).rejects.toThrow(named('NetworkError'));
  });

  test('an abort ends it with AbortError, not with a NetworkError', async () => {
    const controller = new AbortController();
    host.answer = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': content.length });
      response.write(content.subarray(0, 1000));
      setTimeout(() => controller.abort(), 20);
    };

    await expect(all(download(host.file('a.bin', content), controller.signal))).rejects.toThrow(named('AbortError'));
    await expect(all(download(host.file('a.bin', content), AbortSignal.abort()))).rejects.toThrow(named('AbortError'));
  });
});

describe('fetchJson', () => {
  const url = () => new URL('models/index.json', host.baseUrl).href;

  test('reads JSON', async () => {
    host.answer = (_, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"models":[]}');

    expect(await fetchJson(url(), never)).toEqual({ models: [] });
  });

  test.each([
    ['text/html', '<html>', 'ModelMissingError'],
    ['application/json', '{"models":', 'ModelIntegrityError'],
  ])('refuses %s %s', async (type, body, name) => {
    host.answer = (_, response) => response.writeHead(200, { 'Content-Type': type }).end(body);

    await expect(fetchJson(url(), never)).rejects.toThrow(named(name));
  });
});
