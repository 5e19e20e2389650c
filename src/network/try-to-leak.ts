import type { LeakAttempt, LeakStop, LeakWay, LeakWayOfWorker } from '../contract/leak';
import { navigation } from './close-doors';
import leakWorker from './leak.worker?worker&url';
import { ownScript } from './own-script';

/**
 * Tries every way out of the tab that a page has, to a name that can never exist (RFC 2606), so that a visitor can watch
 * each being refused. Carries nothing but the word "test".
 */

const host = 'leak-test.invalid';
const target = `https://${host}/test`;
const patienceMs = 1500;
const closed: LeakStop = 'closed';
const absent: LeakStop = 'absent';

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
    if (!WebTransport) return absent;
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
    new Promise((resolve) => {
      withElement('form', (form) => {
        Object.assign(form, { action: target, method: 'post', target: 'leak-test-nowhere' });
        form.addEventListener('submit', ({ defaultPrevented }) => resolve(defaultPrevented ? closed : undefined));
        form.appendChild(document.createElement('button')).click();
      });
    }),
  'link-click': () =>
    withElement('a', (link) => {
      Object.assign(link, { href: target, target: '_blank' });
      link.click();
    }),
  frame: () => withElement('iframe', (frame) => void (frame.src = target)),
  'empty-frame': () =>
    withElement('iframe', ({ contentWindow }) => {
      const window = contentWindow as (Window & { RTCPeerConnection?: typeof RTCPeerConnection }) | null; // its own, untouched
      if (window?.RTCPeerConnection) new window.RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }] }).close();
    }),
  object: () => withElement('object', (object) => void (object.data = target)),
  prefetch: () => withElement('link', (link) => Object.assign(link, { rel: 'prefetch', href: target })),
  'dns-prefetch': () => hint('dns-prefetch'),
  preconnect: () => hint('preconnect'),
  worker: () => new Worker(target).terminate(),
  'data-worker': () => new Worker('data:text/javascript,fetch("https://leak-test.invalid/test")').terminate(),
  'shared-worker': () => (typeof SharedWorker === 'function' ? void new SharedWorker(target) : closed),
  'fetch-in-worker': () => inWorker('fetch-in-worker'),
  'import-in-worker': () => inWorker('import-in-worker'),
  'nested-worker': () => inWorker('nested-worker'),
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
  reporting: () => {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = `base-uri 'none'; report-uri ${target}; report-to leak-test`;
    return new Promise((resolve) => {
      // The browser strikes reporting addresses out of a policy that a page gives itself: what is left of it says so.
      const look = ({ originalPolicy }: SecurityPolicyViolationEvent) => {
        if (/^base-uri 'none'(?!.*report)/.test(originalPolicy)) resolve('struck-out' satisfies LeakStop);
      };
      document.addEventListener('securitypolicyviolation', look);
      setTimeout(() => document.removeEventListener('securitypolicyviolation', look), patienceMs);
      document.head.append(policy);
      withElement('base', (base) => void (base.href = target));
      policy.remove();
    });
  },
  'fetch-later': () => {
    const { fetchLater } = globalThis as {
      fetchLater?: (url: string, how: { method: string; body: string }) => unknown;
    };
    if (!fetchLater) return absent;
    fetchLater(target, { method: 'POST', body: 'test' });
  },
  clipboard: async () => await navigator.clipboard.writeText('test'),
  'other-tabs': () =>
    typeof BroadcastChannel === 'function' ? void new BroadcastChannel('leak-test').postMessage('test') : closed,
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
    if (typeof document.cookie !== 'string') return closed;
    document.cookie = 'leak-test=test; Max-Age=1';
  },
  'local-storage': () => localStorage.setItem('leak-test', 'test'),
  'session-storage': () => (typeof sessionStorage === 'undefined' ? closed : undefined),
  'indexed-db': () => void indexedDB.open('leak-test'),
  cache: async () => void (await caches.open('leak-test')),
  'storage-buckets': () =>
    (navigator as { storageBuckets?: unknown }).storageBuckets === undefined ? closed : undefined,
  'window-name': () => {
    if (typeof window.name !== 'string') return closed;
    window.name = 'test';
  },
  'history-state': () => history.replaceState('test', ''),
  'file-system': () => (typeof navigator.storage.getDirectory === 'function' ? undefined : closed),
};

/** A browser that cannot hold a tab back is not asked to: it would lead away. */
const leakWays = (Object.keys(attempts) as LeakWay[]) // the record above names every way
  .filter((way) => way !== 'navigation' || navigation());

/** Runs all attempts, one after another, and reports each as it ends. */
export async function tryToLeak(onAttempt: (attempt: LeakAttempt) => void): Promise<void> {
  for (const way of leakWays) {
    if (way === 'clipboard') await noClick();
    onAttempt(await attempt(way));
  }
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

/** Tries to make a link that looks ahead, in every way there is to write one. Says whether the page refused them all. */
function hint(rel: string): string | undefined {
  const markup = `<link rel="${rel}" href="${target}">`;
  const attribute = () => Object.assign(document.createAttribute('rel'), { value: rel });
  const writings: readonly ((link: HTMLLinkElement) => unknown)[] = [
    (link) => (link.rel = rel),
    (link) => link.relList.add(rel),
    (link) => link.setAttribute('rel', rel),
    (link) => Element.prototype.setAttribute.call(link, 'REL', rel),
    (link) => link.setAttributeNS(null, 'rel', rel),
    (link) => link.setAttributeNode(attribute()),
    (link) => link.attributes.setNamedItem(attribute()),
    (link) => {
      link.setAttribute('rel', 'author');
      link.attributes.getNamedItem('rel')!.value = rel;
    },
    (link) => {
      link.setAttribute('rel', 'author');
      link.attributes.getNamedItem('rel')!.textContent = rel;
    },
    (link) => (link.outerHTML = markup),
    (link) => link.insertAdjacentHTML('afterend', markup),
    (link) => link.after(document.createRange().createContextualFragment(markup)),
    (link) => link.after(document.adoptNode(new DOMParser().parseFromString(markup, 'text/html').head)),
    (link) => link.after(new DOMParser().parseFromString(markup, 'text/html').head.cloneNode(true)),
  ];
  const taken = writings.filter((write) => {
    try {
      withElement('link', (link) => {
        link.href = target;
        write(link);
      });
    } catch {
      return false;
    }
    return document.querySelector(`link[rel="${rel}"]`) !== null;
  });
  return taken.length > 0 ? undefined : closed;
}

/** A worker of ours tries it, under the policy of its own script. */
function inWorker(way: LeakWayOfWorker): Promise<string | undefined> {
  const worker = new Worker(ownScript(leakWorker), { type: 'module', name: way });
  return new Promise<string | undefined>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data as string | undefined); // leak.worker.ts sends nothing else
    worker.onerror = () => reject(new Error('the worker did not start'));
  }).finally(() => worker.terminate());
}

/** The visitor's own click lets a page write to the clipboard for a few seconds. */
async function noClick(): Promise<void> {
  for (let waits = 0; waits < 40 && navigator.userActivation?.isActive; waits++) await after(200, undefined);
}

function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), ms));
}
