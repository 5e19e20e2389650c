import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manifestProblems } from '../../../../tools/models/check-manifest.ts';

const models = join(import.meta.dirname, '../../../../models');
const manifests = readdirSync(models)
  .map((id) => join(models, id, 'manifest.json'))
  .filter((file) => existsSync(file));

const good = {
  id: 'tiny',
  title: 'Tiny',
  summary: 'A test.',
  family: 'sd',
  tasks: ['text-to-image'],
  components: { unet: { file: 'unet/model.onnx', external_data: ['unet/model.onnx_data'] } },
  files: ['unet/model.onnx', 'unet/model.onnx_data'].map((path) => ({ path, bytes: 1, sha256: 'a'.repeat(64) })),
  scheduler: { _class_name: 'EulerDiscreteScheduler', anything: 'goes' },
  vae: { scaling_factor: 0.18215, latent_channels: 4, downscale: 8 },
  defaults: { num_inference_steps: 4, guidance_scale: 0, width: 64, height: 64 },
  limits: { sizes: [[64, 64]], max_steps: 50, negative_prompt: true },
  requires: {},
  licence: { name: 'MIT', url: '', commercial_use: true },
  content_rules: '',
  source: '',
};

test('a good manifest has no problems', () => {
  expect(manifestProblems(good)).toEqual([]);
});

test.each([
  ['an unknown field', { ...good, extra: 1 }, 'must NOT have additional properties ("extra")'],
  ['no title', { ...good, title: undefined }, "must have required property 'title'"],
  ['an unknown family', { ...good, family: 'gan' }, 'family must be equal to one of the allowed values'],
  [
    'a path out of the folder',
    { ...good, files: [{ ...good.files[0], path: '../x' }] },
    'files.0.path must match pattern',
  ],
  [
    'a hash that is none',
    { ...good, files: [{ ...good.files[0], sha256: 'abc' }] },
    'files.0.sha256 must match pattern',
  ],
  ['an unlisted file', { ...good, files: good.files.slice(0, 1) }, 'unet/model.onnx_data is used but not in the list'],
  ['a file listed twice', { ...good, files: [...good.files, good.files[0]] }, 'unet/model.onnx is listed twice'],
  ['a size off the grid', { ...good, limits: { ...good.limits, sizes: [[60, 64]] } }, '60x64 is not a multiple of 8'],
  [
    'a preview matrix of another width',
    { ...good, vae: { ...good.vae, latent_rgb_factors: [[0, 0, 0]] } },
    'has 1 rows for 4 channels',
  ],
  ['nothing', null, 'must be object'],
])('a manifest with %s is told so', (_name, manifest, message) => {
  expect(manifestProblems(JSON.parse(JSON.stringify(manifest))).join('\n')).toContain(message);
});

test.runIf(manifests.length > 0).each(manifests.map((file) => [file.slice(models.length + 1), file]))(
  'models/%s is good',
  (_name, file) => {
    expect(manifestProblems(JSON.parse(readFileSync(file, 'utf8')))).toEqual([]);
  },
);
