import { errorNameOf, type ErrorName } from '../contract/errors';
import type { ProbeResult } from '../contract/forecast';
import type { ModelManifest } from '../contract/manifest';
import type { Engine } from '../engine/client';
import { forgetFile, listCached } from '../storage/model-cache';
import { foretellMs, type Drawn } from './forecast';

/** A model on its way into this browser's storage. */
export interface Download {
  readonly state: 'running' | 'paused' | 'failed' | 'refused';
  readonly loadedBytes: number;
  /** Of late; undefined until something was measured. */
  readonly bytesPerSecond?: number;
  readonly errorName?: ErrorName;
}

/** Speed is taken over this long. */
const windowMs = 4000;

/** Which models there are, how much of each is stored, what is on its way, and what the device can do. Nothing of the visitor's. */
export class ModelShelf {
  /** By model: bytes in storage. */
  stored: Readonly<Record<string, number>> = $state.raw({});
  downloads: Readonly<Record<string, Download>> = $state.raw({});
  probe: ProbeResult | undefined = $state.raw();
  drawn: readonly Drawn[] = $state.raw([]);
  #probing: Promise<void> | undefined;
  readonly #running = new Map<string, AbortController>();
  readonly #models: readonly ModelManifest[];
  readonly #useEngine: () => Engine;

  constructor(models: readonly ModelManifest[], useEngine: () => Engine) {
    this.#models = models;
    this.#useEngine = useEngine;
  }

  /** Looks into storage: a reload, the Privacy panel or the browser may have changed it. */
  async refresh(): Promise<void> {
    const bytes = new Map((await listCached()).map((file) => [file.sha256, file.bytes]));
    this.stored = Object.fromEntries(
      this.#models.map(({ id, files }) => [id, files.reduce((sum, { sha256 }) => sum + (bytes.get(sha256) ?? 0), 0)]),
    );
  }

  /** Measures the device, once for each engine. A failure leaves the forecasts out. */
  measure(): Promise<void> {
    this.#probing ??= this.#useEngine()
      .probe(new AbortController().signal)
      .then(
        (probe) => void (this.probe = probe),
        () => void (this.#probing = undefined),
      );
    return this.#probing;
  }

  /** Another engine may run elsewhere: what was measured does not hold for it. */
  engineEnded(): void {
    this.probe = undefined;
    this.#probing = undefined;
  }

  /** Begins, or goes on with what is stored already. Resolves when it ends, one way or another. */
  async start(id: string): Promise<void> {
    if (this.#running.has(id)) return;
    const controller = new AbortController();
    this.#running.set(id, controller);
    const tempo = new Tempo();
    this.#set(id, { state: 'running', loadedBytes: this.stored[id] ?? 0 });
    const onBytes = (loadedBytes: number) => {
      if (this.#running.get(id) !== controller) return;
      const bytesPerSecond = tempo.at(loadedBytes, performance.now());
      this.#set(id, { state: 'running', loadedBytes, ...(bytesPerSecond !== undefined && { bytesPerSecond }) });
    };
    try {
      const isKept = await this.#useEngine().download(id, onBytes, controller.signal);
      await this.#end(id, controller, isKept ? undefined : 'refused');
    } catch (error) {
      const errorName = errorNameOf(error);
      await this.#end(id, controller, errorName === 'AbortError' ? 'paused' : 'failed', errorName);
    }
  }

  pause(id: string): void {
    this.#running.get(id)?.abort();
  }

  /** Ends a download, if one runs, and takes what is stored of the model away. */
  async discard(id: string): Promise<void> {
    this.pause(id);
    this.#running.delete(id);
    this.#set(id, undefined);
    const files = this.#models.find((model) => model.id === id)?.files ?? [];
    for (const file of files) await forgetFile(file).catch(() => undefined);
    await this.refresh();
  }

  /** Notes how long a picture took, beside what was foretold. */
  note(model: ModelManifest, asked: Parameters<typeof foretellMs>[1], tookMs: number): Drawn | undefined {
    const foretoldMs = this.probe && foretellMs(model, asked, this.probe);
    if (!this.probe || foretoldMs === undefined) return undefined;
    const drawn = { modelId: model.id, backend: this.probe.backend, foretoldMs, tookMs };
    this.drawn = [...this.drawn.filter(({ modelId }) => modelId !== model.id), drawn];
    return drawn;
  }

  async #end(
    id: string,
    controller: AbortController,
    state: Exclude<Download['state'], 'running'> | undefined,
    errorName?: ErrorName,
  ): Promise<void> {
    await this.refresh();
    if (this.#running.get(id) !== controller) return;
    this.#running.delete(id);
    const loadedBytes = this.stored[id] ?? 0;
    this.#set(id, state && { state, loadedBytes, ...(state === 'failed' && errorName && { errorName }) });
  }

  #set(id: string, download: Download | undefined): void {
    const others = Object.entries(this.downloads).filter(([other]) => other !== id);
    this.downloads = Object.fromEntries(download ? [...others, [id, download]] : others);
  }
}

/** Bytes a second over the last few seconds. What storage gives at the start is faster than any network: it is let pass. */
class Tempo {
  #samples: { readonly bytes: number; readonly at: number }[] = [];

  at(bytes: number, now: number): number | undefined {
    this.#samples = [...this.#samples.filter(({ at }) => now - at < windowMs), { bytes, at: now }];
    const first = this.#samples[0]!;
    return now - first.at < windowMs / 8 ? undefined : (1000 * (bytes - first.bytes)) / (now - first.at);
  }
}
