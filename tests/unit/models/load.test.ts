import { describe, expect, test, vi } from 'vitest';
import type { Progress } from '../../../src/contract/progress';
import { loadModel, type ReadFile } from '../../../src/models/load';
import type { ExternalData, OnnxNetwork, OnnxRuntime } from '../../../src/runtime/onnx-network';
import { aModel } from '../a-model';
import { onnxBytes } from '../onnx-bytes';

/** Bytes that name their file, in two parts, as a download would bring them. */
const readName: ReadFile = async (path, onBytes) => {
  onBytes(1);
  onBytes(2);
  return new TextEncoder().encode(path);
};

function aRuntime(backend: 'wasm' | 'webgpu' = 'wasm') {
  const opened: { graph: string; externalData: readonly ExternalData[] }[] = [];
  const release = vi.fn(async () => undefined);
  const runtime: OnnxRuntime = {
    backend,
    async open(graph, externalData = []) {
      opened.push({ graph: new TextDecoder().decode(graph), externalData });
      return { inputs: [], outputs: [], run: async () => ({}), release } satisfies OnnxNetwork;
    },
  };
  return { runtime, opened, release };
}

const quiet = { keepOpen: true, onProgress: () => undefined };

test('a model whose part is on its way is given up, though that part never comes', async () => {
  const { runtime } = aRuntime();
  let fail: (reason: Error) => void = () => undefined;
  const never = new Promise<Uint8Array>((_, reject) => (fail = reject));
  const model = loadModel(aModel(), runtime, () => never, quiet);
  model.open('unet').catch(() => undefined);

  const disposed = model.dispose();
  fail(new Error('cancelled'));

  await expect(disposed).resolves.toBeUndefined();
});

describe('open', () => {
  test('reads a component when it is first asked for, and once', async () => {
    const { runtime, opened } = aRuntime();
    const model = loadModel(aModel(), runtime, readName, quiet);
    expect(opened).toEqual([]);

    const first = await model.open('unet');

    expect(await model.open('unet')).toBe(first);
    expect(opened).toEqual([{ graph: 'unet/model.onnx', externalData: [] }]);
  });

  test('takes the variant that was measured best on this backend', async () => {
    const components = { unet: { file: 'unet/a.onnx', variants: { webgpu: { file: 'unet/gpu.onnx' } } } };
    const gpu = aRuntime('webgpu');
    const cpu = aRuntime('wasm');

    await loadModel(aModel({ components }), gpu.runtime, readName, quiet).open('unet');
    await loadModel(aModel({ components }), cpu.runtime, readName, quiet).open('unet');

    expect([gpu.opened[0]!.graph, cpu.opened[0]!.graph]).toEqual(['unet/gpu.onnx', 'unet/a.onnx']);
  });

  test('names external data relative to the graph, as graphs do', async () => {
    const { runtime, opened } = aRuntime();
    const components = { unet: { file: 'unet/model.onnx', external_data: ['unet/model.onnx_data'] } };

    await loadModel(aModel({ components }), runtime, readName, quiet).open('unet');

    const data = new TextEncoder().encode('unet/model.onnx_data');
    expect(opened[0]!.externalData).toEqual([{ path: 'model.onnx_data', data }]);
  });

  test.each([
    ['an input that nothing fills', { inputs: [{ name: 'camera_pose' }] }, 'wants an input "camera_pose"'],
    ['an operator of another device', { operators: [{ type: 'Magic', domain: 'my.company' }] }, 'my.company.Magic'],
  ])('a graph with %s is refused before the weights beside it are fetched', async (_name, parts, reason) => {
    const components = { unet: { file: 'unet/model.onnx', external_data: ['unet/model.onnx_data'] } };
    const asked: string[] = [];
    const model = loadModel(
      aModel({ components, family: 'sd' }),
      aRuntime().runtime,
      async (path) => {
        asked.push(path);
        return new Uint8Array(onnxBytes(parts));
      },
      quiet,
    );

    await expect(model.open('unet')).rejects.toThrow(
      expect.objectContaining({ name: 'ModelUnsupportedError', message: expect.stringContaining(reason) }),
    );

    expect(asked).toEqual(['unet/model.onnx']);
  });

  test('a model whose manifest tells what speaks against it is refused before anything is fetched', async () => {
    const outline = { inputs: [{ name: 'sample', type: 'ONNX type 16', dims: [] }], outputs: [], operators: ['Conv'] };
    const components = { unet: { file: 'unet/model.onnx', outline } };
    const read = vi.fn(readName);
    const model = loadModel(aModel({ components, family: 'sd' }), aRuntime().runtime, read, quiet);

    await expect(model.open('unet')).rejects.toThrow('"sample" is of ONNX type 16, which the runtime cannot take');

    expect(read).not.toHaveBeenCalled();
  });

  test('a component that the model does not have is a ModelUnsupportedError', async () => {
    const model = loadModel(aModel(), aRuntime().runtime, readName, quiet);

    await expect(model.open('safety_checker')).rejects.toThrow(
      expect.objectContaining({ name: 'ModelUnsupportedError' }),
    );
  });

  test('after a failure the next job may try again', async () => {
    const { runtime } = aRuntime();
    const failing = vi.fn(readName).mockRejectedValueOnce(new Error('no connection'));
    const model = loadModel(aModel(), runtime, failing, quiet);
    await expect(model.open('unet')).rejects.toThrow('no connection');

    await expect(model.open('unet')).resolves.toBeDefined();
  });
});

test('a small file is read once and kept', async () => {
  const read = vi.fn(readName);
  const model = loadModel(aModel(), aRuntime().runtime, read, quiet);

  await model.file('words.txt');
  await model.file('words.txt');

  expect(read).toHaveBeenCalledOnce();
});

test('progress adds up over files, and never runs past the whole', async () => {
  const seen: Progress[] = [];
  const model = loadModel(aModel(), aRuntime().runtime, readName, { keepOpen: true, onProgress: (p) => seen.push(p) });

  await model.open('text_encoder');
  await model.open('unet');
  await model.file('not in the list');

  const loaded = seen.flatMap((progress) => (progress.stage === 'downloading' ? [progress.loadedBytes] : []));
  expect(loaded).toEqual([1, 3, 4, 6, 7, 8]);
  expect(seen).toContainEqual({ stage: 'preparing', component: 'unet' });
});

test('bytes of a failed download are not counted twice', async () => {
  const seen: Progress[] = [];
  const breaking = vi.fn(readName).mockImplementationOnce(async (_, onBytes) => {
    onBytes(3);
    throw new Error('no connection');
  });
  const model = loadModel(aModel(), aRuntime().runtime, breaking, { ...quiet, onProgress: (p) => seen.push(p) });
  await model.open('unet').catch(() => undefined);
  seen.length = 0;

  await model.open('unet');

  expect(seen[0]).toEqual({ stage: 'downloading', loadedBytes: 1, totalBytes: 8 });
});

describe('done', () => {
  test('frees a component of a large model, and the next job opens it again', async () => {
    const { runtime, opened, release } = aRuntime();
    const model = loadModel(aModel(), runtime, readName, { ...quiet, keepOpen: false });
    await model.open('unet');

    await model.done('unet');
    await model.open('unet');

    expect(release).toHaveBeenCalledOnce();
    expect(opened).toHaveLength(2);
  });

  test('leaves a small model open', async () => {
    const { runtime, release } = aRuntime();
    const model = loadModel(aModel(), runtime, readName, quiet);
    await model.open('unet');

    await model.done('unet');

    expect(release).not.toHaveBeenCalled();
  });
});

test('dispose frees every component', async () => {
  const { runtime, release } = aRuntime();
  const model = loadModel(aModel(), runtime, readName, quiet);
  await model.open('unet');
  await model.open('text_encoder');

  await model.dispose();

  expect(release).toHaveBeenCalledTimes(2);
});

describe('readAhead', () => {
  const files = ['text_encoder/model.onnx', 'unet/model.onnx'];
  const tick = () => new Promise((resolve) => setTimeout(resolve));

  test('reads while the runtime is still starting, and each file once', async () => {
    const { runtime, opened } = aRuntime();
    const read = vi.fn(readName);
    let start: (ready: OnnxRuntime) => void = () => undefined;
    const model = loadModel(aModel(), new Promise<OnnxRuntime>((resolve) => (start = resolve)), read, quiet);

    void model.readAhead(files);
    void model.readAhead(files);
    const opening = model.open('unet');
    await tick();
    expect([read.mock.calls.map(([path]) => path), opened]).toEqual([files, []]);

    start(runtime);
    await opening;
    expect([opened[0]!.graph, read.mock.calls.length]).toEqual(['unet/model.onnx', 2]);
  });

  test('asks for 3 MB ahead in the order given, whoever asks for a later file, and for what is needed last after them', async () => {
    const reading: string[] = [];
    const arrive = new Map<string, () => void>();
    const read = (path: string) =>
      new Promise<Uint8Array>((resolve) => {
        reading.push(path);
        arrive.set(path, () => resolve(new TextEncoder().encode(path)));
      });
    const files = [...'abcdef'];
    const ofOneMegabyte = files.map((path) => ({ path, bytes: 1e6, sha256: '' }));
    const model = loadModel(aModel({ files: ofOneMegabyte }), aRuntime().runtime, read, quiet);

    const all = model.readAhead(files, () => read('check'));
    void model.readAhead(files);
    const last = model.file('f');
    await tick();
    expect(reading).toEqual([...'abc']);

    arrive.get('b')!();
    await tick();
    expect(reading).toEqual([...'abcd']);

    for (const path of files) {
      arrive.get(path)?.();
      await tick();
    }
    await all;
    expect([reading, new TextDecoder().decode(await last)]).toEqual([[...files, 'check'], 'f']);
  });

  test('a file that failed is read again when it is needed', async () => {
    const { runtime, opened } = aRuntime();
    const read = vi.fn(readName).mockRejectedValueOnce(new Error('no host'));
    const model = loadModel(aModel(), runtime, read, quiet);

    await model.readAhead(files);
    await model.open('text_encoder');

    expect([opened[0]!.graph, read.mock.calls.length]).toEqual(['text_encoder/model.onnx', 3]);
  });

  test('what was opened already is not read again', async () => {
    const read = vi.fn(readName);
    const model = loadModel(aModel(), aRuntime().runtime, read, quiet);
    await model.open('unet');

    await model.readAhead(files);

    expect(read.mock.calls.map(([path]) => path)).toEqual(['unet/model.onnx', 'text_encoder/model.onnx']);
  });
});

test('progress counts up to what a job needs, where that is known', async () => {
  const heard: Progress[] = [];
  const model = loadModel(aModel(), aRuntime().runtime, readName, {
    keepOpen: true,
    totalBytes: 5,
    onProgress: (progress) => heard.push(progress),
  });

  await model.open('unet');
  await model.open('text_encoder');

  const last = heard.findLast(({ stage }) => stage === 'downloading');
  expect(last).toEqual({ stage: 'downloading', loadedBytes: 5, totalBytes: 5 });
});
