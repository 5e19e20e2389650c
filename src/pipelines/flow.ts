import { namedError } from '../contract/errors';
import type { OnProgress } from '../contract/progress';
import type { ArtworkCredit, GenerateRequest, NotRead } from '../contract/request';
import type { Drawn, PlainTensor } from '../contract/trail';
import type { Pixels } from '../contract/pixels';
import type { LoadedModel, OnnxNetwork } from '../models/loaded-model';
import { openMemory, type Memory } from '../retrieval/memory';
import { promptReader, type PromptReading } from '../retrieval/read-prompt';
import { emojiSpeller } from '../retrieval/spell-out-emoji';
import { translator } from '../retrieval/translate';
import { arrange, fillSlots, type Arrangement, type References } from '../retrieval/references';
import { subjectVectors } from '../retrieval/subject-vectors';
import { createScheduler } from '../schedulers/create';
import type { Scheduler } from '../schedulers/scheduler';
import { normalSource, randomNormal } from '../tensor/random';
import { addScaled, scale, tensor, type Tensor } from '../tensor/tensor';
import { wordTokenizer, type EncodedWords, type WordTokenizer } from '../tokenizers/words';
import { isInMask } from '../image/mask';
import { maskToLatents } from '../image/mask-to-latents';
import { composePicture } from './compose-picture';
import { onlyOutput, runDecoder, runEncoder } from './flow-autoencoder';
import { latentPreview } from './latent-preview';
import { takeOwn, type Own } from './own-picture';
import { pipelineOf } from './pipeline';
import { rememberedEmbeds } from './remembered';
import { requireSane } from './sentinel';
import { stepClock } from './step-clock';

/**
 * The default model: a rectified-flow transformer with reference slots (models/FORMAT.md). `prepare`, `denoise` and
 * `decode` are the parts of one picture; Motion strings them together in other ways.
 */
export const flow = pipelineOf({
  draw,
  async decode(model, { latents, finer, leanedOn }, { references, image, mask, isLocal }) {
    const decoded = await decode(model, latents, leanedOn.length === 0 && !references?.length); // of nothing: a sheet of white says so
    const picture = finer ? added(decoded, finer) : decoded;
    return isLocal && image && mask ? onlyInside(mask, picture, image) : picture;
  },
});

async function draw(
  model: LoadedModel,
  request: GenerateRequest,
  onProgress: OnProgress,
  pace: () => Promise<void>,
  known: readonly PlainTensor[],
): Promise<Drawn> {
  const { manifest } = model;
  onProgress({ stage: 'encoding' });
  const conditioning = await prepare(model, request);

  const { image, isLocal } = request;
  const scheduler =
    image && !isLocal
      ? flowScheduler(model, request, 1, request.strength ?? 1)
      : flowScheduler(model, request, conditioning.start);
  const noise = randomNormal(latentDims(model, request), request.seed);
  const clean = image && (await encodeImage(model, image));
  const begun = isLocal ? conditioning.composed : (clean ?? conditioning.composed);
  const latents = scheduler.addNoise(begun, noise, scheduler.begin);
  const mask = request.mask && clean ? maskToLatents(request.mask, manifest.vae.downscale) : undefined;

  await model.beforeSteps?.();
  const elapsed = stepClock();
  const steps = scheduler.timesteps.length - scheduler.begin;
  const made = await denoise(model, conditioning, latents, scheduler, pace, {
    known,
    onStep(current, velocity, i) {
      const step = i - scheduler.begin + 1;
      if (step <= known.length) return; // was told when it was done
      const clean = addScaled(current, velocity, -scheduler.sigmas![i]!);
      const preview = latentPreview(clean, manifest.vae);
      onProgress({
        stage: 'denoising',
        step,
        steps,
        elapsedMs: elapsed(step),
        ...(preview && { preview }),
        answer: velocity,
      });
    },
    ...(mask && clean && { keep: { mask, clean, noise } }),
  });

  const { finer, leanedOn, notRead } = conditioning;
  return { latents: made, ...(finer && { finer }), leanedOn, notRead };
}

/** Everything the transformer is told besides the latents and the time. */
export interface Conditioning {
  /** [1, words, width]. */
  readonly promptEmbeds: Tensor;
  /** Of the empty prompt; absent when guidance is off. */
  readonly negativeEmbeds?: Tensor;
  readonly guidanceScale: number;
  readonly references: References;
  /** The picture that the references make, before anything is drawn: [1, C, G, G]. */
  readonly composed: Tensor;
  /** What latents do not hold of the visitor's own picture in it, [1, 3, H, W] in bytes. */
  readonly finer?: Tensor;
  /** How much noise is laid over it before the first step, 0…1. */
  readonly start: number;
  readonly leanedOn: readonly ArtworkCredit[];
  readonly notRead: NotRead;
}

/** Reads the prompt: words, their embeddings, and the artwork they point to. */
export async function prepare(model: LoadedModel, request: GenerateRequest): Promise<Conditioning> {
  const { tokenizer, memory, read, spellOut } = await lexicon(model);
  const prompt = spellOut(request.prompt);
  const words = tokenizer.encode(prompt);
  const embed = (text: string, { ids, vectors }: EncodedWords) =>
    rememberedEmbeds(model, text, async () => {
      const textEncoder = await model.open('text_encoder');
      const length = tokenizer.maxLength;
      const results = await textEncoder.run({
        input_ids: tensor(Float32Array.from(ids), [1, length]),
        word_vectors: tensor(vectors, [1, length, tokenizer.vectorLength]),
      });
      return requireSane('embeddings', onlyOutput(results));
    });

  const promptEmbeds = await embed(prompt, words);
  const avoided = spellOut(request.negativePrompt);
  // Guidance is on only above 1; at 1 it is half the work.
  const negativeEmbeds = request.guidanceScale > 1 ? await embed(avoided, tokenizer.encode(avoided)) : undefined;
  await model.done('text_encoder');

  const transformer = await model.open('transformer');
  const random = uniformInts(request.seed);
  const own = await takeOwn(model, memory, request, read(prompt), random);
  const shape = slotShape(transformer);
  const arrangement = arrange(
    memory,
    tokenizer,
    own.reading,
    own.picture?.coverage,
    shape,
    random,
    own.ground !== undefined,
  );
  const latents = await composePicture(model, memory, arrangement, own);
  await Promise.all([model.done('vae_encoder'), model.done('vae_decoder')]);
  const { leanedOn, referenceNames, referenceMask, referenceFlags } = arrangement;
  const referenceLatents = fillSlots(memory, arrangement, own.picture?.coverage, latents, shape);
  return {
    promptEmbeds,
    ...(negativeEmbeds && { negativeEmbeds }),
    guidanceScale: request.guidanceScale,
    references: { referenceLatents, referenceNames, referenceMask, referenceFlags },
    composed: latents.composed,
    ...(latents.finer && { finer: latents.finer }),
    start: startOf(model, request, own, arrangement),
    leanedOn,
    notRead: { unknown: words.unknown, dropped: words.dropped, notLaid: own.notLaid },
  };
}

/**
 * How much noise the first step begins with. Where there is no artwork to start from, all comes from noise; over a visitor's
 * picture there is no more than over artwork, for what is to change in it has changed before.
 */
function startOf(
  { manifest }: LoadedModel,
  { strength = 1 }: GenerateRequest,
  own: Own,
  { placed }: Arrangement,
): number {
  if (!own.picture && !own.ground && placed.length === 0) return 1;
  const start = manifest.memory?.start ?? 1;
  return own.picture ? Math.min(strength, start) : start;
}

export interface DenoiseOptions {
  /** After each step: the latents, the predicted velocity, and the step's index in `timesteps`. */
  readonly onStep?: (before: Tensor, velocity: Tensor, i: number) => void;
  /** Inpaint: where `mask` is 0 the picture stays `clean`. */
  readonly keep?: { readonly mask: Tensor; readonly clean: Tensor; readonly noise: Tensor };
  /** Answers of the first steps, from an earlier run of the same job. */
  readonly known?: readonly Tensor[];
}

/** Latents at `timesteps[begin]` to clean latents. [1, C, G, G] in and out. */
export async function denoise(
  model: LoadedModel,
  conditioning: Conditioning,
  start: Tensor,
  scheduler: Scheduler,
  pace: () => Promise<void>,
  { onStep, keep, known = [] }: DenoiseOptions = {},
): Promise<Tensor> {
  const transformer = await model.open('transformer');
  const noNoise = () => {
    throw namedError('ModelUnsupportedError', 'a flow scheduler draws no noise between steps');
  };
  let latents = start;
  for (let i = scheduler.begin; i < scheduler.timesteps.length; i++) {
    let velocity = known[i - scheduler.begin];
    if (!velocity) {
      await pace();
      velocity = await predictVelocity(transformer, latents, scheduler.timesteps[i]!, conditioning);
      requireSane('prediction', velocity);
    }
    const before = latents;
    latents = requireSane('latents', scheduler.step(velocity, i, latents, noNoise));
    if (keep) latents = keepOutside(latents, keep, scheduler, i + 1);
    onStep?.(before, velocity, i);
  }
  return latents;
}

/** Clean latents [1, C, G, G] to a picture. */
export async function decode(model: LoadedModel, latents: Tensor, mayBeBlank = false): Promise<Pixels> {
  const picture = await runDecoder(model, latents, mayBeBlank);
  await model.done('vae_decoder');
  return picture;
}

function added(picture: Pixels, { data }: PlainTensor): Pixels {
  const plane = picture.width * picture.height;
  const made = picture.data.map((value, i) => (i % 4 === 3 ? value : value + data[(i % 4) * plane + (i >> 2)]!));
  return { ...picture, data: made };
}

function onlyInside(mask: Pixels, inside: Pixels, outside: Pixels): Pixels {
  return { ...inside, data: inside.data.map((value, i) => (isInMask(mask, i >> 2) ? value : outside.data[i]!)) };
}

/** A picture of the model's size to clean latents [1, C, G, G]. */
export async function encodeImage(model: LoadedModel, image: Pixels): Promise<Tensor> {
  const latents = await runEncoder(model, image);
  await model.done('vae_encoder');
  return latents;
}

/** The manifest's scheduler at `linspace(start, start/n, n)`; from 1 as flow pipelines in diffusers call theirs. */
export function flowScheduler(
  { manifest }: LoadedModel,
  { numInferenceSteps: steps }: GenerateRequest,
  start: number,
  strength?: number,
): Scheduler {
  return createScheduler(manifest.scheduler, {
    sigmas: Array.from({ length: steps }, (_, i) => start * (1 - i / steps)),
    ...(strength !== undefined && { strength }),
  });
}

export function latentDims({ manifest }: LoadedModel, { width, height }: GenerateRequest): readonly number[] {
  const { latent_channels, downscale } = manifest.vae;
  return [1, latent_channels, height / downscale, width / downscale];
}

/** Classifier-free guidance: `negative + scale · (positive − negative)`, both predicted in one batch of two. */
async function predictVelocity(
  transformer: OnnxNetwork,
  latents: Tensor,
  timestep: number,
  { promptEmbeds, negativeEmbeds, guidanceScale, references }: Conditioning,
): Promise<Tensor> {
  const batch = negativeEmbeds ? 2 : 1;
  const velocity = onlyOutput(
    await transformer.run({
      sample: repeated(latents, batch),
      timestep: tensor(new Float32Array(batch).fill(timestep), [batch]),
      encoder_hidden_states: negativeEmbeds ? stacked(negativeEmbeds, promptEmbeds) : promptEmbeds,
      reference_latents: repeated(references.referenceLatents, batch),
      reference_names: repeated(references.referenceNames, batch),
      reference_mask: repeated(references.referenceMask, batch),
      reference_flags: repeated(references.referenceFlags, batch),
    }),
  );
  if (!negativeEmbeds) return velocity;
  const half = velocity.data.length / 2;
  const negative = tensor(velocity.data.subarray(0, half), latents.dims);
  const positive = tensor(velocity.data.subarray(half), latents.dims);
  return addScaled(scale(negative, 1 - guidanceScale), positive, guidanceScale);
}

function keepOutside(
  latents: Tensor,
  { mask, clean, noise }: NonNullable<DenoiseOptions['keep']>,
  scheduler: Scheduler,
  next: number,
): Tensor {
  const outside = next < scheduler.timesteps.length ? scheduler.addNoise(clean, noise, next) : clean;
  const plane = mask.data.length;
  return tensor(
    latents.data.map((value, i) => {
      const keepIt = 1 - mask.data[i % plane]!;
      return value * (1 - keepIt) + outside.data[i]! * keepIt;
    }),
    latents.dims,
  );
}

interface Lexicon {
  readonly tokenizer: WordTokenizer;
  readonly memory: Memory;
  readonly read: (prompt: string) => PromptReading;
  /** Emoji as the names of what they show, and other languages as English. */
  readonly spellOut: (prompt: string) => string;
}

const lexicons = new WeakMap<LoadedModel, Promise<Lexicon>>();

/** Vocabulary and artwork index, parsed once per loaded model. */
export function lexicon(model: LoadedModel): Promise<Lexicon> {
  const made = lexicons.get(model) ?? makeLexicon(model);
  lexicons.set(model, made);
  made.catch(() => lexicons.delete(model));
  return made;
}

async function makeLexicon(model: LoadedModel): Promise<Lexicon> {
  const { memory: files } = model.manifest;
  if (!files) throw namedError('ModelUnsupportedError', 'a flow model needs an artwork memory');
  const text = async (path: string) => new TextDecoder().decode(await model.file(path));
  const [config, words, vectors, index, latents] = await Promise.all([
    text('tokenizer/tokenizer.json'),
    text('tokenizer/words.txt'),
    model.file('tokenizer/vectors.bin'),
    model.file(files.index),
    model.file(files.latents),
  ]);
  const tokenizer = wordTokenizer(JSON.parse(config), words, vectors);
  const memory = openMemory(index, latents);
  const read = promptReader(memory.index, tokenizer, subjectVectors(memory.index, tokenizer));
  const [named, inEnglish] = [emojiSpeller(memory.index), translator(memory.index, tokenizer)];
  return { tokenizer, memory, read, spellOut: (prompt) => inEnglish(named(prompt)) };
}

function slotShape(transformer: OnnxNetwork) {
  const dimsOf = (name: string) => {
    const port = transformer.inputs.find((input) => input.name === name);
    if (!port) throw namedError('ModelUnsupportedError', `the transformer has no input "${name}"`);
    return port.dims.map((dim) => (typeof dim === 'number' ? dim : -1));
  };
  const [, slots, planes, grid] = dimsOf('reference_latents');
  const [, , flags] = dimsOf('reference_flags');
  return { slots: slots!, channels: planes! - 1, grid: grid!, flags: flags! };
}

/** Seeded choices, apart from the noise's own numbers so that a change here leaves the noise as it was. */
function uniformInts(seed: number): (count: number) => number {
  const draws = normalSource(seed ^ 0x5eed)([64]).data;
  let i = 0;
  return (count) => {
    const uniform = (Math.abs(draws[i++ % draws.length]!) * 9973) % 1;
    return Math.floor(uniform * count);
  };
}

function repeated(one: Tensor, times: number): Tensor {
  return times === 1 ? one : stacked(...Array.from({ length: times }, () => one));
}

/** Along the batch axis. */
function stacked(...parts: readonly Tensor[]): Tensor {
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return tensor(data, [parts.reduce((sum, part) => sum + part.dims[0]!, 0), ...parts[0]!.dims.slice(1)]);
}
