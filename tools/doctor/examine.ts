import {
  buildManifestName,
  parseBuildManifest,
  type BuildFile,
  type BuildManifest,
} from '../../src/contract/build-manifest.ts';
import { hostSettingsName } from '../build/build-manifest.ts';
import { digestOf, forms } from './digest.ts';
import { checkCaching, checkHeaders, checkType } from './check-headers.ts';
import { findings, type Finding, type Findings } from './findings.ts';

export interface Examination {
  readonly findings: readonly Finding[];
  readonly checks: number;
  readonly files: number;
}

const compressible = /\.(js|mjs|css|html|json|wasm|svg|txt|webmanifest)$/;

/**
 * Examines a served copy: every header on every file and on errors, types, hashes, ranges, caching, compression, and
 * the list of models.
 * @param address ends with a slash
 * @throws when nothing answers there, or what answers is not this app.
 */
export async function examine(address: string, onFile: (path: string) => void = () => {}): Promise<Examination> {
  const found = findings();
  const manifest = await servedManifest(address);
  checkSecureContext(found, address);
  await checkPage(found, address);
  for (const file of manifest.files) {
    onFile(file.path);
    await checkFile(found, address, file);
  }
  await checkHostSettings(found, address);
  await checkErrors(found, address);
  await checkRange(found, address, manifest);
  await checkModels(found, address, manifest);
  return { findings: found.all(), checks: found.count(), files: manifest.files.length };
}

async function servedManifest(address: string): Promise<BuildManifest> {
  const response = await get(address + buildManifestName).catch((error: Error) => {
    throw new Error(
      `Nothing answers at ${address}: ${error.cause instanceof Error ? error.cause.message : error.message}`,
    );
  });
  if (!response.ok) {
    throw new Error(
      `${address}${buildManifestName} answers ${response.status}. Is this a copy of Ephemera, with its last slash?`,
    );
  }
  return parseBuildManifest(await response.text());
}

function checkSecureContext(found: Findings, address: string): void {
  const { protocol, hostname } = new URL(address);
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  found.check(
    protocol === 'https:' || isLocal,
    address,
    'it is served without https',
    'Browsers give WebGPU, threads and service workers to https only. Put a certificate on it.',
  );
}

async function checkPage(found: Findings, address: string): Promise<void> {
  const response = await get(address);
  await response.arrayBuffer();
  found.check(
    response.status === 200,
    '/',
    `the page answers ${response.status}`,
    'Serve index.html at the address itself.',
  );
  checkHeaders(found, '/', response.headers);
  const type = response.headers.get('content-type') ?? 'missing';
  found.check(type.startsWith('text/html'), '/', `Content-Type is ${type}`, 'Serve index.html as text/html.');
}

async function checkFile(found: Findings, address: string, file: BuildFile): Promise<void> {
  const { path } = file;
  for (const [i, { accept, name }] of forms.entries()) {
    const response = await get(urlOf(address, path), { 'Accept-Encoding': accept });
    checkHeaders(found, path, response.headers);
    if (!isFound(found, path, response)) return void (await response.body?.cancel());
    const { bytes, sha256 } = await digestOf(response);
    found.check(
      sha256 === file.sha256,
      path + name,
      bytes === file.bytes ? 'the content is not that of the build' : `it has ${bytes} bytes, not ${file.bytes}`,
      'Upload the build again, whole, .br and .gz copies too; let nothing on the way rewrite, minify or inject.',
    );
    checkType(found, path, response.headers);
    checkCaching(found, path, response.headers);
    if (i === 0) {
      if (compressible.test(path) && file.bytes > 10_000) checkCompression(found, path, response.headers);
      await checkRevalidation(found, address, path, response.headers);
    }
    if (!response.headers.has('content-encoding')) return;
  }
}

/** Not part of the release, but fetched by the page. */
async function checkHostSettings(found: Findings, address: string): Promise<void> {
  const response = await get(urlOf(address, hostSettingsName));
  await response.body?.cancel();
  checkHeaders(found, hostSettingsName, response.headers);
  if (isFound(found, hostSettingsName, response)) checkType(found, hostSettingsName, response.headers);
}

function isFound(found: Findings, path: string, { status }: Response): boolean {
  found.check(status === 200, path, `it answers ${status}`, 'Upload the whole of dist/, dot folders too.');
  return status === 200;
}

function checkCompression(found: Findings, path: string, headers: Headers): void {
  found.check(
    /^(br|gzip|zstd)$/.test(headers.get('content-encoding') ?? ''),
    path,
    'it is sent uncompressed',
    'Let the server use the .br and .gz files beside each file, or compress by itself: a first visit is then a quarter as heavy.',
  );
}

async function checkRevalidation(found: Findings, address: string, path: string, headers: Headers): Promise<void> {
  const etag = headers.get('etag');
  if (etag === null) return; // said already
  const again = await get(urlOf(address, path), { 'If-None-Match': etag, 'Accept-Encoding': 'br, gzip' });
  await again.body?.cancel();
  found.check(
    again.status === 304,
    path,
    `asked again with its ETag, it answers ${again.status}`,
    'Answer 304 to a matching If-None-Match.',
  );
  if (again.status === 304) checkHeaders(found, `${path} (304)`, again.headers);
}

async function checkErrors(found: Findings, address: string): Promise<void> {
  const missing = `no-such-file-${Date.now()}.js`;
  const response = await get(urlOf(address, missing));
  await response.body?.cancel();
  found.check(
    response.status === 404,
    'a missing file',
    `it answers ${response.status}`,
    'Answer 404: a page in place of a missing model or script confuses browsers.',
  );
  checkHeaders(found, `a missing file (${response.status})`, response.headers);
}

async function checkRange(found: Findings, address: string, manifest: BuildManifest): Promise<void> {
  const largest = manifest.files.reduce((a, b) => (b.path.startsWith('models/') && b.bytes > a.bytes ? b : a), {
    path: '',
    bytes: 0,
    sha256: '',
  });
  if (largest.bytes < 3) return;
  const last = largest.bytes - 1;
  const response = await get(urlOf(address, largest.path), {
    Range: `bytes=${last - 1}-`,
    'Accept-Encoding': 'identity',
  });
  const isPart =
    response.status === 206 && response.headers.get('content-range') === `bytes ${last - 1}-${last}/${largest.bytes}`;
  found.check(
    isPart,
    largest.path,
    `asked for its last two bytes, it answers ${response.status}`,
    'Answer ranges with 206: without them a broken download of a model starts again from the beginning.',
  );
  if (isPart) checkHeaders(found, `${largest.path} (206)`, response.headers);
  await response.body?.cancel();
}

/** Each file that the list of models promises is served, in its promised size. */
async function checkModels(found: Findings, address: string, manifest: BuildManifest): Promise<void> {
  const response = await get(urlOf(address, 'models/index.json'));
  if (response.status !== 200) return void (await response.body?.cancel()); // said with the files
  const text = await response.text();
  let models: { id: string; files: { path: string; bytes: number; sha256: string }[] }[];
  try {
    ({ models } = JSON.parse(text) as { models: typeof models }); // written by our build; checked by its hash above
  } catch {
    return found.check(false, 'models/index.json', 'it is not JSON', 'Upload the build again.');
  }
  const built = new Map(manifest.files.map((file) => [file.path, file]));
  for (const { id, files } of models) {
    for (const { path, sha256 } of files) {
      const full = `models/${id}/${path}`;
      found.check(
        built.get(full)?.sha256 === sha256,
        full,
        'the list of models promises another file than the build has',
        'Run npm run models -- check, then build again.',
      );
    }
  }
}

/** Redirects are not followed: a copy answers for itself. */
function get(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { headers, redirect: 'manual' });
}

export function urlOf(address: string, path: string): string {
  return address + path.split('/').map(encodeURIComponent).join('/');
}
