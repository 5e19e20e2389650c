import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { modelFile } from '../../../src/catalog/catalog';
import { putChunk } from '../../../src/storage/model-cache';
import { everythingKept } from '../../../src/storage/look-through';

test('all that the browser keeps is looked through: settings, every stored value, and names of what is not the app’s', async () => {
  vi.stubGlobal('localStorage', { 'ephemera-settings': '{"theme":"dark"}' });
  const sha256 = 'f'.repeat(64);
  const file = modelFile({ id: 'tiny', files: [{ path: 'a.onnx', bytes: 3, sha256 }] }, 'a.onnx', 'https://host.test/');
  await putChunk(file, 0, Buffer.from('abc'));
  await new Promise((resolve) => (indexedDB.open('somebody-else').onsuccess = resolve));

  const kept: string[] = [];
  for await (const { name, bytes } of everythingKept()) kept.push(`${name}: ${Buffer.from(bytes).toString()}`);

  expect(kept).toEqual(
    expect.arrayContaining([
      'ephemera-settings: ephemera-settings {"theme":"dark"}',
      'ephemera-models: ephemera-models',
      'tiny/a.onnx: abc',
      expect.stringMatching(/^tiny\/a\.onnx: f{64}\/info .*"path":"a\.onnx"/),
      'somebody-else: somebody-else',
    ]),
  );
});
