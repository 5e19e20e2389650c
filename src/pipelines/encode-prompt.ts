import { namedError } from '../contract/errors';
import type { LoadedModel, OnnxNetwork } from '../models/loaded-model';
import { encodeTokens, type TextEmbeds, type TextLayer } from '../models/text-encoder';
import { weightEmbeds } from '../models/weight-embeds';
import { readClipFiles } from '../tokenizers/clip-files';
import { clipTokenizer, type ClipTokenizer } from '../tokenizers/clip-tokenizer';
import { countTokens, padChunks, promptChunks, type PromptChunk } from '../tokenizers/prompt-tokens';
import { concat, repeatEach, type Tensor } from '../tensor/tensor';
import { rememberedEmbeds } from './remembered';
import { requireSane } from './sentinel';

export interface PromptOptions {
  readonly clipSkip: number;
  /**
   * 'chunk' reads weights and takes prompts of any length; 'truncate' is what diffusers does: no weights, and what is
   * beyond 77 tokens has no effect.
   */
  readonly longPrompts: 'chunk' | 'truncate';
  /** SDXL: no negative prompt at all is all zeros, which an empty one is not. */
  readonly zeroForNoNegative: boolean;
}

/** Embeddings of each prompt, and of what to stay away from. [prompts, tokens, width] */
export interface PromptEmbeds {
  readonly positive: TextEmbeds;
  readonly negative?: TextEmbeds;
  /** The longest prompt's own tokens: begin, end and padding left out. */
  readonly tokens: { readonly asked: number };
}

const suffixes = ['', '_2'] as const;

/**
 * Encodes prompts with the model's text encoders, one or two. `negatives` is absent when guidance is off; an entry is
 * undefined when no negative prompt was given.
 */
export function encodePrompts(
  model: LoadedModel,
  prompts: readonly string[],
  negatives: readonly (string | undefined)[] | undefined,
  options: PromptOptions,
): Promise<PromptEmbeds> {
  const { clipSkip, longPrompts, zeroForNoNegative } = options; // all that the result depends on
  const asked = JSON.stringify([prompts, negatives ?? 'unguided', clipSkip, longPrompts, zeroForNoNegative]);
  return rememberedEmbeds(model, asked, () => encodeAnew(model, prompts, negatives, options));
}

async function encodeAnew(
  model: LoadedModel,
  prompts: readonly string[],
  negatives: readonly (string | undefined)[] | undefined,
  options: PromptOptions,
): Promise<PromptEmbeds> {
  const encoders = suffixes.filter((suffix) => model.hasComponent(`text_encoder${suffix}`));
  const positives: TextEmbeds[] = [];
  const negativeParts: TextEmbeds[] = [];
  let asked = 0;

  for (const suffix of encoders) {
    const tokenizer = await tokenizerOf(model, suffix);
    const read = (prompt: string) => promptChunks(tokenizer, prompt, options.longPrompts === 'truncate');
    const all = [...prompts.map(read), ...(negatives ?? []).map((negative) => read(negative ?? ''))];
    const count = Math.max(...all.map((chunks) => chunks.length));
    const kept = all.map((chunks) => padChunks(tokenizer, chunks, count));
    asked = Math.max(asked, ...prompts.map((prompt) => lengthOf(tokenizer, prompt, options)));

    const network = await model.open(`text_encoder${suffix}`);
    positives.push(
      joinBatch(await encodeAll(network, kept.slice(0, prompts.length), layerOf(model, options.clipSkip))),
    );
    if (negatives) {
      // The reference skips layers for the prompt only.
      const embeds = await encodeAll(network, kept.slice(prompts.length), layerOf(model, 0));
      const parts = embeds.map((part, i) =>
        negatives[i] === undefined && options.zeroForNoNegative ? zeroed(part) : part,
      );
      negativeParts.push(joinBatch(parts));
    }
    await model.done(`text_encoder${suffix}`);
  }
  const positive = joinEncoders(positives);
  return {
    positive,
    ...(negatives && { negative: joinEncoders(negativeParts) }),
    tokens: { asked },
  };
}

/** One entry a prompt: its chunks encoded, weighted and laid end to end. [1, chunks · tokens, width] */
async function encodeAll(
  network: OnnxNetwork,
  prompts: readonly (readonly PromptChunk[])[],
  layer: TextLayer,
): Promise<TextEmbeds[]> {
  const result: TextEmbeds[] = [];
  for (const chunks of prompts) {
    const parts: TextEmbeds[] = [];
    for (const { ids, weights } of chunks) {
      const { hidden, ...rest } = await encodeTokens(network, [ids], layer);
      parts.push({ hidden: weightEmbeds(requireSane('embeddings', hidden), weights), ...rest });
    }
    const [first, ...others] = parts.map((part) => part.hidden);
    const { pooled } = parts[0]!; // a summary: the first chunk's, as other tools take it
    result.push({ hidden: concat(1, first!, ...others), ...(pooled && { pooled }) });
  }
  return result;
}

function layerOf({ manifest }: LoadedModel, clipSkip: number): TextLayer {
  if (manifest.family === 'sdxl') return { kind: 'penultimate', clipSkip };
  // Stable Diffusion's other layers go through the encoder's last norm, whose weights an export keeps to itself.
  if (clipSkip > 0) throw namedError('BadRequestError', 'CLIP skip is not possible with this model’s text encoder');
  return { kind: 'last' };
}

function lengthOf(tokenizer: ClipTokenizer, prompt: string, { longPrompts }: PromptOptions): number {
  return longPrompts === 'truncate' ? tokenizer.encode(prompt).length : countTokens(tokenizer, prompt);
}

function zeroed({ hidden, pooled }: TextEmbeds): TextEmbeds {
  const zeros = ({ data, dims }: Tensor) => ({ data: new Float32Array(data.length), dims });
  return { hidden: zeros(hidden), ...(pooled && { pooled: zeros(pooled) }) };
}

function joinBatch(parts: readonly TextEmbeds[]): TextEmbeds {
  const [first, ...rest] = parts.map((part) => part.hidden);
  const pooled = parts.flatMap((part) => (part.pooled ? [part.pooled] : []));
  return { hidden: concat(0, first!, ...rest), ...(pooled[0] && { pooled: concat(0, pooled[0], ...pooled.slice(1)) }) };
}

/** Two encoders' widths side by side; the pooled text is the second's. */
function joinEncoders(parts: readonly TextEmbeds[]): TextEmbeds {
  const tokens = Math.max(...parts.map((part) => part.hidden.dims[1]!));
  const [first, ...rest] = parts.map((part) => withTokens(part.hidden, tokens));
  const pooled = parts.at(-1)!.pooled;
  return { hidden: concat(2, first!, ...rest), ...(pooled && { pooled }) };
}

/** Both encoders count alike unless one prompt is split into words that only one of them knows. */
function withTokens(hidden: Tensor, tokens: number): Tensor {
  const [batch, have, width] = hidden.dims as [number, number, number]; // embeddings are 3-D
  if (have === tokens) return hidden;
  const missing = { data: new Float32Array(batch * (tokens - have) * width), dims: [batch, tokens - have, width] };
  return concat(1, hidden, missing);
}

/** Each prompt's embeddings once for each of its pictures. */
export function repeatEmbeds({ hidden, pooled }: TextEmbeds, times: number): TextEmbeds {
  return { hidden: repeatEach(hidden, times), ...(pooled && { pooled: repeatEach(pooled, times) }) };
}

const tokenizers = new WeakMap<LoadedModel, Map<string, Promise<ClipTokenizer>>>();

/** A model's tokenizer, parsed once. */
export function tokenizerOf(model: LoadedModel, suffix: (typeof suffixes)[number] = ''): Promise<ClipTokenizer> {
  const known = tokenizers.get(model) ?? new Map<string, Promise<ClipTokenizer>>();
  tokenizers.set(model, known);
  const made = known.get(suffix) ?? makeTokenizer(model, suffix);
  known.set(suffix, made);
  made.catch(() => known.delete(suffix));
  return made;
}

async function makeTokenizer(model: LoadedModel, suffix: string): Promise<ClipTokenizer> {
  const listed = new Set(model.manifest.files.map(({ path }) => path));
  return clipTokenizer(
    await readClipFiles(async (name) => {
      // Exports of one folder may share the first encoder's tokenizer.
      const path = [`tokenizer${suffix}/${name}`, `tokenizer/${name}`].find((candidate) => listed.has(candidate));
      return path === undefined ? undefined : new TextDecoder().decode(await model.file(path));
    }),
  );
}
