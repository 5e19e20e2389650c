import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BuildManifest } from '../../../../src/contract/build-manifest.ts';
import { readBuildManifest } from '../../../../tools/build/build-manifest.ts';
import { compareFolder, compareServed } from '../../../../tools/verify/compare.ts';
import { serveSpoiled, smallBuild } from '../small-build.ts';

let build: Awaited<ReturnType<typeof smallBuild>>;
let manifest: BuildManifest;

beforeEach(async () => {
  build = await smallBuild();
  manifest = readBuildManifest(join(build.dist, 'build-manifest.json'));
});
afterEach(() => build.remove());

async function served() {
  const { address, close } = await serveSpoiled(build.dist);
  try {
    return await compareServed(address, manifest);
  } finally {
    close();
  }
}

test('a build is what its manifest says, as a folder and as a served copy', async () => {
  expect(await compareFolder(build.dist, manifest)).toEqual([]);
  expect(await served()).toEqual([]);
});

test.each(['assets/app-12345678.js', 'assets/runtime-12345678.wasm', 'models/tiny/unet/model.onnx'])(
  'one changed byte in %s is named',
  async (path) => {
    const file = join(build.dist, path);
    const bytes = readFileSync(file);
    bytes[10] = bytes[10]! ^ 1;
    writeFileSync(file, bytes);
    for (const suffix of ['.br', '.gz']) rmSync(file + suffix, { force: true });

    expect(await compareFolder(build.dist, manifest)).toEqual([{ path, what: 'has another SHA-256' }]);
    expect(await served()).toEqual([{ path, what: 'has another SHA-256' }]);
  },
);

test('a compressed copy that holds something else is named: it is what most visitors get', async () => {
  writeFileSync(join(build.dist, 'assets/app-12345678.js.gz'), gzipSync('steal()'));
  rmSync(join(build.dist, 'assets/app-12345678.js.br'));

  expect(await compareFolder(build.dist, manifest)).toEqual([
    { path: 'assets/app-12345678.js.gz', what: 'does not unpack to assets/app-12345678.js' },
  ]);
  expect(await served()).toEqual([{ path: 'assets/app-12345678.js', what: 'has 7 bytes, not 26000' }]);
});

test.each([
  ['.br', ''],
  ['.gz', ', to who takes no brotli'],
  ['', ', to who takes nothing compressed'],
])(
  'a copy that differs in one form only (%s) is named: which one a visitor gets, the browser decides',
  async (suffix, who) => {
    const file = join(build.dist, 'assets/app-12345678.js');
    const other = Buffer.from('export const answer = 43;\n'.repeat(1000));
    const pack = { '.br': brotliCompressSync, '.gz': gzipSync }[suffix] ?? ((bytes: Buffer) => bytes);
    writeFileSync(file + suffix, pack(other));

    expect(await served()).toEqual([{ path: 'assets/app-12345678.js', what: `has another SHA-256${who}` }]);
  },
);

test('a missing file is named', async () => {
  rmSync(join(build.dist, 'models/tiny/unet/model.onnx'));

  expect(await compareFolder(build.dist, manifest)).toEqual([
    { path: 'models/tiny/unet/model.onnx', what: 'is missing' },
  ]);
  expect(await served()).toEqual([{ path: 'models/tiny/unet/model.onnx', what: 'is not served (404)' }]);
});

test('a file too many is named', async () => {
  writeFileSync(join(build.dist, 'assets/tracker.js'), '');

  expect(await compareFolder(build.dist, manifest)).toEqual([
    { path: 'assets/tracker.js', what: 'is not part of the release' },
  ]);
});

test('a page that differs from index.html is named', async () => {
  const { address, close } = await serveSpoiled(build.dist, (request, response) => {
    if (request.url !== '/') return;
    response.end('<script src="https://tracker.example"></script>');
    return true;
  });

  const differences = await compareServed(address, manifest);
  close();

  expect(differences).toEqual([{ path: '/', what: expect.stringContaining('bytes, not') }]);
});

test("the host's own settings may differ", async () => {
  writeFileSync(join(build.dist, 'host.json'), '{"level":"strict"}');

  expect(await compareFolder(build.dist, manifest)).toEqual([]);
  expect(await served()).toEqual([]);
});
