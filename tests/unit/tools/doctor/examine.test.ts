import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { responseHeaders } from '../../../../tools/headers.ts';
import { examine } from '../../../../tools/doctor/examine.ts';
import { findingText } from '../../../../tools/doctor/findings.ts';
import { serveSpoiled, smallBuild, withHeader, type Spoil } from '../small-build.ts';

let build: Awaited<ReturnType<typeof smallBuild>>;
let close = () => {};

beforeEach(async () => void (build = await smallBuild()));
afterEach(() => {
  close();
  build.remove();
});

async function findingsWith(spoil?: Spoil): Promise<string> {
  const served = await serveSpoiled(build.dist, spoil);
  close = served.close;
  const { findings } = await examine(served.address);
  return findings.map(findingText).join('\n');
}

test('a good copy has no findings', async () => {
  expect(await findingsWith()).toBe('');
});

test.each(Object.keys(responseHeaders()))('%s missing on one worker script is found there', async (name) => {
  const text = await findingsWith(withHeader(name, undefined, '/assets/runtime-12345678.mjs'));

  expect(text).toContain(`${name} is missing: assets/runtime-12345678.mjs`);
  expect(text.match(/✗/g)).toHaveLength(1);
});

test.each(Object.keys(responseHeaders()))('%s missing on errors is found', async (name) => {
  const text = await findingsWith((request, response) => {
    if (request.url?.includes('no-such-file')) withHeader(name, undefined)(request, response);
  });

  expect(text).toContain(`${name} is missing: a missing file (404)`);
});

const policy = responseHeaders()['Content-Security-Policy']!;

test.each([
  ['an inline script', policy.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-inline'")],
  ['a foreign script', policy.replace("script-src 'self'", "script-src 'self' https://cdn.example.org")],
  ['no Trusted Types', policy.replace("; require-trusted-types-for 'script'", '')],
  ['one more directive', `${policy}; report-uri https://reports.example.org`],
  ['any connection', policy.replace("connect-src 'self'", "connect-src 'self' https:")],
  ['any subdomain', policy.replace("connect-src 'self'", "connect-src 'self' https://*.example.org")],
])('a policy that allows %s is found', async (_name, spoiled) => {
  expect(await findingsWith(withHeader('Content-Security-Policy', spoiled))).toContain(
    'Content-Security-Policy is not what',
  );
});

test('model origins that the host configured are no finding', async () => {
  const headers = responseHeaders({ modelOrigins: ['https://models.example.org'] });

  expect(await findingsWith(withHeader('Content-Security-Policy', headers['Content-Security-Policy']))).toBe('');
});

test.each<[string, Spoil, string]>([
  ['a cookie', withHeader('Set-Cookie', 'visitor=1'), 'Set-Cookie is sent'],
  ['files open to other sites', withHeader('Access-Control-Allow-Origin', '*'), 'Access-Control-Allow-Origin is sent'],
  ['network error logging', withHeader('NEL', '{}'), 'NEL is sent'],
  [
    'wasm as text',
    withHeader('Content-Type', 'text/plain', '/assets/runtime-12345678.wasm'),
    'Content-Type is text/plain, not application/wasm: assets/runtime-12345678.wasm',
  ],
  [
    'a module script as bytes',
    withHeader('Content-Type', 'application/octet-stream', '/assets/runtime-12345678.mjs'),
    'not text/javascript: assets/runtime-12345678.mjs',
  ],
  ['short HSTS', withHeader('Strict-Transport-Security', 'max-age=60'), 'Strict-Transport-Security is not what'],
  [
    'a page kept for long',
    withHeader('Cache-Control', 'max-age=3600', '/index.html'),
    'Cache-Control is "max-age=3600": index.html',
  ],
  [
    'hashed files not kept',
    withHeader('Cache-Control', 'no-cache', '/assets/app-12345678.js'),
    'Cache-Control is "no-cache": assets/app-12345678.js',
  ],
  ['no ETag', withHeader('ETag', undefined), 'neither ETag nor Last-Modified'],
  [
    'no ranges',
    (request) => void delete request.headers.range,
    'asked for its last two bytes, it answers 200: models/tiny/unet/model.onnx',
  ],
  [
    'no compression',
    (request) => void delete request.headers['accept-encoding'],
    'it is sent uncompressed: assets/app-12345678.js',
  ],
  ['no 304', (request) => void delete request.headers['if-none-match'], 'asked again with its ETag, it answers 200'],
  [
    'a page in place of missing files',
    (request) => void (request.url = request.url?.replace(/no-such-file.*/, 'index.html')),
    'a missing file\n  → Answer 404',
  ],
  [
    'a file not uploaded',
    (request) => void (request.url = request.url?.replace('notices', 'nowhere')),
    'it answers 404: notices.txt',
  ],
])('%s is found, with what to do', async (_name, spoil, expected) => {
  const text = await findingsWith(spoil);

  expect(text).toContain(expected);
  expect(text).toContain('  → ');
});

test.each([
  ['assets/app-12345678.js', 'the content is not that of the build'],
  ['assets/runtime-12345678.wasm', 'the content is not that of the build'],
  ['models/tiny/unet/model.onnx', 'the content is not that of the build'],
])('one changed byte in %s is found', async (path, expected) => {
  const file = join(build.dist, path);
  const bytes = readFileSync(file);
  bytes[10] = bytes[10]! ^ 1;
  writeFileSync(file, bytes);
  for (const suffix of ['.br', '.gz']) rmSync(file + suffix, { force: true });

  expect(await findingsWith()).toContain(`${expected}: ${path}`);
});

test('a file that is only wrong where nothing compressed is asked for is found', async () => {
  const file = join(build.dist, 'assets/app-12345678.js');
  writeFileSync(file, readFileSync(file, 'utf8').replace('42', '43'));

  expect(await findingsWith()).toContain(
    'the content is not that of the build: assets/app-12345678.js to who takes nothing compressed',
  );
});

test('a list of models that promises other weights is found', async () => {
  const file = join(build.dist, 'models/index.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"sha256":"../, '"sha256":"00'));

  expect(await findingsWith()).toContain('the list of models promises another file than the build has');
});

test.each([
  ['nothing', () => 'http://127.0.0.1:1/', 'Nothing answers at'],
  ['another site', (address: string) => `${address}assets/`, 'Is this a copy of Ephemera'],
])('%s at the address is said plainly', async (_name, addressFrom, message) => {
  const served = await serveSpoiled(build.dist);
  close = served.close;

  await expect(examine(addressFrom(served.address))).rejects.toThrow(message);
});
