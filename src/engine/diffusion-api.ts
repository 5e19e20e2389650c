import { transfer } from 'comlink';
import type {
  EngineApi,
  EngineOptions,
  EngineReport,
  OnBytes,
  RequestRecord,
  WorkerNote,
} from '../contract/engine-api';
import type { Backend } from '../contract/request';
import { namedError } from '../contract/errors';
import type { OnMotionEvent } from '../contract/motion';
import type { OnProgress } from '../contract/progress';
import { firstPictureFiles, modelBytes, modelFile, openingOrder } from '../catalog/catalog';
import { reasonsAgainstModel } from '../models/can-run';
import { loadModel, type ModelInUse } from '../models/load';
import type { ModelFile } from '../contract/model-file';
import { countPrompt } from '../pipelines/count-prompt';
import { createPipeline, readWords } from '../pipelines/create';
import { nextTask, rest } from '../pipelines/pace';
import { upscale } from '../pipelines/upscale';
import { unlessCancelledByOthers } from './own-cancel';
import { createGuard, readyPolicy, requireAllowed, type Guard } from './guard';
import { helperNetwork, type HelperNetwork } from './helper-network';
import { makeMotion } from './motion-job';
import type { BrowserRuntime } from '../runtime/ort-runtime';
import { probeSpeed } from '../runtime/probe';
import { fetchWeights, storeWeights } from '../runtime/weights';
import { sharedCancel, type SharedCancel } from './shared-cancel';
import { keepsOpen } from './wear';

/** Starts the runtime that the options ask for. Given from outside, so that the worker's own code also runs in Node. */
export type StartRuntime = (backend: Backend | 'auto', maxThreads: number) => Promise<BrowserRuntime>;

/** So long nothing was asked of a warm worker before it rehearses. */
const idleMs = 300;

/** What the diffusion worker does, and all that one worker holds. */
export function diffusionApi(startRuntime: StartRuntime): EngineApi {
  let options: EngineOptions;
  let runtime: Promise<BrowserRuntime> | undefined;
  let current: { id: string; model: ModelInUse } | undefined;
  /** By the id of the model (or helper) that is read: a job that waits for its turn wants what the running one reads. */
  const cancels = new Map<string, SharedCancel>();
  /** The running job's: files are read when a job first needs them. */
  let currentSignal: AbortSignal;
  let storageRefused = false;
  let note: (note: WorkerNote) => void = () => undefined;
  /** Cool mode: when the next picture may begin. */
  let coolAt = 0;

  /** Aborted by any job: nobody waits for it. */
  let rehearsal = new AbortController();
  /** The model of the last picture: it needs no rehearsal. */
  let drewWith: ModelInUse | undefined;

  /** Jobs run one after another, whatever the page does. */
  let last: Promise<unknown> = Promise.resolve();
  function queued<T>(signal: AbortSignal, job: () => Promise<T>): Promise<T> {
    if (signal !== rehearsal.signal) rehearsal.abort();
    const result = last.then(() => unlessCancelledByOthers(signal, job));
    last = result.catch(() => undefined).then(nextTask); // or the answer would wait for the next job's first long call
    return result;
  }

  function cancelOf(id: string): SharedCancel {
    const cancel = cancels.get(id) ?? sharedCancel();
    cancels.set(id, cancel);
    return cancel;
  }

  /** `job` in its turn. From now on what is read for the model with this id is read for it too. */
  const queuedFor = <T>(id: string, signal: AbortSignal, job: () => Promise<T>): Promise<T> =>
    cancelOf(id).during(signal, () =>
      queued(signal, () => {
        currentSignal = cancelOf(id).signal;
        return job();
      }),
    );

  function manifestOf(id: string) {
    const manifest = options.models.find((model) => model.id === id);
    if (!manifest) throw namedError('ModelMissingError', 'this copy does not have that model');
    return manifest;
  }

  async function useModel(id: string, onProgress: OnProgress) {
    const starting = useRuntime();
    if (current?.id !== id) {
      await current?.model.dispose();
      current = { id, model: openModel(id, starting, onProgress) };
    }
    const { model } = current;
    model.onProgress = onProgress;
    return { model, starting };
  }

  /**
   * Starts all downloads of a picture, while the runtime compiles: last the picture check, which is needed last. A large
   * model's parts wait until there is room.
   */
  async function readAhead({ manifest, readAhead }: ModelInUse, starting: Promise<BrowserRuntime>): Promise<void> {
    const check = () => useGuard(starting).readAhead();
    if (keepsOpen(manifest)) await readAhead(firstPictureFiles(manifest), check);
    else void check();
  }

  /** Opens in the order of use what a picture needs; that it fails is said by who needs it. */
  async function openParts(model: ModelInUse, mayOpen: (name: string) => boolean): Promise<void> {
    for (const name of openingOrder)
      if (name !== 'restyler' && mayOpen(name)) await model.open(name).catch(() => undefined);
  }

  /** Each part when its bytes are there, though others are still on their way. */
  async function openAhead(model: ModelInUse, signal: AbortSignal): Promise<void> {
    if (!keepsOpen(model.manifest)) return;
    const isWanted = () => !signal.aborted && current?.model === model;
    await openParts(model, (name) => isWanted() && model.hasComponent(name));
  }

  /** What has arrived. */
  async function openWhatIsHere(model: ModelInUse, guard: Guard): Promise<void> {
    await openParts(model, model.isHere);
    if (guard.isHere()) await guard.warm().catch(() => undefined);
  }

  /** What needs no runtime is made ready while it compiles, once the files are there. */
  async function prepareWords(model: ModelInUse, starting: Promise<BrowserRuntime>): Promise<void> {
    await readAhead(model, starting);
    readyPolicy();
    await nextTask();
    if (keepsOpen(model.manifest)) await readWords(model);
  }

  /**
   * Draws once for nobody while the visitor still writes: a network's first run takes about twice as long as the next.
   * Only the default family, a step of which takes a moment anywhere.
   */
  function rehearseWhenIdle(model: ModelInUse, starting: Promise<BrowserRuntime>): void {
    const { id, family, defaults } = model.manifest;
    if (family !== 'flow') return;
    rehearsal = new AbortController();
    const { signal } = rehearsal;
    const { width, height } = defaults;
    const words = { modelId: id, prompt: '', negativePrompt: '' };
    const request = { ...words, width, height, seed: 0, numInferenceSteps: 1, guidanceScale: 1 };
    const draw = async () => {
      if (drewWith === model) return; // a picture was asked for while it became warm
      const { pixels } = await createPipeline(family)(model, request, () => undefined, signal);
      await nextTask();
      signal.throwIfAborted();
      await useGuard(starting).check(pixels, false);
    };
    setTimeout(() => {
      if (!signal.aborted && current?.model === model) queued(signal, draw).catch(() => undefined); // said by the first picture, if it lasts
    }, idleMs);
  }

  function useRuntime(): Promise<BrowserRuntime> {
    if (runtime) return runtime;
    const starting = startRuntime(options.backend, options.maxThreads).then((ready) => {
      note({ type: 'backend', backend: ready.backend });
      const { maxBufferBytes = ready.maxBufferBytes } = options;
      return { ...ready, ...(maxBufferBytes !== undefined && { maxBufferBytes }) };
    });
    runtime = starting;
    starting.catch(() => (runtime = current = guard = undefined));
    return starting;
  }

  function openModel(id: string, starting: Promise<BrowserRuntime>, onProgress: OnProgress): ModelInUse {
    const manifest = manifestOf(id);
    const beside = new Set(Object.values(manifest.components).flatMap(({ external_data = [] }) => external_data));
    const needed = new Set(firstPictureFiles(manifest));
    const files = manifest.files.filter(({ path }) => needed.has(path));
    return loadModel(
      manifest,
      starting,
      (path, onBytes) => readFile(modelFile(manifest, path, options.baseUrl), onBytes, beside.has(path)),
      {
        keepOpen: keepsOpen(manifest),
        onProgress,
        totalBytes: modelBytes({ files }),
      },
    );
  }

  function readFile(file: ModelFile, onBytes: (bytes: number) => void, inChunks = false): Promise<Uint8Array> {
    return fetchWeights(
      file,
      {
        keep: options.keepModels && !storageRefused,
        inChunks,
        onBytes,
        onSource: (fromCache, bytes) => note({ type: 'request', record: recordOf(file, fromCache, bytes) }),
        onStorageRefused: () => (storageRefused = true),
      },
      currentSignal,
    );
  }

  const readQuietly = (file: ModelFile) => readFile(file, () => undefined);
  let guard: Guard | undefined;
  const useGuard = (starting: Promise<BrowserRuntime>) =>
    (guard ??= createGuard(options.host, options.baseUrl, starting, readQuietly));
  let upscaler: HelperNetwork | undefined;

  const api: EngineApi = {
    async configure(given, onNote) {
      options = given;
      note = onNote;
    },

    warm(modelId, onProgress, signal) {
      let warmed: ModelInUse | undefined;
      // Part by part, so that a picture asked for meanwhile waits for one part and not for all.
      const part = async (work: (model: ModelInUse, starting: Promise<BrowserRuntime>) => Promise<unknown>) => {
        const done = await queuedFor(modelId, signal, async () => {
          if (current && warmed && current.model !== warmed) return undefined;
          const { model, starting } = await useModel(modelId, onProgress);
          if (!warmed) prepareWords(model, starting).catch(() => undefined); // said by whoever needs them
          warmed = model;
          const ready = await starting;
          await work(model, starting);
          return ready;
        });
        if (!done) throw namedError('AbortError', 'another model is in use');
        return done;
      };
      return cancelOf(modelId).during(signal, async () => {
        // A large model's parts are opened one after another by the job that needs them, and freed: never all at once.
        for (const name of keepsOpen(manifestOf(modelId)) ? openingOrder : []) {
          if (name === 'vae_decoder') await part((model) => readWords(model));
          await part(async (model) => model.hasComponent(name) && model.open(name));
        }
        const { report } = await part(async (model, starting) => {
          await useGuard(starting).warm();
          rehearseWhenIdle(model, starting);
        });
        return { ...report, storageRefused } satisfies EngineReport;
      });
    },

    probe(signal) {
      return queued(signal, async () => {
        const started = performance.now();
        const ready = await useRuntime();
        const speed = await probeSpeed(ready, signal);
        return {
          ...speed,
          backend: ready.backend,
          features: ready.features,
          ...(ready.maxBufferBytes !== undefined && { maxBufferBytes: ready.maxBufferBytes }),
          unusable: Object.fromEntries(options.models.map((model) => [model.id, reasonsAgainstModel(model)])),
          tookMs: performance.now() - started,
        };
      });
    },

    async download(modelId, onBytes, signal) {
      const manifest = manifestOf(modelId);
      const report = everySoOften(onBytes);
      for (const { path } of manifest.files) {
        const file = modelFile(manifest, path, options.baseUrl);
        const isKept = await storeWeights(
          file,
          {
            onBytes: report,
            onSource: (fromCache, bytes) => note({ type: 'request', record: recordOf(file, fromCache, bytes) }),
          },
          signal,
        );
        if (!isKept) return false;
      }
      return true;
    },

    generate(request, trail, onProgress, signal) {
      return queuedFor(request.modelId, signal, async () => {
        await rest(coolAt - performance.now(), signal);
        const isPhoto = request.image !== undefined || (request.references?.length ?? 0) > 0;
        requireAllowed({ prompts: [request.prompt], negativePrompt: request.negativePrompt }, isPhoto, options.host);
        const { model, starting } = await useModel(request.modelId, onProgress);
        drewWith = model;
        void readAhead(model, starting);
        const ready = await starting;
        const guard = useGuard(starting);
        // On a card a call waits for it, and in some builds none may begin meanwhile.
        if (ready.backend === 'wasm') void openAhead(model, signal);
        if (keepsOpen(model.manifest)) model.beforeSteps = () => openWhatIsHere(model, guard);
        const pipeline = createPipeline(model.manifest.family);
        const started = performance.now();
        const loadedBefore = model.loadMs;
        let stepMs = 0;
        let decodedAt = started;
        const measured: OnProgress = (progress) => {
          if (progress.stage === 'denoising' && progress.step > 0) stepMs = progress.elapsedMs / progress.step;
          if (progress.stage === 'decoding') decodedAt = performance.now();
          onProgress(progress);
        };
        const made = await pipeline(model, request, measured, signal, trail);
        const safety = await guard.check(made.pixels, isPhoto);
        signal.throwIfAborted();
        const endedAt = performance.now();
        if (request.isCool) coolAt = endedAt + (endedAt - decodedAt); // as between steps: as long as the last piece of work
        const elapsedMs = endedAt - started;
        const loadMs = Math.min(model.loadMs - loadedBefore, elapsedMs);
        const result = { ...made, safety, elapsedMs, loadMs, stepMs, backend: ready.backend };
        return transfer(result, [result.pixels.data.buffer]);
      });
    },

    async countPrompt(modelId, prompt) {
      return current?.id === modelId ? countPrompt(current.model, prompt) : undefined;
    },

    enlarge(picture, factor, onProgress, signal) {
      return queuedFor('upscale', signal, async () => {
        const ready = await useRuntime();
        upscaler ??= helperNetwork('upscale', options.baseUrl, ready, readQuietly);
        const network = await upscaler.open();
        const started = performance.now();
        const onPart = (part: number, parts: number) =>
          onProgress({ stage: 'enlarging', part, parts, elapsedMs: performance.now() - started });
        const result = await upscale(network, picture, factor, onPart, signal);
        return transfer(result, [result.data.buffer]);
      });
    },

    motion(job, onEvent, signal) {
      return queuedFor(job.motion.modelId, signal, async () => {
        const prompts = job.motion.keyFrames.map(({ prompt }) => prompt);
        const isPhoto = (job.motion.references?.length ?? 0) > 0 || ('picture' in job.motion && !!job.motion.picture);
        requireAllowed({ prompts, negativePrompt: job.motion.negativePrompt }, isPhoto, options.host);
        const onProgress: OnProgress = (progress) => onEvent({ type: 'progress', progress });
        const { model, starting } = await useModel(job.motion.modelId, onProgress);
        await starting;
        const handOver: OnMotionEvent = (event) =>
          onEvent(event.type === 'frame' ? transfer(event, [event.frame.data.buffer]) : event);
        await makeMotion(model, job, (pixels) => useGuard(starting).require(pixels, isPhoto), handOver, signal);
      });
    },

    check(pixels, isPhoto, signal) {
      return queuedFor('safety', signal, () => useGuard(useRuntime()).check(pixels, isPhoto));
    },
  };

  return api;
}

function recordOf({ url }: ModelFile, fromCache: boolean, bytes: number): RequestRecord {
  return { url, bytes, reason: 'model file', fromCache };
}

/** A network brings thousands of small parts a second: the page hears of their sum ten times. */
function everySoOften(onBytes: OnBytes): (bytes: number) => void {
  let loaded = 0;
  let saidAt = -Infinity;
  return (bytes) => {
    loaded += bytes;
    if (performance.now() - saidAt < 100) return;
    saidAt = performance.now();
    onBytes(loaded);
  };
}
