import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { build } from 'vite';
import type { Backend } from '../../src/contract/request';
import { passes } from '../../tools/conformance/finding';
import { familyOf, manifestOfFolder } from '../../tools/conformance/plain-folder';
import { findChromium } from './chromium';

const root = join(import.meta.dirname, '..', '..');
const golden = join(root, 'tests', 'golden');
const pageFolder = join(root, '.cache', 'conformance-page');
const origin = 'http://localhost:4499'; // no server: every request is answered below

interface EndToEndCase {
  readonly name: string;
  readonly model: string;
  readonly task: string;
  readonly pipeline: string;
  readonly steps: number;
}

/** Of each model and task, the case with the fewest steps: every family, layout and pipeline once. */
function oneOfEach(): EndToEndCase[] {
  const cheapest = new Map<string, EndToEndCase>();
  for (const name of readdirSync(join(golden, 'e2e')).filter((entry) => !entry.endsWith('.json'))) {
    const {
      case: asked,
      pipeline,
      step_timesteps,
    } = JSON.parse(readFileSync(join(golden, 'e2e', name, 'case.json'), 'utf8'));
    const found = { name, model: asked.model, task: asked.task, pipeline, steps: step_timesteps.length };
    const key = `${found.model} ${found.task}`;
    if ((cheapest.get(key)?.steps ?? Infinity) > found.steps) cheapest.set(key, found);
  }
  return [...cheapest.values()];
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** The test page from its folder, the fixtures from theirs, and nothing else. */
async function openConformancePage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.route('**/*', async (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname);
    const file = path.startsWith('/golden/') ? join(golden, path.slice('/golden/'.length)) : join(pageFolder, path);
    if (!existsSync(file)) return route.fulfill({ status: 404 });
    return route.fulfill({ path: file, contentType: contentTypes[extname(file)] ?? 'application/octet-stream' });
  });
  await page.goto(`${origin}/index.html`);
  await page.waitForFunction(() => window.checkCase !== undefined);
  return page;
}

function check(backend: Backend, { name, model, pipeline }: EndToEndCase) {
  const manifest = manifestOfFolder(join(golden, 'models', model), familyOf(pipeline));
  return page.evaluate(([wanted, caseName, modelName, made]) => window.checkCase!(wanted, caseName, modelName, made), [
    backend,
    name,
    model,
    manifest,
  ] as const);
}

let browser: Browser;
let page: Page; // one for all cases: the runtime is fetched and compiled once
test.beforeAll(async () => {
  test.setTimeout(300_000);
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'conformance'),
    base: './',
    logLevel: 'error',
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production'] },
    build: { outDir: pageFolder, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: false },
  });
  const args = ['--headless', '--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
  browser = await chromium.launch({ executablePath: findChromium(), args });
  page = await openConformancePage(browser);
});
test.afterAll(() => browser.close());

for (const one of oneOfEach()) {
  test(`Chromium on WASM draws ${one.name} as diffusers does`, async () => {
    const finding = await check('wasm', one);

    expect(passes(finding), JSON.stringify(finding)).toBe(true);
  });
}

/** Software WebGPU has no half floats and is some fifty times slower: of each family, the picture with the fewest steps. */
function oneOfEachFamily(): EndToEndCase[] {
  const cheapest = new Map<string, EndToEndCase>();
  for (const one of oneOfEach().filter(({ model, task }) => task === 't2i' && !model.includes('fp16'))) {
    if ((cheapest.get(one.pipeline)?.steps ?? Infinity) > one.steps) cheapest.set(one.pipeline, one);
  }
  return [...cheapest.values()];
}

for (const one of oneOfEachFamily()) {
  test(`Chromium on WebGPU draws ${one.name} as diffusers does`, async () => {
    test.setTimeout(600_000);

    const finding = await check('webgpu', one);

    expect(passes(finding), JSON.stringify(finding)).toBe(true);
  });
}
