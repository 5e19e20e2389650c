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

function whatIsWrong({ data }: Tensor, limit: number, leastSpread: number): string | undefined {
  let [sum, squares, least, most] = [0, 0, Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!; // by index, and without a branch: either takes several times as long otherwise
    sum += value;
    squares += value * value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (!Number.isFinite(sum)) return 'numbers that are not finite';
  if (least < -limit || most > limit) return 'numbers out of all proportion';
  if (data.length < 2 || leastSpread === 0) return undefined;
  if (least === most) return 'one value everywhere';
  const variance = Math.max(0, squares / data.length - (sum / data.length) ** 2);
  return Math.sqrt(variance) < leastSpread ? 'hardly any variation' : undefined;
}
