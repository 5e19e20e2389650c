import { expose } from 'comlink';
import '../../../src/engine/abort-signal';
import type { EngineApi } from '../../../src/contract/engine-api';

/**
 * The browser's Worker is what Node lacks: this one is a channel with an engine at its far end, and can be broken in every
 * way that a real one can.
 */
export class ChannelWorker {
  static readonly started: ChannelWorker[] = [];
  /** What a new worker does. */
  static makeApi: (worker: ChannelWorker) => EngineApi;
  /** Gone with the worker: the page's side may hold on to what is left of it, as it may to a browser's. */
  #channel: MessageChannel | undefined = new MessageChannel();
  readonly #lifeline = new AbortController();
  readonly url: string;
  readonly name: string;
  onerror: (() => void) | null = null;
  isTerminated = false;
  /** True: what the worker answers from now on is lost. */
  isMute = false;

  constructor(url: string, { name }: { name: string }) {
    this.url = url;
    this.name = name;
    ChannelWorker.started.push(this);
    locks.held.set(name, this.#lifeline.signal);
    const { port1, port2 } = this.#channel!; // just made
    expose(ChannelWorker.makeApi(this), {
      addEventListener: port1.addEventListener.bind(port1),
      removeEventListener: port1.removeEventListener.bind(port1),
      postMessage: (message: unknown, transfer: Transferable[] = []) => {
        if (!this.isMute) port1.postMessage(message, transfer);
      },
      start: port1.start.bind(port1),
    });
    port2.start();
  }
  postMessage(message: unknown, transfer: Transferable[] = []) {
    this.#channel?.port2.postMessage(message, transfer);
  }
  addEventListener(type: string, listener: (event: Event) => void) {
    this.#channel?.port2.addEventListener(type, listener);
  }
  removeEventListener(type: string, listener: (event: Event) => void) {
    this.#channel?.port2.removeEventListener(type, listener);
  }
  terminate() {
    this.isTerminated = true;
    this.#close();
  }
  /** An error that nobody catches. */
  crash() {
    this.#close();
    this.onerror?.();
  }
  /** Gone without a word, as after `self.close()` or a kill: only its lock tells. */
  die() {
    this.#close();
    this.#lifeline.abort();
  }
  #close() {
    this.#channel?.port1.close();
    this.#channel?.port2.close();
    this.#channel = undefined;
    locks.held.delete(this.name);
  }
}

/** Of navigator.locks, what a page needs to hear of a worker's end. */
const locks = {
  held: new Map<string, AbortSignal>(),
  async request(name: string, { signal }: { signal: AbortSignal }, onGranted: () => void) {
    locks.held.get(name)?.addEventListener('abort', () => signal.aborted || onGranted());
  },
};

export const navigatorWithLocks = { locks };
