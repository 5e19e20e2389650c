import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { responseHeaders } from '../../../tools/headers.ts';
import { createStaticServer, listen } from '../../../tools/serve-lib.ts';

const folder = mkdtempSync(join(tmpdir(), 'serve-'));
const root = join(folder, 'site');
const script = 'export const answer = 42;\n'.repeat(100);
const weights = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
const weightsHash = 'ab'.repeat(32);
const headers = responseHeaders();
let servers: Server[];
let port: number;
let subPathPort: number;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true });
  mkdirSync(join(root, 'models/tiny'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'outside');
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets/a-1234.mjs'), script);
  writeFileSync(join(root, 'assets/a-1234.mjs.br'), brotliCompressSync(script));
  writeFileSync(join(root, 'assets/a-1234.mjs.gz'), gzipSync(script));
  writeFileSync(join(root, 'models/tiny/model.onnx'), weights);
  writeFileSync(join(root, 'empty.txt'), '');
  symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'));
  const files = [{ path: 'models/tiny/model.onnx', bytes: 1000, sha256: weightsHash }];
  writeFileSync(join(root, 'build-manifest.json'), JSON.stringify({ format: 1, name: 'ephemera', files }));
  servers = [createStaticServer({ root, headers }), createStaticServer({ root, headers, base: '/tools/ephemera/' })];
  port = await listen(servers[0]!, 0);
  subPathPort = await listen(servers[1]!, 0);
});

afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

/** The path goes out as it is: fetch would tidy `..` away. */
function get(path: string, sent: Record<string, string> = {}, method = 'GET', to = port): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: to, path, method, headers: sent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    outgoing.on('error', reject).end();
  });
}

test('every answer carries every header: found, not found, not modified, bad range, bad method', async () => {
  const { etag } = (await get('/')).headers;
  const answers = [
    await get('/'),
    await get('/nowhere'),
    await get('/', { 'if-none-match': etag! }),
    await get('/models/tiny/model.onnx', { range: 'bytes=5-9' }),
    await get('/models/tiny/model.onnx', { range: 'bytes=5000-' }),
    await get('/', {}, 'POST'),
  ];

  expect(answers.map(({ status }) => status)).toEqual([200, 404, 304, 206, 416, 405]);
  for (const answer of answers) {
    for (const [name, value] of Object.entries(headers)) expect(answer.headers[name.toLowerCase()]).toBe(value);
  }
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/..%5csecret.txt',
  '/link.txt',
  '/%',
  '/a%00',
])('nothing outside the folder is reachable: %s', async (path) => {
  const { status, body } = await get(path);

  expect(status).toBe(404);
  expect(body.toString()).not.toContain('outside');
});

test('compressed copies are sent to those who accept them, brotli first', async () => {
  const plain = await get('/assets/a-1234.mjs');
  const brotli = await get('/assets/a-1234.mjs', { 'accept-encoding': 'gzip, deflate, br' });
  const gzip = await get('/assets/a-1234.mjs', { 'accept-encoding': 'gzip, br;q=0' });

  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.headers.vary).toBe('Accept-Encoding');
  expect(plain.body.toString()).toBe(script);
  expect(brotli.headers['content-encoding']).toBe('br');
  expect(brotli.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(brotliDecompressSync(brotli.body).toString()).toBe(script);
  expect(gzip.headers['content-encoding']).toBe('gzip');
});

test('the ETag of a file of the build is its SHA-256, and the file is not sent twice', async () => {
  const first = await get('/models/tiny/model.onnx');
  const second = await get('/models/tiny/model.onnx', { 'if-none-match': first.headers.etag! });

  expect(first.headers.etag).toBe(`"${weightsHash}"`);
  expect(second.status).toBe(304);
  expect(second.body).toHaveLength(0);
});

test.each([
  ['bytes=0-9', 0, 10, 'bytes 0-9/1000'],
  ['bytes=990-', 990, 1000, 'bytes 990-999/1000'],
  ['bytes=-5', 995, 1000, 'bytes 995-999/1000'],
  ['bytes=998-5000', 998, 1000, 'bytes 998-999/1000'],
])('the range %s is answered with those bytes', async (range, start, end, contentRange) => {
  const answer = await get('/models/tiny/model.onnx', { range });

  expect(answer.status).toBe(206);
  expect(answer.headers['content-range']).toBe(contentRange);
  expect(answer.body).toEqual(weights.subarray(start, end));
});

test('a range of a file that has changed since is answered with the whole file', async () => {
  const changed = await get('/models/tiny/model.onnx', { range: 'bytes=5-9', 'if-range': '"older"' });
  const same = await get('/models/tiny/model.onnx', { range: 'bytes=5-9', 'if-range': `"${weightsHash}"` });

  expect(changed.status).toBe(200);
  expect(changed.body).toHaveLength(1000);
  expect(same.status).toBe(206);
});

test('HEAD is answered like GET, without the body', async () => {
  const answer = await get('/models/tiny/model.onnx', {}, 'HEAD');

  expect(answer.headers['content-length']).toBe('1000');
  expect(answer.body).toHaveLength(0);
});

test('an empty file is answered', async () => {
  expect(await get('/empty.txt')).toMatchObject({ status: 200, body: Buffer.alloc(0) });
});

test('a copy under a sub-path answers there and nowhere else', async () => {
  const redirect = await get('/tools/ephemera', {}, 'GET', subPathPort);

  expect((await get('/tools/ephemera/', {}, 'GET', subPathPort)).status).toBe(200);
  expect((await get('/', {}, 'GET', subPathPort)).status).toBe(404);
  expect([redirect.status, redirect.headers.location]).toEqual([308, '/tools/ephemera/']);
});

test('a port in use is said plainly', async () => {
  const second = createStaticServer({ root, headers });

  await expect(listen(second, port)).rejects.toThrow(`Port ${port} is in use. Choose another with --port N.`);
});
