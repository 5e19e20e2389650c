import type { ClipTokenizer } from './clip-tokenizer';
import { parsePromptWeights } from './prompt-weights';

/** One run of a text encoder: `maxLength` ids, begin and end and padding included, and a weight for each. */
export interface PromptChunk {
  readonly ids: readonly number[];
  readonly weights: readonly number[];
}

export interface WeightedTokens {
  readonly ids: readonly number[];
  readonly weights: readonly number[];
}

/** Each stretch of one weight tokenised by itself; one list for each part between BREAKs. */
export function weightedTokens(tokenizer: ClipTokenizer, prompt: string): WeightedTokens[] {
  const parts: { ids: number[]; weights: number[] }[] = [{ ids: [], weights: [] }];
  for (const piece of parsePromptWeights(prompt)) {
    if (piece === 'break') {
      parts.push({ ids: [], weights: [] });
      continue;
    }
    const ids = tokenizer.encode(piece.text);
    parts.at(-1)!.ids.push(...ids);
    parts.at(-1)!.weights.push(...new Array<number>(ids.length).fill(piece.weight));
  }
  return parts;
}

/**
 * A prompt of any length as chunks that a text encoder takes. A text without weights in it is tokenised whole.
 * With `truncate` what is beyond one chunk is left out, as diffusers does.
 */
export function promptChunks(tokenizer: ClipTokenizer, prompt: string, truncate = false): PromptChunk[] {
  if (truncate) return [chunkOf(tokenizer, tokenizer.encode(prompt), [])];
  const room = tokenizer.maxLength - 2;
  return weightedTokens(tokenizer, prompt).flatMap(({ ids, weights }) => {
    const count = Math.max(1, Math.ceil(ids.length / room));
    return Array.from({ length: count }, (_, i) =>
      chunkOf(tokenizer, ids.slice(i * room, (i + 1) * room), weights.slice(i * room, (i + 1) * room)),
    );
  });
}

/** As many chunks as the longer of two prompts has: guidance runs both in one batch. Filled up with empty ones. */
export function padChunks(tokenizer: ClipTokenizer, chunks: readonly PromptChunk[], count: number): PromptChunk[] {
  const missing = Array.from({ length: count - chunks.length }, () => chunkOf(tokenizer, [], []));
  return [...chunks, ...missing];
}

/** Tokens of a prompt as the composer counts them: begin, end and padding left out. */
export function countTokens(tokenizer: ClipTokenizer, prompt: string): number {
  return weightedTokens(tokenizer, prompt).reduce((sum, { ids }) => sum + ids.length, 0);
}

function chunkOf(tokenizer: ClipTokenizer, ids: readonly number[], weights: readonly number[]): PromptChunk {
  const { maxLength, bosId, eosId, padId } = tokenizer;
  const kept = ids.slice(0, maxLength - 2);
  const padding = maxLength - 2 - kept.length;
  return {
    ids: [bosId, ...kept, eosId, ...new Array<number>(padding).fill(padId)],
    weights: [1, ...kept.map((_, i) => weights[i] ?? 1), 1, ...new Array<number>(padding).fill(1)],
  };
}
