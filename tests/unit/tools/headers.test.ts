import { expect, test } from 'vitest';
import { cacheControl, contentType, developmentHeaders, responseHeaders } from '../../../tools/headers.ts';

const directives = (headers: Readonly<Record<string, string>>) =>
  new Map(
    headers['Content-Security-Policy']!.split('; ').map((part) => [part.split(' ')[0]!, part.split(' ').slice(1)]),
  );

test('the policy is the one that the design states, word for word', () => {
  expect(responseHeaders()['Content-Security-Policy']).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
      "img-src 'self' blob: data:; media-src blob:; style-src 'self'; font-src 'self'; manifest-src 'self'; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
      "require-trusted-types-for 'script'; trusted-types app-worker default",
  );
});

test('every header of the design is there', () => {
  expect(responseHeaders()).toMatchObject({
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Strict-Transport-Security': expect.stringMatching(/^max-age=\d{8}/),
    'X-DNS-Prefetch-Control': 'off',
    'Permissions-Policy': expect.stringContaining('geolocation=()'),
  });
});

test('the camera is for our own page only, and the microphone for nobody', () => {
  const policy = responseHeaders()['Permissions-Policy'];

  expect(policy).toContain('camera=(self)');
  expect(policy).toContain('microphone=()');
  expect(policy).not.toContain('*');
});

test('a configured model origin is added to connect-src and to nothing else', () => {
  const plain = directives(responseHeaders());
  const configured = directives(responseHeaders({ modelOrigins: ['https://models.example.org'] }));

  expect(configured.get('connect-src')).toEqual(["'self'", 'https://models.example.org']);
  configured.delete('connect-src');
  plain.delete('connect-src');
  expect(configured).toEqual(plain);
});

test.each(['http://models.example.org', 'https://models.example.org/path', 'https:', '*', "'unsafe-inline'", ''])(
  'a model origin that is not a bare https origin is refused: %j',
  (origin) => {
    expect(() => responseHeaders({ modelOrigins: [origin] })).toThrow('https://models.example.org');
  },
);

test('development differs from production in three directives', () => {
  const production = directives(responseHeaders());
  const differing = [...directives(developmentHeaders())].filter(
    ([name, sources]) => sources.join() !== production.get(name)?.join(),
  );

  expect(differing.map(([name]) => name)).toEqual(['connect-src', 'style-src', 'trusted-types']);
});

test.each([
  ['a.wasm', 'application/wasm'],
  ['a.mjs', 'text/javascript; charset=utf-8'],
  ['model.onnx', 'application/octet-stream'],
  ['face.task', 'application/octet-stream'],
  ['model.onnx_data', 'application/octet-stream'],
  ['site.webmanifest', 'application/manifest+json'],
  ['index.json', 'application/json'],
])('%s is served as %s', (path, type) => {
  expect(contentType(path)).toBe(type);
});

test('only files whose name holds a hash are kept for ever', () => {
  expect(cacheControl('assets/index-C1jkbMGj.js')).toContain('immutable');
  expect(cacheControl('index.html')).toBe('no-cache');
  expect(cacheControl('models/sticker/transformer/model.onnx')).toBe('no-cache');
});
