/** Node's, where the tools run: a port that is open keeps a process alive, and one that is busy lets no other be heard. */
const { setImmediate } = globalThis as { readonly setImmediate?: (run: () => void) => void };

const waiting: (() => void)[] = [];
/** One for all: to open a channel takes longer than its message. */
let port: MessagePort | undefined;

/** Lets messages in (a cancel, say): awaiting a settled promise does not. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (setImmediate) return setImmediate(resolve);
    waiting.push(resolve);
    port ??= openPort();
    port.postMessage(null);
  });
}

function openPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return port2;
}

const longestRestMs = 20_000;

/**
 * Awaited before each piece of work: lets a cancel in, and throws if there is one. In cool mode it also rests for as long
 * as the piece before it took, so that the device works half of the time.
 */
export function pacer(signal: AbortSignal, isCool = false): () => Promise<void> {
  let since = performance.now();
  return async () => {
    await nextTask();
    signal.throwIfAborted();
    if (isCool) await rest(Math.min(performance.now() - since, longestRestMs), signal);
    since = performance.now();
  };
}

/** Waits, if there is anything to wait for; rejects at once when `signal` aborts. */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return;
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error); // an abort's reason
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
