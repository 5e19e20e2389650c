/** What one case showed. It passes when `error` is at most `tolerance`. */
export interface Finding {
  readonly error: number;
  readonly tolerance: number;
  /** What was furthest off. */
  readonly where: string;
}

/** The finding furthest over its tolerance. @throws when nothing was compared. */
export function worst(findings: readonly Finding[]): Finding {
  const [first, ...rest] = findings;
  if (!first) throw new Error('the case compares nothing');
  return rest.reduce((most, finding) => (excess(finding) > excess(most) ? finding : most), first);
}

/** Error in units of the tolerance: over 1 fails. Zero against a tolerance of zero is 0, not NaN, which no comparison finds. */
function excess({ error, tolerance }: Finding): number {
  if (error === 0) return 0;
  return Number.isNaN(error) || tolerance === 0 ? Infinity : error / tolerance;
}

/** Written so that NaN fails. */
export function passes({ error, tolerance }: Finding): boolean {
  return error <= tolerance;
}

/** Largest `|a − b| / max(1, |b|)`; NaN and a difference in length count as infinite. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  return largest(actual, expected, (a, b) => Math.abs(a - b) / Math.max(1, Math.abs(b)));
}

/** Largest `|a − b|`; NaN and a difference in length count as infinite. */
export function absoluteError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  return largest(actual, expected, (a, b) => Math.abs(a - b));
}

function largest(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  error: (a: number, b: number) => number,
): number {
  if (actual.length !== expected.length) return Infinity;
  let most = 0;
  for (let i = 0; i < actual.length; i++) {
    const [a, b] = [actual[i]!, expected[i]!];
    const one = a === b ? 0 : error(a, b);
    if (!(one <= most)) most = Number.isNaN(one) ? Infinity : one;
  }
  return most;
}

/** 0 or 1, with tolerance 0: for things that are equal or not. */
export function equality(where: string, actual: unknown, expected: unknown): Finding {
  return { where, error: JSON.stringify(actual) === JSON.stringify(expected) ? 0 : 1, tolerance: 0 };
}
