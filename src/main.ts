import { mount } from 'svelte';
import './app.css';
import { readCatalog } from './catalog/catalog';
import { readHostConfig } from './contract/host';
import { startEngine } from './engine/client';
import { closeDoors } from './network/close-doors';
import { fetchJson } from './network/download';
import { openLinkedRecipe, takeLinkedRecipe } from './session/recipe-link';
import { Session } from './session/session.svelte';
import App from './ui/App.svelte';
import StartFailed from './ui/StartFailed.svelte';

closeDoors();
const linkedRecipe = takeLinkedRecipe(); // first of all, so that nothing else sees it in the address
const baseUrl = new URL('./', document.baseURI).href;
const target = document.getElementById('app')!; // index.html has it

/** iOS hangs with WASM threads under cross-origin isolation (onnxruntime #11679). */
function maxThreads(): number {
  const isIos =
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (navigator.userAgent.includes('Mac') && navigator.maxTouchPoints > 1);
  return isIos ? 1 : Math.min(navigator.hardwareConcurrency || 1, 8);
}

/** Chrome's Save-Data; other browsers do not say. */
function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true; // not in TypeScript's DOM library
}

/** When the page has nothing better to do; Safari has no requestIdleCallback. */
function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 500);
}

try {
  const read = (path: string) => fetchJson(new URL(path, baseUrl).href, AbortSignal.timeout(30_000));
  const [catalog, host] = await Promise.all([read('models/index.json'), read('host.json')]);
  const models = readCatalog(catalog);
  const session = new Session({
    ...{ models, host: readHostConfig(host), startEngine, baseUrl },
    maxThreads: maxThreads(),
    savesData: savesData(),
  });
  openLinkedRecipe(session, linkedRecipe);
  addEventListener('hashchange', () => openLinkedRecipe(session, takeLinkedRecipe()));
  mount(App, { target, props: { session } });
  whenIdle(() => void session.warmStored());
  // The back/forward cache would otherwise keep the page's memory.
  addEventListener('pagehide', () => session.forget());
} catch {
  mount(StartFailed, { target });
}
