import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emitModels } from '../../tools/build/emit-models';
import { readManifests } from '../../tools/build/model-folders';
import { responseHeaders } from '../../tools/headers';
import { addModel, type AddOptions } from '../../tools/models/add-model';
import { createStaticServer, listen } from '../../tools/serve-lib';

export type AddedModel = Pick<AddOptions, 'id' | 'source' | 'overrides'>;

/** A copy of the build as a host would serve it who added models of their own. */
export async function serveHostCopy(added: readonly AddedModel[]): Promise<{ address: string; close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'ephemera-host-'));
  const [dist, models] = [join(folder, 'dist'), join(folder, 'models')];
  cpSync('dist', dist, { recursive: true });
  for (const name of ['sticker', 'safety', 'face'])
    cpSync(join('models', name), join(models, name), { recursive: true });
  for (const model of added) await addModel({ ...model, modelsFolder: models, workFolder: join(folder, 'work') });
  rmSync(join(dist, 'models'), { recursive: true });
  emitModels(models, readManifests(models), join(dist, 'models'));
  const server = createStaticServer({ root: dist, headers: responseHeaders({ modelOrigins: [] }), base: '/' });
  const address = `http://localhost:${await listen(server, 0, '127.0.0.1')}/`;
  return {
    address,
    close() {
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
