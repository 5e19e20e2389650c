import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addIntegrity } from '../../../../tools/build/integrity.ts';
import { packageOf } from '../../../../tools/build/bundled-packages.ts';
import { parseBuildManifest } from '../../../../src/contract/build-manifest.ts';
import { writeBuildManifest } from '../../../../tools/build/build-manifest.ts';
import { compressFolder } from '../../../../tools/build/compress.ts';
import { emitModels } from '../../../../tools/build/emit-models.ts';
import { hostFiles } from '../../../../tools/build/host-files.ts';
import { readManifests } from '../../../../tools/build/model-folders.ts';
import { responseHeaders } from '../../../../tools/headers.ts';
import type { ModelManifest } from '../../../../src/contract/manifest.ts';

let folder: string;
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'build-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, data: string | Buffer): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), data);
}

function addModel(id: string, file = 'unet/model.onnx', bytes = 3): void {
  write(`models/${id}/unet/model.onnx`, 'abc');
  write(`models/${id}/manifest.json`, JSON.stringify({ id, files: [{ path: file, bytes, sha256: sha256('abc') }] }));
}

test('the default model comes first, the others by id', () => {
  for (const id of ['zebra', 'sticker', 'apple']) addModel(id);
  write('models/training/notes.txt', 'no manifest here');

  expect(readManifests(join(folder, 'models')).map(({ id }) => id)).toEqual(['sticker', 'apple', 'zebra']);
});

test('only listed files of a model are published, and the index holds every manifest', () => {
  addModel('tiny');
  write('models/tiny/private.txt', 'not listed');
  const manifests = readManifests(join(folder, 'models'));

  emitModels(join(folder, 'models'), manifests, join(folder, 'dist/models'));

  expect(readFileSync(join(folder, 'dist/models/tiny/unet/model.onnx'), 'utf8')).toBe('abc');
  expect(() => statSync(join(folder, 'dist/models/tiny/private.txt'))).toThrow();
  const index = JSON.parse(readFileSync(join(folder, 'dist/models/index.json'), 'utf8')) as { models: ModelManifest[] };
  expect(index.models).toEqual(manifests);
});

test.each([
  ['a size that differs', 'unet/model.onnx', 4, 'not the 4 that are listed'],
  ['a missing file', 'vae/model.onnx', 3, 'not there'],
  ['a path out of its folder', '../../secret', 3, 'points out'],
])('a model with %s stops the build', (_name, file, bytes, message) => {
  addModel('tiny', file, bytes);
  const models = join(folder, 'models');

  expect(() => emitModels(models, readManifests(models), join(folder, 'dist/models'))).toThrow(message);
});

test('the build manifest lists every file with its SHA-256, in one order, and nothing else', async () => {
  write('dist/index.html', '<p>');
  write('dist/assets/b.js', 'b');
  write('dist/notices.txt', 's');
  write('dist/host.json', "the host's own");
  write('dist/.well-known/security.txt', "the host's own");

  await writeBuildManifest(join(folder, 'dist'));

  const text = readFileSync(join(folder, 'dist/build-manifest.json'), 'utf8');
  expect(parseBuildManifest(text)).toEqual({
    format: 1,
    name: 'ephemera',
    files: [
      { path: 'assets/b.js', bytes: 1, sha256: sha256('b') },
      { path: 'index.html', bytes: 3, sha256: sha256('<p>') },
      { path: 'notices.txt', bytes: 1, sha256: sha256('s') },
    ],
  });
});

test.each(['<!doctype html>', '{}', '{"format":1,"files":[{"path":"../x","bytes":1,"sha256":"00"}]}', 'null'])(
  'what is not a build manifest is refused: %s',
  (text) => {
    expect(() => parseBuildManifest(text)).toThrow(/build manifest/);
  },
);

test('what shrinks gets compressed copies that unpack to the same bytes; noise and small files get none', async () => {
  const text = 'export const x = 1;\n'.repeat(500);
  const noise = Buffer.from(
    Array.from({ length: 64 }, (_, i) => createHash('sha256').update(`${i}`).digest()).flatMap((b) => [...b]),
  );
  write('dist/a.js', text);
  write('dist/noise.bin', noise);
  write('dist/small.js', 'x');

  await compressFolder(join(folder, 'dist'), join(folder, 'cache'));

  expect(brotliDecompressSync(readFileSync(join(folder, 'dist/a.js.br'))).toString()).toBe(text);
  expect(gunzipSync(readFileSync(join(folder, 'dist/a.js.gz'))).toString()).toBe(text);
  for (const absent of ['noise.bin.br', 'noise.bin.gz', 'small.js.br']) {
    expect(() => statSync(join(folder, 'dist', absent))).toThrow();
  }
});

test('scripts and style sheets of the page carry the hash of their content', () => {
  write('dist/assets/a.js', 'a');
  write(
    'dist/index.html',
    '<script type="module" crossorigin src="./assets/a.js"></script><link rel="icon" href="./i.svg">',
  );

  addIntegrity(join(folder, 'dist'));

  const digest = createHash('sha384').update('a').digest('base64');
  expect(readFileSync(join(folder, 'dist/index.html'), 'utf8')).toBe(
    `<script type="module" crossorigin src="./assets/a.js" integrity="sha384-${digest}"></script><link rel="icon" href="./i.svg">`,
  );
});

test.each(Object.entries(hostFiles()))('%s holds every header', (_name, text) => {
  const plain = text.replaceAll('\\"', '"');
  for (const value of Object.values(responseHeaders())) expect(plain).toContain(value);
});

test.each([
  ['/x/node_modules/@scope/name/a.js', '@scope/name'],
  ['/x/node_modules/a/node_modules/b/c.js', 'b'],
  ['../node_modules/onnxruntime-web/dist/a.wasm', 'onnxruntime-web'],
  ['/x/src/main.ts', undefined],
])('the package of %s is %s', (path, name) => {
  expect(packageOf(path)).toBe(name);
});
