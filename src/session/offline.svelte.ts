import { modelBytes } from '../catalog/catalog';
import { runningWorkers } from '../engine/endable-worker';
import { sealPage } from '../network/seal-page';
import * as registration from '../offline/registration';
import type { Session } from './session.svelte';

/** Why it did not work: nothing was changed. */
export type OfflineTrouble = 'impossible' | 'not-kept' | 'busy' | 'not-sealed';

export type OfflineState =
  | { readonly is: 'off' | 'turning-on' | 'on' | 'sealing' | 'sealed' }
  | { readonly is: 'failed'; readonly why: OfflineTrouble };

/** Working without a network: the app's files on this device, and the seal. Both only when the visitor asks. */
export class Offline {
  state = $state.raw<OfflineState>({ is: 'off' });
  /** 0…1 while files arrive. */
  progress = $state.raw(0);
  readonly #session: Session;
  readonly #idlers = new Set<() => void>();

  constructor(session: Session) {
    this.#session = session;
    if (registration.canWorkOffline()) void this.#recall();
  }

  get isOn(): boolean {
    return ['on', 'sealing', 'sealed'].includes(this.state.is);
  }

  get isSealed(): boolean {
    return this.state.is === 'sealed';
  }

  get isWorking(): boolean {
    return this.state.is === 'turning-on' || this.state.is === 'sealing';
  }

  /** Registers a worker that is kept warm between jobs: the seal ends those, and content stays. */
  onSeal(end: () => void): void {
    this.#idlers.add(end);
  }

  /** Keeps the app's files and all of the chosen model on this device. */
  async turnOn(): Promise<void> {
    if (this.isOn || this.isWorking) return;
    this.state = { is: 'turning-on' };
    this.state = (await this.#keepAll()) ?? { is: 'on' };
  }

  /** Takes all of it away again, but the model files, which have a switch of their own. */
  async turnOff(): Promise<void> {
    if (this.isSealed) return;
    await registration.turnOff(this.#session.baseUrl);
    this.state = { is: 'off' };
  }

  /**
   * Cuts this tab off until it is loaded anew. The service worker serves nothing but what is kept; the page's own policy
   * forbids every connection; the engine is started afresh, so that its worker is under both from its first line.
   */
  async seal(): Promise<void> {
    if (this.isSealed || this.isWorking || this.#session.isRunning) return;
    this.state = { is: 'sealing' };
    this.state = (await this.#keepAll()) ?? (await this.#cutOff());
  }

  kept(): Promise<readonly registration.KeptFile[]> {
    return registration.listKept(this.#session.baseUrl);
  }

  removeKept(file: registration.KeptFile): Promise<void> {
    return registration.removeKept(file);
  }

  /** What the service worker answered; undefined when there is none. */
  report() {
    return registration.report(this.#session.baseUrl);
  }

  async #recall(): Promise<void> {
    const isOn = await registration.isOffline(this.#session.baseUrl).catch(() => false);
    if (isOn && this.state.is === 'off') this.state = { is: 'on' };
  }

  /** Returns what went wrong, if anything did. */
  async #keepAll(): Promise<OfflineState | undefined> {
    const session = this.#session;
    if (!registration.canWorkOffline()) return { is: 'failed', why: 'impossible' };
    this.progress = 0;
    try {
      await registration.turnOn(session.baseUrl);
      await session.chooseKeepModels(true); // and the engine starts anew: from now on its requests are the service worker's
      if (await this.#keepModel()) return undefined;
    } catch {
      // the host does not answer, or the browser keeps nothing
    }
    return { is: 'failed', why: 'not-kept' };
  }

  /** Stores every file of the chosen model, and opens it. False: the browser keeps no files. */
  async #keepModel(): Promise<boolean> {
    const session = this.#session;
    const { model } = session;
    const { signal } = new AbortController();
    const engine = session.useEngine();
    const onBytes = (loadedBytes: number) => (this.progress = loadedBytes / modelBytes(model));
    if (!(await engine.download(model.id, onBytes, signal))) return false;
    session.report = await engine.warm(model.id, () => undefined, signal);
    return !session.report.storageRefused;
  }

  async #cutOff(): Promise<OfflineState> {
    const session = this.#session;
    await session.chooseKeepModels(true); // ends the engine
    for (const end of this.#idlers) end();
    if (runningWorkers() > 0) return { is: 'failed', why: 'busy' };
    try {
      const { isSealed } = await registration.seal(session.baseUrl);
      if (!isSealed) return { is: 'failed', why: 'not-sealed' };
    } catch {
      return { is: 'failed', why: 'not-sealed' };
    }
    sealPage();
    await session.warm();
    return { is: 'sealed' };
  }
}
