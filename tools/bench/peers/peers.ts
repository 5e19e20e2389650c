import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { decode as decodePng } from 'fast-png';
import { build } from 'vite';
import { findChromium } from '../../../tests/browser/chromium';
import { tokenizerOf } from '../../../src/pipelines/encode-prompt';
import { padIds } from '../../../src/tokenizers/clip-tokenizer';
import { manifestOfFolder, openPlainFolder } from '../../conformance/plain-folder';
import { nodeRuntime } from '../../node-runtime';
import { listen } from '../../serve-lib';
import { median, rounded, type Measurement } from '../measurement';
import { chromiumArguments } from '../visits';
import { peerPackage } from './packages';

const fixture = resolve('tests', 'golden', 'models', 'tiny-sdturbo');
const prompt = 'Paris with the river in the background';
const runs = 5;
const sessionsOfPeer = 'https://huggingface.co/schmuell/sd-turbo-ort-web/resolve/main/';
const sigma = 14.6146;

interface Run {
  readonly loadMs: number;
  readonly pictureMs: number;
  readonly peakBytes: number;
  readonly pixels: Uint8Array;
  readonly edge: number;
}

/**
 * web-txt2img, the one public package for text to image in a browser that a registry has, and Ephemera: one step of the
 * same random SD-Turbo (a fixture), each in a fresh browser, in turns. Its downloads are answered from the fixture. The
 * peer's noise is given to both. The reference is the same step in double precision over native onnxruntime.
 */
export async function* peers(): AsyncGenerator<Measurement> {
  const peerFolder = await peerPackage('web-txt2img');
  const native = createRequire(import.meta.url)(join(await peerPackage('onnxruntime-node'), 'dist', 'index.js')) as Ort;
  const out = resolve('.cache', 'peers', 'ours');
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: out,
      lib: { entry: resolve('tools', 'bench', 'peers', 'ours.ts'), formats: ['es'], fileName: 'ours' },
      rollupOptions: { external: ['onnxruntime-web'] },
    },
  });
  const model = openPlainFolder(fixture, nodeRuntime(1));
  const tokenizer = await tokenizerOf(model);
  const padded = padIds(tokenizer, tokenizer.encode(prompt)).ids;
  await model.dispose();
  const noise = peerNoise(7, 4 * 64 * 64);

  const server = createServer((request, response) => {
    void answer(request.url ?? '/', {
      '/ours/': `${out}/`,
      '/peer/': `${peerFolder}/dist/`,
      '/model/': `${fixture}/`,
    }).then(({ status, type, body }) => {
      response.writeHead(status, {
        'Content-Type': type,
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      });
      response.end(body);
    });
  });
  const port = await listen(server, 0);
  const at = `http://localhost:${port}/`;
  const all: { ours: Run[]; peer: Run[] } = { ours: [], peer: [] };
  const raw: number[] = [];
  try {
    for (let i = 0; i < 3; i++) {
      all.peer.push(await inFreshBrowser(at, (page) => page.evaluate(runPeer, { padded, prompt, runs })));
      const edge = all.peer[0]!.edge;
      const manifest = manifestOfFolder(fixture);
      all.ours.push(
        await inFreshBrowser(at, (page) => page.evaluate(runOurs, { manifest, prompt, edge, runs, noise: [...noise] })),
      );
      raw.push(...(await inFreshPage(at, (page) => page.evaluate(runRaw, { padded, runs, noise: [...noise] }))));
    }
  } finally {
    server.close();
  }

  const expected = await reference(native, padded, noise);
  const note =
    'web-txt2img 0.3.1, SD-Turbo’s structure with random narrow weights, 1 step, WASM, same onnxruntime-web; 3 fresh browsers each in turns';
  for (const [name, unit, pick] of [
    ['load', 'ms', (run: Run) => run.loadMs],
    ['picture', 'ms', (run: Run) => run.pictureMs],
    ['peak-memory', 'MB', (run: Run) => run.peakBytes / 1e6],
  ] as const) {
    const [ours, peer] = [median(all.ours.map(pick)), median(all.peer.map(pick))];
    yield {
      name: `peer-web-txt2img-${name}-ratio`,
      value: rounded(ours / peer),
      unit: '× the peer’s',
      comparedWith: `target 0.8; ours ${rounded(ours)} ${unit}, peer ${rounded(peer)} ${unit}`,
      note,
    };
  }
  const picture = median(all.peer.map(({ pictureMs }) => pictureMs));
  yield {
    name: 'peer-web-txt2img-floor-ratio',
    value: rounded(median(raw) / picture),
    unit: '× the peer’s',
    comparedWith: `${rounded(median(raw))} ms of the runtime’s own calls of the same three networks, without a pipeline`,
    note: 'no pipeline over this runtime’s networks goes below it',
  };
  yield {
    name: 'peer-web-txt2img-error',
    value: rounded(meanError(all.ours[0]!.pixels, expected)),
    unit: 'mean difference from the reference, of 255',
    comparedWith: `${rounded(meanError(all.peer[0]!.pixels, expected))} of the peer`,
    note: 'reference: native onnxruntime, one Euler step in double precision',
  };
}

type Ort = typeof import('onnxruntime-web');

/** The peer's own generator, so that both begin alike: mulberry32 and Box and Muller's cosine. */
function peerNoise(seed: number, count: number): Float32Array {
  let t = seed >>> 0;
  const uniform = () => {
    t += 0x6d2b79f5;
    let r = Math.imul(t ^ (t >>> 15), 1 | t);
    r ^= r + Math.imul(r ^ (r >>> 7), 61 | r);
    return ((r ^ (r >>> 14)) >>> 0) / 4294967296;
  };
  return Float32Array.from({ length: count }, () => {
    const u = uniform();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * uniform());
  });
}

async function answer(url: string, folders: Readonly<Record<string, string>>) {
  const page =
    '<!doctype html><script type="importmap">{"imports":{"onnxruntime-web":"/ort/ort.wasm.min.mjs"}}</script>';
  if (url === '/') return { status: 200, type: 'text/html', body: page };
  const types: Readonly<Record<string, string>> = {
    '.js': 'text/javascript',
    '.mjs': 'text/javascript',
    '.wasm': 'application/wasm',
  };
  const all = { ...folders, '/ort/': `${resolve('node_modules', 'onnxruntime-web', 'dist')}/` };
  const found = Object.entries(all).find(([prefix]) => url.startsWith(prefix));
  const body = found && (await readFile(join(found[1], url.slice(found[0].length))).catch(() => undefined));
  if (!body) return { status: 404, type: 'text/plain', body: 'Not found.' };
  return { status: 200, type: types[extname(url)] ?? 'application/octet-stream', body };
}

interface InPage {
  readonly loadMs: number;
  readonly times: readonly number[];
  readonly png: readonly number[];
}

async function inFreshPage<T>(at: string, run: (page: Page, browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  try {
    const page = await browser.newPage();
    await page.addInitScript('globalThis.__name = (value) => value'); // tsx leaves calls of it in what goes to the page
    await page.route(`${sessionsOfPeer}**`, async (route) => {
      const path = new URL(route.request().url()).pathname.split('/resolve/main/')[1]!;
      const headers = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
      await route.fulfill({ path: join(fixture, path), headers });
    });
    await page.goto(at);
    return await run(page, browser);
  } finally {
    await browser.close();
  }
}

function inFreshBrowser(at: string, run: (page: Page) => Promise<InPage>): Promise<Run> {
  return inFreshPage(at, async (page, browser) => {
    const { loadMs, times, png } = await run(page);
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = (await session.send('SystemInfo.getProcessInfo')) as {
      processInfo: { type: string; id: number }[];
    };
    const peaks = await Promise.all(processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id)));
    const picture = decodePng(Uint8Array.from(png));
    return {
      ...{ loadMs, pictureMs: median(times), peakBytes: Math.max(...peaks), edge: picture.width },
      pixels: Uint8Array.from(picture.data),
    };
  });
}

/** The most memory that a process ever held, by Linux's own count. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return 1024 * Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? NaN);
}

/** Runs in the page. */
async function runPeer(given: { padded: number[]; prompt: string; runs: number }): Promise<InPage> {
  const [ort, peer] = await Promise.all([
    import('/ort/ort.wasm.min.mjs' as string),
    import('/peer/index.js' as string),
  ]);
  const started = performance.now();
  const loaded = await peer.loadModel('sd-turbo', {
    ...{ ort, backendPreference: ['wasm'], wasmPaths: '/ort/', wasmNumThreads: 2 },
    tokenizerProvider: async () => async () => ({ input_ids: given.padded }),
  });
  if (!loaded.ok) throw new Error(loaded.message);
  const loadMs = performance.now() - started;
  const times: number[] = [];
  let blob = new Blob();
  for (let i = 0; i <= given.runs; i++) {
    const began = performance.now();
    const made = await peer.generateImage({ model: 'sd-turbo', prompt: given.prompt, seed: 7 });
    if (!made.ok) throw new Error(made.message);
    blob = made.blob;
    if (i > 0) times.push(performance.now() - began);
  }
  return { loadMs, times, png: [...new Uint8Array(await blob.arrayBuffer())] };
}

/** Runs in the page. */
async function runOurs(given: {
  manifest: unknown;
  prompt: string;
  edge: number;
  runs: number;
  noise: number[];
}): Promise<InPage> {
  const [ort, ours] = await Promise.all([import('/ort/ort.wasm.min.mjs' as string), import('/ours/ours.js' as string)]);
  ort.env.wasm.wasmPaths = '/ort/';
  ort.env.wasm.numThreads = 2;
  const noise = Float32Array.from(given.noise);
  const started = performance.now();
  const draw = await ours.open(given.manifest, '/model');
  const loadMs = performance.now() - started;
  const times: number[] = [];
  let blob = new Blob();
  for (let i = 0; i <= given.runs; i++) {
    const began = performance.now();
    // Another prompt each time, or the text encoder would be left out; the last is the one compared.
    blob = await draw(i === given.runs ? given.prompt : `${given.prompt} ${i}`, given.edge, noise);
    if (i > 0) times.push(performance.now() - began);
  }
  return { loadMs, times, png: [...new Uint8Array(await blob.arrayBuffer())] };
}

/** Runs in the page: what the three networks take, called by the runtime alone. */
async function runRaw(given: { padded: number[]; runs: number; noise: number[] }): Promise<number[]> {
  const ort = (await import('/ort/ort.wasm.min.mjs' as string)) as Ort;
  ort.env.wasm.wasmPaths = '/ort/';
  ort.env.wasm.numThreads = 2;
  const open = (name: string) =>
    ort.InferenceSession.create(`/model/${name}/model.onnx`, { executionProviders: ['wasm'] });
  const [text, unet, vae] = [await open('text_encoder'), await open('unet'), await open('vae_decoder')];
  const dims = [1, 4, 64, 64];
  const sample = new ort.Tensor('float32', Float32Array.from(given.noise), dims);
  const times: number[] = [];
  for (let i = 0; i <= given.runs; i++) {
    const began = performance.now();
    const ids = new ort.Tensor('int32', Int32Array.from(given.padded), [1, given.padded.length]);
    const { last_hidden_state: hidden } = await text.run({ input_ids: ids });
    const timestep = new ort.Tensor('int64', BigInt64Array.of(999n), [1]);
    const { out_sample: latents } = await unet.run({ sample, timestep, encoder_hidden_states: hidden! });
    await vae.run({ latent_sample: latents! });
    if (i > 0) times.push(performance.now() - began);
  }
  return times;
}

/** SD-Turbo's one step: x0 = x − σ·ε(x / √(σ² + 1)), decoded; RGB in 0…255, rounded. */
async function reference(native: Ort, ids: readonly number[], noise: Float32Array): Promise<Uint8Array> {
  const open = async (name: string) => native.InferenceSession.create(join(fixture, name, 'model.onnx'));
  const [text, unet, vae] = await Promise.all([open('text_encoder'), open('unet'), open('vae_decoder')]);
  const { last_hidden_state: hidden } = await text.run({
    input_ids: new native.Tensor('int32', Int32Array.from(ids), [1, ids.length]),
  });
  const dims = [1, 4, 64, 64];
  const scaled = Float32Array.from(noise, (value) => (value * sigma) / Math.sqrt(sigma * sigma + 1));
  const { out_sample: predicted } = await unet.run({
    sample: new native.Tensor('float32', scaled, dims),
    timestep: new native.Tensor('int64', BigInt64Array.of(999n), [1]),
    encoder_hidden_states: hidden!,
  });
  const epsilon = predicted!.data as Float32Array;
  const clean = Float32Array.from(noise, (value, i) => (value * sigma - sigma * epsilon[i]!) / 0.18215);
  const { sample } = await vae.run({ latent_sample: new native.Tensor('float32', clean, dims) });
  const [, , height, width] = sample!.dims as [number, number, number, number];
  const data = sample!.data as Float32Array;
  const plane = width * height;
  return Uint8Array.from({ length: 3 * plane }, (_, i) => {
    const value = data[(i % 3) * plane + Math.floor(i / 3)]! / 2 + 0.5;
    return Math.round(Math.min(1, Math.max(0, value)) * 255);
  });
}

/** `pixels` is RGBA, `expected` RGB. */
function meanError(pixels: Uint8Array, expected: Uint8Array): number {
  const channels = (3 * pixels.length) / expected.length;
  let sum = 0;
  for (let i = 0; i < expected.length; i++)
    sum += Math.abs(pixels[Math.floor(i / 3) * channels + (i % 3)]! - expected[i]!);
  return sum / expected.length;
}
