import { weightEmbeds } from '../../src/models/weight-embeds';
import type { ClipTokenizer } from '../../src/tokenizers/clip-tokenizer';
import { promptChunks, weightedTokens } from '../../src/tokenizers/prompt-tokens';
import { parsePromptWeights, type PromptPiece } from '../../src/tokenizers/prompt-weights';
import { equality, relativeError, worst, type Finding } from './finding';
import { array, number, numbers, string, type Json } from './json';

const weightTolerance = 1e-9;
const embeddingTolerance = 1e-4;

/** One prompt of the grammar: pieces and weights, then tokens. Where the golden gives two readings, either will do. */
export function checkPrompt(tokenizer: ClipTokenizer, golden: Json): Finding {
  const prompt = string(golden.prompt, 'prompt');
  const pieces = parsePromptWeights(prompt);
  // The reference refuses a malformed number; a prompt box must not, and takes it as text.
  if (typeof golden.error === 'string') return equality('pieces', pieces.length > 0, true);

  const plain = comparePieces(pieces, golden.parsed);
  const spaced = golden.parsed_if_spaces_allowed;
  if (spaced !== undefined && plain.error > plain.tolerance) return comparePieces(pieces, spaced);
  if (golden.quirk === true || golden.token_ids === undefined) return plain;

  const tokens = weightedTokens(tokenizer, prompt);
  const ids = tokens.flatMap((part) => part.ids);
  const weights = tokens.flatMap((part) => part.weights);
  return worst([
    plain,
    equality('token_ids', ids, numbers(golden.token_ids, 'token_ids')),
    {
      where: 'token_weights',
      error: relativeError(weights, numbers(golden.token_weights, 'token_weights')),
      tolerance: weightTolerance,
    },
  ]);
}

/** Weights applied to a stated tensor. */
export function checkWeightedEmbedding(
  tokenizer: ClipTokenizer,
  shape: readonly number[],
  z: readonly number[],
  golden: Json,
): Finding {
  const [chunk] = promptChunks(tokenizer, string(golden.prompt, 'prompt'));
  const embeds = { data: Float32Array.from(z), dims: [1, ...shape] };
  const compare = (where: string, actual: ArrayLike<number>, expected: unknown, tolerance: number) => ({
    where,
    error: relativeError(actual, numbers(expected, where)),
    tolerance,
  });
  return worst([
    equality('ids_77', chunk!.ids, numbers(golden.ids_77, 'ids_77')),
    compare('multipliers_77', chunk!.weights, golden.multipliers_77, weightTolerance),
    compare('result', weightEmbeds(embeds, chunk!.weights).data, golden.result, embeddingTolerance),
    compare(
      'plain_multiply',
      weightEmbeds(embeds, chunk!.weights, false).data,
      golden.plain_multiply,
      embeddingTolerance,
    ),
  ]);
}

function comparePieces(pieces: readonly PromptPiece[], parsed: unknown): Finding {
  const expected = array(parsed, 'parsed').map((pair) => {
    const [text, weight] = array(pair, 'parsed');
    return { text: string(text, 'parsed text'), weight: number(weight, 'parsed weight') };
  });
  // The reference gives a break a weight of −1, or a multiple of it inside brackets.
  const isBreak = ({ text, weight }: { text: string; weight: number }) => text === 'BREAK' && weight < 0;
  const texts = expected.map((piece) => (isBreak(piece) ? 'break' : piece.text));
  const weights = expected.map((piece) => (isBreak(piece) ? 0 : piece.weight));
  return worst([
    equality(
      'pieces',
      pieces.map((piece) => (piece === 'break' ? piece : piece.text)),
      texts,
    ),
    {
      where: 'weights',
      error: relativeError(
        pieces.map((piece) => (piece === 'break' ? 0 : piece.weight)),
        weights,
      ),
      tolerance: weightTolerance,
    },
  ]);
}
