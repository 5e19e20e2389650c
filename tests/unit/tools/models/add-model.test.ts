import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ModelManifest } from '../../../../src/contract/manifest.ts';
import { filesOf, sha256Of } from '../../../../tools/build/files-of.ts';
import { addModel, type AddOptions } from '../../../../tools/models/add-model.ts';
import { manifestProblems } from '../../../../tools/models/check-manifest.ts';
import { checkModels } from '../../../../tools/models/check-models.ts';
import { openGraphs } from '../../../../tools/models/open-graphs.ts';
import { startHub, type Hub } from './hub.ts';
import { onnxBytes } from '../../onnx-bytes.ts';

const golden = join(import.meta.dirname, '../../../golden/models');
const fixtures = readdirSync(golden).filter((name) => existsSync(join(golden, name, 'model_index.json')));
let folder: string;
let models: string;
let hub: Hub;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'add-'));
  models = join(folder, 'models');
  hub = await startHub();
});

afterEach(() => {
  hub.close();
  rmSync(folder, { recursive: true });
});

function add(source: string, more: Partial<AddOptions> = {}): Promise<ModelManifest> {
  const download = { retries: 2, retryDelayMs: 1, stallMs: 500 };
  return addModel({ id: 'tiny', source, modelsFolder: models, workFolder: join(folder, 'work'), download, ...more });
}

/** A copy of a fixture that may be spoiled. */
function copyOf(name: string): string {
  cpSync(join(golden, name), join(folder, name), { recursive: true });
  return join(folder, name);
}

function publish(name: string): void {
  for (const path of filesOf(join(golden, name))) {
    hub.files.set(`repo/${path}`, { content: readFileSync(join(golden, name, path)), manners: ['redirect'] });
  }
}

test.each(fixtures)('the fixture %s is added from its folder, and checks', async (name) => {
  const manifest = await add(join(golden, name));
  const lines: string[] = [];

  expect(manifestProblems(manifest)).toEqual([]);
  expect(
    await checkModels(
      models,
      undefined,
      async () => {},
      (line) => lines.push(line),
    ),
  ).toBe(0);
  expect(lines).toEqual(['tiny: good']);
});

test('graphs, with their external data, open in the runtime of the page', async () => {
  await expect(add(join(golden, 'tiny-lcm'), { tryOpening: openGraphs })).resolves.toMatchObject({ id: 'tiny' });
}, 120_000);

test.each<[string, Partial<ModelManifest>]>([
  [
    'tiny-sd15',
    { family: 'sd', defaults: { num_inference_steps: 25, guidance_scale: 7.5, width: 64, height: 64, strength: 0.6 } },
  ],
  [
    'tiny-sdturbo',
    { family: 'sd', defaults: { num_inference_steps: 1, guidance_scale: 0, width: 64, height: 64, strength: 0.6 } },
  ],
  ['tiny-lcm', { family: 'lcm', tasks: ['text-to-image', 'image-to-image', 'inpaint'] }],
  ['tiny-sdxl', { family: 'sdxl', vae: { scaling_factor: 0.13025, latent_channels: 4, downscale: 8 } }],
  ['tiny-sd15-inpaint9', { family: 'sd', tasks: ['inpaint'] }],
])('%s is described by what its files say', async (name, expected) => {
  expect(await add(join(golden, name))).toMatchObject(expected);
});

test('the scheduler configuration is kept word for word, and half floats ask for what they need', async () => {
  const manifest = await add(join(golden, 'tiny-sdturbo-fp16'));

  expect(manifest.scheduler).toEqual(
    JSON.parse(readFileSync(join(golden, 'tiny-sdturbo-fp16/scheduler/scheduler_config.json'), 'utf8')),
  );
  expect(manifest.requires.features).toEqual(['shader-f16']);
});

test('what the person says goes before what is read', async () => {
  const manifest = await add(join(golden, 'tiny-sd15'), {
    overrides: { title: 'Mine', steps: 12, guidance: 3, size: [128, 64], licence: 'CC0' },
  });

  expect(manifest).toMatchObject({
    title: 'Mine',
    licence: { name: 'CC0' },
    defaults: { num_inference_steps: 12, guidance_scale: 3, width: 128, height: 64 },
  });
});

test('a model comes from a hub whole, external data and all, through redirects', async () => {
  publish('tiny-lcm');

  const manifest = await add(`${hub.address}repo`);

  expect(manifest.components['unet']).toMatchObject({
    file: 'unet/model.onnx',
    external_data: ['unet/model.onnx_data'],
  });
  for (const { path, sha256 } of manifest.files) {
    expect(await sha256Of(join(models, 'tiny', path))).toBe(sha256);
    expect(await sha256Of(join(golden, 'tiny-lcm', path))).toBe(sha256);
  }
  expect(filesOf(join(models, 'tiny')).sort()).toEqual(
    [...manifest.files.map(({ path }) => path), 'manifest.json'].sort(),
  );
});

test('a break that outlasts the retries loses nothing: the next call fetches only what is missing', async () => {
  publish('tiny-sd15');
  const unet = hub.files.get('repo/unet/model.onnx')!;
  unet.manners = ['break', 'busy'];
  await expect(add(`${hub.address}repo`)).rejects.toThrow('run the command again to go on');
  expect(existsSync(join(models, 'tiny'))).toBe(false);
  hub.requests.length = 0;

  unet.manners = ['redirect'];
  await add(`${hub.address}repo`);

  const whole = hub.requests.filter(
    (request) => request.startsWith('repo/text_encoder/model.onnx') && !request.includes('bytes='),
  );
  expect(hub.requests.some((request) => /^repo\/unet\/model.onnx bytes=[1-9]\d+-$/.test(request))).toBe(true);
  expect(whole).toEqual(['repo/text_encoder/model.onnx']); // one HEAD, to see that it is still the same
});

test('a model that another copy of the app publishes keeps its manifest, and a wrong hash is refused', async () => {
  await add(join(golden, 'tiny-sdturbo'), { overrides: { title: 'Published' } });
  const copy = await add(join(models, 'tiny'), { id: 'again' });
  expect(copy.title).toBe('Published');

  const published = join(folder, 'published');
  cpSync(join(models, 'tiny'), published, { recursive: true });
  writeFileSync(join(published, 'unet/model.onnx'), 'something else');
  await expect(add(published, { id: 'spoiled' })).rejects.toThrow(/unet\/model.onnx: its SHA-256 is .* Refused/);
  expect(existsSync(join(models, 'spoiled'))).toBe(false);
});

test('an input that no pipeline fills is named, before any weights are fetched', async () => {
  publish('tiny-sd15');
  const inputs = ['sample', 'timestep', 'encoder_hidden_states', 'camera_pose'].map((name) => ({ name }));
  const content = onnxBytes({ inputs, weights: [{ name: 'w', bytes: 5_000_000 }] });
  hub.files.set('repo/unet/model.onnx', { content });

  await expect(add(`${hub.address}repo`)).rejects.toThrow('unet wants an input "camera_pose" that is not known here');

  expect(hub.requests.filter((request) => request === 'repo/unet/model.onnx')).toEqual([]); // parts only
});

test.each([
  [
    'an operator for another device',
    { type: 'GroupNorm', domain: 'com.microsoft' },
    'the operator com.microsoft.GroupNorm, which browsers cannot run',
  ],
  ['an operator of its own', { type: 'Magic', domain: 'my.company' }, 'the operator my.company.Magic'],
])('%s is named', async (_name, operator, message) => {
  const source = copyOf('tiny-sd15');
  const inputs = ['sample', 'timestep', 'encoder_hidden_states'].map((name) => ({ name }));
  writeFileSync(join(source, 'unet/model.onnx'), onnxBytes({ inputs, operators: [operator] }));

  await expect(add(source)).rejects.toThrow(message);
});

test('an SDXL export without hidden states is refused', async () => {
  const source = copyOf('tiny-sdxl');
  writeFileSync(
    join(source, 'text_encoder/model.onnx'),
    onnxBytes({ inputs: [{ name: 'input_ids', elementType: 7 }] }),
  );

  await expect(add(source)).rejects.toThrow('text_encoder was exported without its hidden states, which SDXL needs');
});

test('a graph that the runtime does not open is refused in its words', async () => {
  const source = copyOf('tiny-sd15');
  const inputs = ['sample', 'timestep', 'encoder_hidden_states'].map((name) => ({ name }));
  writeFileSync(join(source, 'unet/model.onnx'), onnxBytes({ inputs, operators: [{ type: 'NoSuchOperator' }] }));

  await expect(add(source, { tryOpening: openGraphs })).rejects.toThrow('unet does not open');
  expect(existsSync(join(models, 'tiny'))).toBe(false);
});

test.each([
  ['unet/model.onnx', 'there is no unet'],
  ['tokenizer/vocab.json', 'it has no tokenizer'],
  ['scheduler/scheduler_config.json', 'scheduler_config.json that names a scheduler'],
  ['unet/model.onnx_data', 'unet/model.onnx_data is not in the folder'],
])('a model without %s is told so', async (path, message) => {
  const source = copyOf('tiny-lcm');
  rmSync(join(source, path));

  await expect(add(source)).rejects.toThrow(message);
});

test.each([
  [
    'an unknown scheduler',
    'scheduler/scheduler_config.json',
    '{"_class_name":"MyScheduler"}',
    'its scheduler, MyScheduler, is not known here',
  ],
  ['a configuration that is not JSON', 'vae_decoder/config.json', '{', 'vae_decoder/config.json is not JSON'],
  ['a page in place of a graph', 'unet/model.onnx', '<!doctype html>', 'unet/model.onnx: this is not an ONNX graph'],
])('a model with %s is told so', async (_name, path, content, message) => {
  const source = copyOf('tiny-sd15');
  writeFileSync(join(source, path), content);

  await expect(add(source)).rejects.toThrow(message);
});

test('a host that answers everything with a page offers no model', async () => {
  for (const path of filesOf(join(golden, 'tiny-sd15')))
    hub.files.set(`repo/${path}`, { content: Buffer.alloc(1), manners: ['page'] });

  await expect(add(`${hub.address}repo`)).rejects.toThrow('no scheduler/scheduler_config.json');
});

test.each([
  ['nowhere', { source: '/no/such/folder' }, 'neither a folder, nor an address'],
  ['under an id that is none', { id: '../x' }, 'cannot be an id'],
])('a model is not added from %s', async (_name, options, message) => {
  await expect(add(join(golden, 'tiny-sd15'), options)).rejects.toThrow(message);
});

test('check names a file that was changed, cut or lost', async () => {
  await add(copyOf('tiny-sd15')); // the copy: files are hard links
  const lines: string[] = [];
  writeFileSync(join(models, 'tiny/merges'), '');
  rmSync(join(models, 'tiny/tokenizer/merges.txt'));
  writeFileSync(join(models, 'tiny/tokenizer/vocab.json'), '{}');

  const count = await checkModels(
    models,
    'tiny',
    async () => {},
    (line) => lines.push(line),
  );

  expect(count).toBe(2);
  expect(lines.join('\n')).toMatch(/tokenizer\/vocab.json has 2 bytes[\s\S]*tokenizer\/merges.txt is missing/);
});
