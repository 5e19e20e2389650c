/** What a host may choose. Everything else about the headers is the same on every copy. */
export interface HostOptions {
  /** Origins (`https://models.example.org`) from which a visitor may fetch models after being asked. Default: none. */
  readonly modelOrigins?: readonly string[];
}

type Directives = Readonly<Record<string, readonly string[]>>;

const policy: Directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  'connect-src': ["'self'"],
  'img-src': ["'self'", 'blob:', 'data:'],
  'media-src': ['blob:'],
  'style-src': ["'self'"],
  'font-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['app-worker', 'default'],
};

/**
 * The only differences in development: Vite's hot-reload socket, the style elements it injects, and a policy that Svelte
 * makes when it is loaded (a build drops it: with `fragments: 'tree'` components are made without HTML text).
 */
const developmentAdditions: Directives = {
  'connect-src': ['ws://localhost:*', 'ws://127.0.0.1:*'],
  'style-src': ["'unsafe-inline'"],
  'trusted-types': ['svelte-trusted-html'],
};

/** Used by the app, each only on the visitor's own click. `web-share` is left to its default (self): Linux does not know it. */
const usedFeatures = [
  'autoplay', // a finished animation plays, muted
  'camera', // Portrait
  'clipboard-read', // Forget everything looks whether the picture it copied is still on the clipboard
  'clipboard-write',
  'cross-origin-isolated', // threads
  'fullscreen',
  'screen-wake-lock', // a long job
];

/** Every other feature that Chromium 156 lists in `document.featurePolicy.features()` and that can reach out or tell something. */
const deniedFeatures = [
  'accelerometer',
  'browsing-topics',
  'captured-surface-control',
  'compute-pressure',
  'deferred-fetch',
  'deferred-fetch-minimal',
  'digital-credentials-create',
  'digital-credentials-get',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'interest-cohort',
  'keyboard-map',
  'language-detector',
  'language-model',
  'local-fonts',
  'local-network',
  'local-network-access',
  'loopback-network',
  'magnetometer',
  'microphone',
  'midi',
  'on-device-speech-recognition',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'private-state-token-issuance',
  'private-state-token-redemption',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'serial',
  'speaker-selection',
  'storage-access',
  'summarizer',
  'sync-xhr',
  'translator',
  'unload',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

/**
 * The headers of every response, 404 and 304 included: a worker takes its policy from its own script's response, so
 * one file without them is a hole.
 * @throws when a model origin is not a bare https origin.
 */
export function responseHeaders(options: HostOptions = {}): Readonly<Record<string, string>> {
  return headersWith({ 'connect-src': (options.modelOrigins ?? []).map(checkedOrigin) });
}

/** The same for the development server. */
export function developmentHeaders(): Readonly<Record<string, string>> {
  return headersWith(developmentAdditions);
}

function headersWith(additions: Directives): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': Object.entries(policy)
      .map(([name, sources]) => [name, ...sources, ...(additions[name] ?? [])].join(' '))
      .join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': [
      ...usedFeatures.map((feature) => `${feature}=(self)`),
      ...deniedFeatures.map((feature) => `${feature}=()`),
    ].join(', '),
    'Strict-Transport-Security': 'max-age=63072000',
    'X-DNS-Prefetch-Control': 'off',
  };
}

function checkedOrigin(origin: string): string {
  const parsed = URL.canParse(origin) ? new URL(origin) : undefined;
  if (parsed?.protocol !== 'https:' || parsed.origin !== origin) {
    throw new Error(`A model origin looks like https://models.example.org, not "${origin}".`);
  }
  return origin;
}

export const immutable = 'public, max-age=31536000, immutable';
export const revalidated = 'no-cache';

/**
 * Cache-Control of a file of the build. Files under `assets/` carry a hash of their content in their name: kept for ever.
 * All else, weights too, keeps its name when its content changes: it is revalidated by ETag, which costs a returning
 * visitor one empty 304 a file and can never mix an old part with a new manifest. The app itself keeps weights by their
 * SHA-256 and does not ask again.
 */
export function cacheControl(path: string): string {
  return path.startsWith('assets/') ? immutable : revalidated;
}

/** Extension to Content-Type, of everything that a build holds besides plain bytes. */
export const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  wasm: 'application/wasm',
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
};

/** The Content-Type of a file by its name; weights and whatever else is not known are plain bytes. */
export function contentType(path: string): string {
  return contentTypes[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}

/** Extensions whose type a web server may not know by itself, with the type, for the files that configure one. */
export const uncommonTypes: Readonly<Record<string, string>> = Object.fromEntries(
  ['mjs', 'wasm', 'webmanifest'].map((extension) => [extension, contentType(extension).split(';')[0]!]),
);
