import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

/** Ways out of the tab: allowed in src/network/ only. */
const networkGlobals = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'RTCPeerConnection'];
/** Ways to keep something: allowed in src/storage/ only. */
const storageGlobals = ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore'];

const restricted = (names, folder) =>
  names.flatMap((name) => [{ name, message: `Only ${folder} may use ${name}: see PRIVACY.md.` }]);

const restrictedProperties = {
  network: [
    { object: 'navigator', property: 'sendBeacon', message: 'Nothing is sent: see PRIVACY.md.' },
    { object: 'window', property: 'open', message: 'Nothing is opened: see PRIVACY.md.' },
    { object: 'navigator', property: 'serviceWorker', message: 'Only src/offline/ may.' },
    ...networkGlobals.flatMap((property) =>
      ['window', 'self', 'globalThis'].map((object) => ({ object, property, message: 'Only src/network/ may.' })),
    ),
  ],
  storage: [
    { object: 'document', property: 'cookie', message: 'No cookies: see PRIVACY.md.' },
    { object: 'navigator', property: 'storage', message: 'Only src/storage/ may.' },
    ...storageGlobals.flatMap((property) =>
      ['window', 'self', 'globalThis'].map((object) => ({ object, property, message: 'Only src/storage/ may.' })),
    ),
  ],
  urls: [{ object: 'URL', property: 'createObjectURL', message: 'Only session/save.ts makes object URLs.' }],
};
const { network, storage, urls } = restrictedProperties;

export default ts.config(
  {
    ignores: [
      'dist',
      'node_modules',
      '.cache',
      'models',
      'tests/golden',
      'test-results',
      'tests/browser/.results',
      'public',
    ],
  },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.worker } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'svelte/no-at-html-tags': 'error',
      // Session state is replaced whole ($state.raw); plain Map, Set and Date say so.
      'svelte/prefer-svelte-reactivity': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ['src/**'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        ...restricted(networkGlobals, 'src/network/'),
        ...restricted(storageGlobals, 'src/storage/'),
      ],
      'no-restricted-properties': ['error', ...network, ...storage, ...urls],
    },
  },
  {
    files: ['src/network/**'],
    rules: {
      'no-restricted-globals': ['error', ...restricted(storageGlobals, 'src/storage/')],
      'no-restricted-properties': ['error', ...storage, ...urls],
    },
  },
  // Holds every way out, to show that each is refused.
  {
    files: ['src/network/try-to-leak.ts', 'src/network/leak.worker.ts', 'src/network/guard-stores.ts'],
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-properties': 'off',
      '@typescript-eslint/no-implied-eval': 'off',
    },
  },
  {
    files: ['src/storage/**'],
    rules: {
      'no-restricted-globals': ['error', ...restricted(networkGlobals, 'src/network/')],
      'no-restricted-properties': ['error', ...network, ...urls],
    },
  },
  // The service worker answers requests from a cache: of the ways out it has fetch, of the ways to keep caches.
  {
    files: ['src/offline/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...restricted(
          networkGlobals.filter((name) => name !== 'fetch'),
          'src/network/',
        ),
        ...restricted(
          storageGlobals.filter((name) => name !== 'caches'),
          'src/storage/',
        ),
      ],
      'no-restricted-properties': ['error', ...storage, ...urls],
    },
  },
  {
    files: ['src/session/save.ts'],
    rules: { 'no-restricted-properties': ['error', ...network, ...storage] },
  },
  { files: ['tools/**', 'tests/**', '*.config.*'], languageOptions: { globals: globals.node } },
);
