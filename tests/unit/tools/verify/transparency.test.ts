import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildManifestName, type BuildManifest } from '../../../../src/contract/build-manifest';
import { readBuildManifest } from '../../../../tools/build/build-manifest';
import { compareFolder } from '../../../../tools/verify/compare';
import { waictManifest, webcatManifest, type WebcatManifest } from '../../../../tools/verify/transparency';
import { smallBuild } from '../small-build';

const address = 'https://pictures.example.org/tools/ephemera/';
let copy: Awaited<ReturnType<typeof smallBuild>>;
let build: BuildManifest;
beforeAll(async () => {
  copy = await smallBuild();
  build = readBuildManifest(join(copy.dist, buildManifestName));
});
afterAll(() => copy.remove());

const hashOf = (path: string) =>
  createHash('sha256')
    .update(readFileSync(join(copy.dist, path)))
    .digest('base64url');
const isHash = (text: string) => /^[\w-]{43}$/.test(text) && Buffer.from(text, 'base64url').length === 32;

test('WAICT: a manifest and an empty proof, a line each; keys as a browser writes URLs; hashes in base64url', () => {
  const { path, body, header } = waictManifest(build, address);
  const [text, proof, rest, ...more] = body.split('\n');
  const { hashes, wasm_hashes: wasm } = JSON.parse(text!) as { hashes: Record<string, string>; wasm_hashes: string[] };

  expect([proof, rest, more]).toEqual(['', '', []]);
  for (const [key, hash] of Object.entries(hashes)) {
    expect(new URL(key).href).toBe(key);
    expect(isHash(hash)).toBe(true);
  }
  expect(Object.keys(hashes)).toHaveLength(build.files.length + 1);
  expect(hashes[address]).toBe(hashOf('index.html'));
  expect(hashes[`${address}models/tiny/unet/model.onnx`]).toBe(hashOf('models/tiny/unet/model.onnx'));
  expect(wasm).toEqual([hashOf('assets/runtime-12345678.wasm')]);
  const name = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  expect(path).toBe(`/.well-known/waict/manifests/ephemera_${name}`);
  expect(header).toBe(`Integrity-Policy-WAICT-v1: max-age=0, mode=enforce, manifest="${path}"`);
});

test('WAICT: wasm hashes are sorted and there once, whatever the order of the files', () => {
  const files = ['f', '0', '7', '0'].map((digit, i) => ({ path: `${i}.wasm`, bytes: 1, sha256: digit.repeat(64) }));
  const index = build.files.find(({ path }) => path === 'index.html')!;

  const { body } = waictManifest({ ...build, files: [...files, index] }, address);

  const { wasm_hashes: wasm } = JSON.parse(body) as { wasm_hashes: string[] };
  expect(wasm).toHaveLength(3);
  expect(wasm).toEqual(wasm.toSorted());
});

test('WEBCAT: what its command asks of a manifest, with our policy, which its rules allow', () => {
  const { manifest } = webcatManifest(build, 'https://code.example.org/ephemera', 'v1');
  const { files, default_csp: policy } = manifest;

  expect(Object.keys(manifest)).toEqual([
    ...['app', 'version', 'default_csp', 'files', 'default_index', 'default_fallback', 'wasm', 'extra_csp'],
  ]);
  expect(files[`/${manifest.default_index}`]).toBe(hashOf('index.html'));
  expect(files[manifest.default_fallback]).toBeDefined();
  expect(Object.keys(files).every((path) => path.startsWith('/') && !path.endsWith('.wasm'))).toBe(true);
  expect(Object.values(files).every(isHash)).toBe(true);
  expect(manifest.wasm).toEqual([hashOf('assets/runtime-12345678.wasm')]);
  // Its rules: no comma; default-src 'none' alone; scripts and workers from nowhere but here.
  expect(policy).not.toContain(',');
  expect(policy).toMatch(/(^|; )default-src 'none'(;|$)/);
  expect(policy).toMatch(/; script-src 'self' 'wasm-unsafe-eval';/);
  expect(policy).toMatch(/; worker-src 'self';/);
});

test('the command writes both into the copy, the host’s own settings among them; the copy is still its release', async () => {
  const command = ['tsx', 'tools/transparency.ts', address, '--source', 'https://code.example.org/', '--version', 'v1'];
  const said = execFileSync('npx', [...command, '--dist', copy.dist], { encoding: 'utf8' });

  const [path] = said.split('\n');
  const body = readFileSync(join(copy.dist, path!), 'utf8');
  const webcat = JSON.parse(
    readFileSync(join(copy.dist, '.well-known/webcat/manifest.json'), 'utf8'),
  ) as WebcatManifest;
  expect(body).toContain(hashOf('host.json'));
  expect(webcat.manifest.files['/host.json']).toBe(hashOf('host.json'));
  expect(webcat.manifest.files[`/${buildManifestName}`]).toBe(hashOf(buildManifestName));
  expect(await compareFolder(copy.dist, build)).toEqual([]);
});
