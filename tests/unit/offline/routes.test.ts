import { expect, test } from 'vitest';
import type { AppFiles } from '../../../src/contract/offline';
import { routeOf, sealedPolicy } from '../../../src/offline/routes';

const scope = 'https://host.test/tools/ephemera/';
const file = (path: string) => ({ path, bytes: 1, sha256: '0'.repeat(64) });
const files: AppFiles = {
  shell: [file('index.html'), file('assets/app-1.js'), file('models/index.json')],
  onUse: [file('assets/ort-1.wasm')],
};
const asked = (url: string, change = {}) => ({ method: 'GET', url, isNavigation: false, hasRange: false, ...change });

test.each([
  ['the folder is the page', scope, { isNavigation: true }, { to: 'kept', file: file('index.html') }],
  [
    'a link with a query is the page too',
    `${scope}?from=mail`,
    { isNavigation: true },
    { to: 'kept', file: file('index.html') },
  ],
  ['a script', `${scope}assets/app-1.js`, {}, { to: 'kept', file: file('assets/app-1.js') }],
  ['a runtime', `${scope}assets/ort-1.wasm`, {}, { to: 'kept', file: file('assets/ort-1.wasm') }],
  ['the host’s settings', `${scope}host.json`, {}, { to: 'settings' }],
  ['weights, which the app stores itself', `${scope}models/sticker/vae.onnx`, {}, { to: 'host' }],
  ['a part of a file', `${scope}assets/app-1.js`, { hasRange: true }, { to: 'host' }],
  ['another origin, which is the policy’s to allow', 'https://models.test/a', {}, { to: 'host' }],
  ['a body', `${scope}host.json`, { method: 'POST' }, { to: 'refused' }],
  ['a body to another origin', 'https://models.test/a', { method: 'PUT' }, { to: 'refused' }],
  ['a query', `${scope}assets/app-1.js?secret`, {}, { to: 'refused' }],
  ['another folder of this origin', 'https://host.test/collect/secret', {}, { to: 'refused' }],
])('%s', (_name, url, change, route) => {
  expect(routeOf(asked(url, change), scope, files)).toEqual(route);
});

test('under the seal a worker keeps its policy and gets a second one', () => {
  expect(sealedPolicy("default-src 'none'", ['https://host.test/a.wasm'])).toBe(
    "default-src 'none', connect-src https://host.test/a.wasm",
  );
  expect(sealedPolicy(null, [])).toBe("connect-src 'none'");
});
