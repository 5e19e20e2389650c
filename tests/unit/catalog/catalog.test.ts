import { describe, expect, test } from 'vitest';
import { firstPictureFiles, modelBytes, modelFile, readCatalog } from '../../../src/catalog/catalog';
import { aModel } from '../a-model';

describe('readCatalog', () => {
  test('gives the list of models', () => {
    expect(readCatalog({ models: [aModel()] })).toEqual([aModel()]);
  });

  test.each([
    ['nothing', null],
    ['a page’s text', '<!doctype html>'],
    ['no list', {}],
    ['an empty list', { models: [] }],
    ['a model that is null', { models: [null] }],
    ['a model without files', { models: [{ ...aModel(), files: undefined }] }],
    ['an id that is a path', { models: [aModel({ id: '../secret' })] }],
    ['an id with a slash', { models: [aModel({ id: 'a/b' })] }],
    ['a file above its folder', { models: [aModel({ files: [{ path: 'a/../../b', bytes: 1, sha256: '' }] })] }],
    ['a file from the root', { models: [aModel({ files: [{ path: '/etc/b', bytes: 1, sha256: '' }] })] }],
    [
      'a file above its folder by backslash',
      { models: [aModel({ files: [{ path: '..\\\\b', bytes: 1, sha256: '' }] })] },
    ],
    ['a file with a query', { models: [aModel({ files: [{ path: 'a?b', bytes: 1, sha256: '' }] })] }],
    ['a file without a path', { models: [{ ...aModel(), files: [{ bytes: 1 }] }] }],
    ['components that are null', { models: [{ ...aModel(), components: null }] }],
  ])('refuses %s by name', (_, json) => {
    expect(() => readCatalog(json)).toThrow(expect.objectContaining({ name: 'ModelIntegrityError' }));
  });
});

describe('modelFile', () => {
  test('is an address under this copy, with the length and hash that the manifest promises', () => {
    const file = modelFile(aModel(), 'unet/model.onnx', 'https://host.test/a/b/');

    expect(file).toEqual({
      url: 'https://host.test/a/b/models/tiny/unet/model.onnx',
      modelId: 'tiny',
      path: 'unet/model.onnx',
      bytes: 5,
      sha256: 'b'.repeat(64),
    });
  });

  test('knows only files of the manifest', () => {
    expect(() => modelFile(aModel(), 'a red apple', 'https://host.test/')).toThrow(
      expect.objectContaining({ name: 'ModelMissingError' }),
    );
  });
});

test('the bytes of a model are the sum of its files', () => {
  expect(modelBytes(aModel())).toBe(8);
});

test('the first picture needs its parts in the order of use, its words before the decoder, and no encoder of pictures', () => {
  const file = (path: string) => ({ path, bytes: 1, sha256: path });
  const model = aModel({
    components: {
      vae_decoder: { file: 'decoder' },
      vae_encoder: { file: 'encoder' },
      transformer: { file: 'transformer', external_data: ['transformer.data'] },
      text_encoder: { file: 'text' },
    },
    files: ['decoder', 'encoder', 'words.txt', 'text', 'transformer', 'transformer.data'].map(file),
  });

  expect(firstPictureFiles(model)).toEqual(['text', 'transformer', 'transformer.data', 'words.txt', 'decoder']);
});

test('a part whose file the device decides is not named ahead', () => {
  const model = aModel({
    components: { text_encoder: { file: 'text' }, unet: { file: 'wasm', variants: { webgpu: { file: 'gpu' } } } },
    files: ['text', 'wasm', 'gpu'].map((path) => ({ path, bytes: 1, sha256: path })),
  });

  expect(firstPictureFiles(model)).toEqual(['text']);
});
