import { mount } from 'svelte';
import './app.css';
import { readCatalog } from './catalog/catalog';
import { startEngine } from './engine/client';
import { fetchJson } from './network/download';
import { Session } from './session/session.svelte';
import App from './ui/App.svelte';
import StartFailed from './ui/StartFailed.svelte';

const baseUrl = new URL('./', document.baseURI).href;
const target = document.getElementById('app')!; // index.html has it

/** iOS hangs with WASM threads under cross-origin isolation (onnxruntime #11679). */
function maxThreads(): number {
  const isIos =
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (navigator.userAgent.includes('Mac') && navigator.maxTouchPoints > 1);
  return isIos ? 1 : Math.min(navigator.hardwareConcurrency || 1, 8);
}

try {
  const models = readCatalog(await fetchJson(new URL('models/index.json', baseUrl).href, AbortSignal.timeout(30_000)));
  const session = new Session({ models, startEngine, baseUrl, maxThreads: maxThreads() });
  mount(App, { target, props: { session } });
  // The back/forward cache would otherwise keep the page's memory.
  addEventListener('pagehide', () => session.forget());
} catch {
  mount(StartFailed, { target });
}
