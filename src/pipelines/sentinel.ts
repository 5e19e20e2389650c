import { namedError } from '../contract/errors';
import type { Tensor } from '../tensor/tensor';

/**
 * The largest magnitude that a sound result can have, with much to spare: a device that overflows or reads the wrong
 * memory is beyond it, no picture is. Half floats end at 65,504.
 */
const limits = { embeddings: 60_000, prediction: 10_000, latents: 10_000, picture: 100, blank: 100 } as const;
/** Least standard deviation. A picture is in −1…1: below this it is one colour to the eye; a blank one may be. */
const leastSpread = { embeddings: 1e-6, prediction: 1e-6, latents: 1e-6, picture: 1e-3, blank: 0 } as const;

export type CheckedStage = keyof typeof limits;

/**
 * Looks at a result in one pass, and gives it back. A graphics driver that runs out of room or overflows answers with
 * nonsense rather than an error: NaN, zeros, one value everywhere, or numbers out of all proportion.
 * @throws WrongResultError naming stage and finding.
 */
export function requireSane(stage: CheckedStage, tensor: Tensor): Tensor {
  const finding = whatIsWrong(tensor, limits[stage], leastSpread[stage]);
  if (finding !== undefined) throw namedError('WrongResultError', `${stage}: ${finding}`);
  return tensor;
}

/** So many values are summed at a time: their squares tell whether one of them can be out of proportion. */
const block = 64;

function whatIsWrong({ data }: Tensor, limit: number, leastSpread: number): string | undefined {
  let [sum, squares, largest] = [0, 0, 0];
  for (let start = 0; start < data.length; start += block) {
    const end = Math.min(start + block, data.length);
    let [blockSum, blockSquares] = [0, 0];
    for (let i = start; i < end; i++) {
      const value = data[i]!; // by index, and without a branch: either takes several times as long otherwise
      blockSum += value;
      blockSquares += value * value;
    }
    sum += blockSum;
    squares += blockSquares;
    largest = Math.max(largest, blockSquares);
  }
  if (!Number.isFinite(sum)) return 'numbers that are not finite';
  if (largest > limit ** 2 && data.some((value) => Math.abs(value) > limit)) return 'numbers out of all proportion';
  if (data.length < 2 || leastSpread === 0) return undefined;
  const variance = Math.max(0, squares / data.length - (sum / data.length) ** 2);
  if (Math.sqrt(variance) >= leastSpread) return undefined;
  return data.every((value) => value === data[0]) ? 'one value everywhere' : 'hardly any variation';
}
