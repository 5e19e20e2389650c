import type { EngineReport, RequestRecord } from '../contract/engine-api';
import { errorNameOf, namedError } from '../contract/errors';
import type { HostConfig } from '../contract/host';
import type { ModelManifest } from '../contract/manifest';
import type { Picture, Recipe } from '../contract/picture';
import type { Pixels } from '../contract/pixels';
import type { OnProgress, Progress } from '../contract/progress';
import type { PromptCount } from '../contract/prompt-count';
import {
  allRead,
  type Backend,
  type GenerateRequest,
  type GenerateResult,
  type NotRead,
  type SafetyVerdict,
} from '../contract/request';
import type { Engine, StartEngine } from '../engine/client';
import type { DeviceVerdict } from '../engine/recovery';
import { forgetAllModels, forgetFile, listCached, type CachedFile } from '../storage/model-cache';
import { startAwakeClock, type AwakeClock } from './awake-clock';
import { Content } from './content.svelte';
import { deletePictures } from './gallery';
import type { Job, RunningJob } from './job';
import { ModelShelf } from './model-shelf.svelte';
import { Offline } from './offline.svelte';
import { PreferenceKeeper } from './preference-keeper.svelte';
import { inMemory, type ForgetReport } from './privacy-facts';
import type { QueuedJob } from './queue';
import { styledPrompt } from './request';
import { revokeAll } from './save';
import { JobTime, PaceMemory } from './time-left';
import { isSmallDefault, isWhollyStored } from './unasked';
import { maxSeed, settingsFor } from './settings';
import { allCombinations } from './wildcards';

export interface SessionOptions {
  readonly models: readonly ModelManifest[];
  readonly host: HostConfig;
  readonly startEngine: StartEngine;
  readonly baseUrl: string;
  readonly maxThreads: number;
  /** The visitor's browser asks sites to save data. */
  readonly savesData?: boolean;
}

/** One visit: all content, the job that runs, and the engine. Nothing here outlives the page. */
export class Session {
  content: Content;
  readonly models: readonly ModelManifest[];
  readonly host: HostConfig;
  /** Not content: it outlives Forget everything. */
  readonly preferences: PreferenceKeeper;
  backend: Backend | 'auto' = $state('auto');
  keepModels = $state(true);
  report = $state.raw<EngineReport>();
  /** What of the last prompt had no effect. */
  notRead = $state.raw<NotRead>(allRead);
  /** Counts Forget everything: text fields are made anew, and with them their undo history. */
  generation = $state(0);
  #job = $state.raw<Job>({ state: 'idle' });
  #warming: AbortController | undefined;
  #warmProgress = $state.raw<Progress>();
  /** How fast pictures were drawn: for the time left of the next. */
  readonly #pace = new PaceMemory();
  #engine: Engine | undefined;
  /** About the device, not about the visitor: it outlives Forget everything, and the tab takes it along. */
  #verdict: DeviceVerdict = { care: {} };
  readonly #options: SessionOptions;
  readonly #endings = new Set<() => number>();
  /** Models as files: what is stored of each, and what this device would make of it. */
  readonly shelf: ModelShelf;
  readonly offline: Offline;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.models = options.models;
    this.host = options.host;
    this.shelf = new ModelShelf(options.models, () => this.useEngine());
    this.preferences = new PreferenceKeeper(options.models);
    this.content = $state.raw(this.#freshContent());
    this.offline = new Offline(this);
  }

  /** Absolute address of the page's folder. */
  get baseUrl(): string {
    return this.#options.baseUrl;
  }

  get job(): Job {
    return this.#job;
  }

  /** How far the model has come while the visitor was still typing. */
  get warmProgress(): Progress | undefined {
    return this.#warmProgress;
  }

  get model(): ModelManifest {
    return this.models.find(({ id }) => id === this.content.settings.modelId) ?? this.models[0]!;
  }

  get isRunning(): boolean {
    return this.#job.state === 'running';
  }

  get selected(): Picture | undefined {
    const { pictures, selectedId } = this.content;
    return pictures.find(({ id }) => id === selectedId);
  }

  chooseModel(id: string): void {
    const model = this.models.find((candidate) => candidate.id === id);
    if (model) this.content.settings = settingsFor(model, this.content.settings);
  }

  /** Starts another engine on the next job, on the chosen device. */
  chooseBackend(backend: Backend | 'auto'): void {
    this.backend = backend;
    this.#verdict = { care: {} };
    this.#endEngine();
  }

  /** False: nothing at all is kept. What was goes, the app's own files too. */
  async chooseKeepModels(keep: boolean): Promise<void> {
    this.keepModels = keep;
    this.#endEngine(); // first: it may be storing a file
    if (keep) return;
    await this.offline.turnOff();
    await forgetAllModels();
  }

  /**
   * Fetches and opens the model while the visitor is still typing, where that may be done unasked: the model the page opens
   * with, and for a browser that saves data only what it has stored. A failure here says nothing: Generate will.
   */
  async warm(): Promise<void> {
    if (!isSmallDefault(this)) return;
    if (this.#options.savesData === true) return this.warmStored();
    await this.#warm();
  }

  /** Opens the model before anybody asks, if that costs no network. */
  async warmStored(): Promise<void> {
    if (isSmallDefault(this) && (await isWhollyStored(this.model))) await this.#warm();
  }

  /** Nothing waits. Where the worker was ended for what it had done, the next picture finds another one warm. */
  async rest(): Promise<void> {
    if (!this.#engine?.rest()) return;
    this.report = undefined;
    await this.warmStored();
  }

  async #warm(): Promise<void> {
    if (this.#warming || this.report || this.isRunning) return;
    const controller = new AbortController();
    this.#warming = controller;
    const onProgress = (progress: Progress) => {
      if (this.#warming === controller) this.#warmProgress = progress;
    };
    try {
      const report = await this.useEngine().warm(this.model.id, onProgress, controller.signal);
      if (this.#warming === controller) this.report = report;
    } catch {
      // said again, with a sentence, by the job that needs the model
    } finally {
      if (this.#warming === controller) this.#warming = undefined;
      this.#warmProgress = undefined;
    }
  }

  /** What the model reads of the prompt as it stands; undefined until the model is open. Of choices, the first are counted. */
  async countPrompt(): Promise<PromptCount | undefined> {
    const { prompt, settings } = this.content;
    const [first = ''] = allCombinations(prompt, 1);
    return this.#engine
      ?.countPrompt(this.model.id, styledPrompt(first, this.model, settings.styleId))
      .catch(() => undefined);
  }

  /** Runs `count` pictures one after another through `make`, which is given a way to run one request. */
  async runJob(count: number, make: QueuedJob['make']): Promise<void> {
    const controller = new AbortController();
    const clock = startAwakeClock();
    const startedAt = clock.now();
    const about = { controller, pictures: count, startedAt };
    const time = new JobTime(count, this.#pace, this.models);
    this.#job = { state: 'running', picture: 0, recoveries: [], ...about };
    // Progress travels on its own port and may land after the result; forget() may land before it.
    const isCurrent = () => this.#job.state === 'running' && this.#job.controller === controller;
    const onProgress = (progress: Progress) => {
      if (!isCurrent() || this.#job.state !== 'running') return;
      const { recoveries }: RunningJob = this.#job;
      const recovered = progress.stage === 'recovering' ? [...recoveries, progress] : recoveries;
      time.hear(progress, clock.now());
      this.#job = { ...this.#job, progress, recoveries: recovered, timeLeft: time.told };
    };
    const hooks: JobHooks = { onProgress, signal: controller.signal, isCurrent };
    const run: RunRequest = (request) => this.#run(request, hooks, time, clock);
    let made = 0;
    try {
      for (let i = 0; i < count; i++) {
        const began = clock.now();
        await make(i, run, hooks);
        if (!isCurrent() || this.#job.state !== 'running') return;
        made++;
        time.made(clock.now() - began);
        if (i + 1 < count) {
          const { recoveries }: RunningJob = this.#job;
          this.#job = { state: 'running', picture: i + 1, recoveries, timeLeft: time.told, ...about };
        }
      }
      const { recoveries } = this.#job as RunningJob; // nothing was cancelled or forgotten
      this.#job = { state: 'done', pictures: made, elapsedMs: clock.now() - startedAt, recoveries };
    } catch (error) {
      if (!isCurrent()) return;
      const errorName = errorNameOf(error); // name, message and stack cross the boundary; the class does not
      this.#job =
        errorName === 'AbortError'
          ? { state: 'cancelled', pictures: made }
          : { state: 'failed', errorName, detail: (error as Error).message };
    } finally {
      clock.stop();
    }
  }

  /** Stops after the current step, and the model stays warm. A second call does not wait: it ends the worker. */
  cancel(): void {
    const job = this.#job;
    if (job.state !== 'running') return;
    if (job.isStopping) return this.#endEngine();
    this.#job = { ...job, isStopping: true };
    this.#warming?.abort();
    job.controller.abort();
  }

  /** Puts a message about the last job away. */
  dismiss(): void {
    if (!this.isRunning) this.#job = { state: 'idle' };
  }

  addPicture(made: MadePicture, about: AboutPicture): Picture {
    const picture: Picture = {
      id: this.content.nextId++,
      pixels: made.pixels,
      leanedOn: made.leanedOn ?? [],
      madeAt: new Date(),
      ...(made.request && { recipe: recipeOf(made.request) }),
      ...(made.elapsedMs !== undefined && { elapsedMs: made.elapsedMs }),
      ...(made.foretoldMs !== undefined && { foretoldMs: made.foretoldMs }),
      ...(made.backend && { backend: made.backend }),
      ...(made.safety && { safety: made.safety }),
      ...about,
    };
    this.content.pictures = [...this.content.pictures, picture];
    this.content.selectedId = picture.id;
    return picture;
  }

  deletePicture(id: number): void {
    deletePictures(this.content, new Set([id]));
  }

  /** Takes prompt and settings of a picture back into the composer. */
  reuse({ recipe }: Picture): void {
    if (!recipe) return;
    const model = this.models.find(({ id }) => id === recipe.modelId);
    if (!model) return;
    const { width, height, numInferenceSteps, guidanceScale, seed } = recipe;
    const phrase = model.styles?.find(({ phrase }) => recipe.prompt.endsWith(`, ${phrase}`));
    this.content.prompt = phrase ? recipe.prompt.slice(0, -phrase.phrase.length - 2) : recipe.prompt;
    this.content.negativePrompt = recipe.negativePrompt;
    this.content.settings = {
      ...settingsFor(model, this.content.settings),
      ...{ width, height, numInferenceSteps, guidanceScale },
      seed: Math.min(seed, maxSeed),
      isSeedLocked: true,
      strength: recipe.strength ?? this.content.settings.strength,
      scheduler: recipe.scheduler ?? '',
      styleId: phrase?.id ?? '',
    };
  }

  /** Model files this browser keeps: public bytes, the only thing stored. */
  storedFiles(): Promise<readonly CachedFile[]> {
    return listCached();
  }

  removeStored(file: CachedFile): Promise<void> {
    return forgetFile(file);
  }

  requests(): Promise<readonly RequestRecord[]> {
    return this.#engine ? this.#engine.requests() : Promise.resolve([]);
  }

  /** Registers what else must end with the content (other workers, open streams). Returns how to take it back. */
  onForget(end: () => number): () => void {
    this.#endings.add(end);
    return () => this.#endings.delete(end);
  }

  /** Drops all content and ends every worker, at once. */
  forget(): ForgetReport {
    const before = inMemory(this.content);
    let workers = this.#engine ? 1 : 0;
    this.#endEngine();
    for (const end of this.#endings) workers += end();
    const addresses = revokeAll();
    this.content = this.#freshContent();
    this.notRead = allRead;
    this.#job = { state: 'idle' };
    this.generation++;
    return { pictures: before.pictures, workers, addresses, before, after: inMemory(this.content) };
  }

  #freshContent(): Content {
    const content = new Content();
    const model = this.preferences.model();
    content.settings = this.preferences.applyTo(settingsFor(model, content.settings), model);
    return content;
  }

  async #run(
    request: GenerateRequest,
    { onProgress, signal, isCurrent }: JobHooks,
    time: JobTime,
    clock: AwakeClock,
  ): Promise<MadePicture> {
    time.begin(request, clock.now());
    this.shelf.pause(request.modelId); // the job itself goes on with what is there
    const result = await this.useEngine().generate(request, onProgress, signal);
    time.learn(clock.now(), result.loadMs > 0);
    if (!isCurrent()) throw namedError('AbortError', 'the job was forgotten');
    this.notRead = result.notRead;
    const foretoldMs = this.#foretold(request, result);
    return { ...result, request, ...(foretoldMs !== undefined && { foretoldMs }) };
  }

  /** What was foretold of a picture that is done; its model's next forecast learns from it. */
  #foretold(request: GenerateRequest, { elapsedMs, loadMs }: GenerateResult): number | undefined {
    const model = this.models.find(({ id }) => id === request.modelId);
    return model && this.shelf.note(model, request, elapsedMs - loadMs)?.foretoldMs;
  }

  /** The engine, started when first asked for. For jobs that are not pictures; those go through `runJob`. */
  useEngine(): Engine {
    this.#engine ??= this.startEngine();
    return this.#engine;
  }

  /** An engine of its own, for whoever also ends it. */
  startEngine(): Engine {
    const { baseUrl, maxThreads, startEngine } = this.#options;
    const { models, host, backend, keepModels } = this;
    return startEngine({ baseUrl, maxThreads, models, host, backend, keepModels }, this.#verdict);
  }

  #endEngine(): void {
    this.#warming?.abort();
    this.#warming = undefined;
    this.#engine?.terminate();
    this.#engine = undefined;
    this.shelf.engineEnded();
    this.report = undefined;
  }
}

/** For work of a job that is not a request to a model. */
export interface JobHooks {
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
  /** False once the job was forgotten: what it made has no place any more. */
  readonly isCurrent: () => boolean;
}

export type RunRequest = (request: GenerateRequest) => Promise<MadePicture>;

/** What an engine or an art style hands over. */
export interface MadePicture {
  readonly pixels: Pixels;
  readonly request?: GenerateRequest;
  readonly leanedOn?: Picture['leanedOn'];
  readonly elapsedMs?: number;
  readonly foretoldMs?: number;
  readonly backend?: Backend;
  readonly safety?: SafetyVerdict;
}

type AboutPicture = Pick<Picture, 'label' | 'sourceType' | 'carried' | 'modelTitle' | 'recipe' | 'enlarged'>;

function recipeOf({ image, mask, references, ...numbers }: GenerateRequest): Recipe {
  return {
    ...numbers,
    usedPicture: image !== undefined || (references?.length ?? 0) > 0,
    usedMask: mask !== undefined,
  };
}
