import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namedError } from '../src/contract/errors';
import type { ModelManifest } from '../src/contract/manifest';
import { loadModel } from '../src/models/load';
import type { OnnxRuntime } from '../src/runtime/onnx-network';

/** Opens a model folder for Node's commands, with each file checked against the manifest as the page does. */
export async function openModelFolder(folder: string, runtime: OnnxRuntime) {
  const manifest = JSON.parse(
    await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => {
      throw namedError('ModelMissingError', `there is no manifest.json in ${folder}`);
    }),
  ) as ModelManifest;
  const readChecked = async (path: string, onBytes: (bytes: number) => void) => {
    const entry = manifest.files.find((file) => file.path === path);
    if (!entry) throw namedError('ModelMissingError', `the manifest of ${manifest.id} lists no ${path}`);
    const bytes = await readFile(join(folder, path));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== entry.sha256) throw namedError('ModelIntegrityError', `${path} is not the file the manifest names`);
    onBytes(bytes.length);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  };
  return loadModel(manifest, runtime, readChecked, { keepOpen: true, onProgress: () => undefined });
}
